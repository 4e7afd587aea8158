"""What who sits at this desk may do in the booking form; the services decide again."""

from frontdesk.rules.permissions import Person, Subject, may_overbook
from ui.shell.context import Context


def may_book_over(context: Context, center_id: int, clinician_id: int) -> bool:
    """Whether they may book over what stands in this clinician's calendar on purpose."""
    staff = context.clinic.staff
    if staff is None:
        return False
    person = Person(staff.staff_id, staff.roles, frozenset(staff.center_ids))
    by_agents = context.choices.booking.overbook_by_agents
    return may_overbook(person, Subject(clinician_id, center_id), by_agents=by_agents)
