"""The first step: the client session that is rebooked from, as a summary."""

from frontdesk.views.appointment import AppointmentView
from ui.rebooking.facts import Facts
from ui.rebooking.step import Step
from ui.rebooking.words import booked_after, session_time
from ui.texts import _, modality_word, status_word


class SessionStep(Step):
    """Nothing is chosen here."""

    def __init__(self, view: AppointmentView, client_zone: str) -> None:
        super().__init__("session", _("Session"))
        self.facts = Facts("rebook_session_facts")
        self.column.addWidget(self.facts)
        outcome = " · ".join(part for part in (view.outcome_reason, view.outcome_remark) if part)
        self.facts.show_facts(
            (
                (_("Consumer"), view.consumer),
                (_("Service"), f"{view.service} · {modality_word(view.modality)}"),
                (_("When"), session_time(view, client_zone)),
                (_("With"), " · ".join(part for part in (view.clinician, view.center) if part)),
                (_("Status"), status_word(view.status, past=view.past)),
                (_("Outcome"), outcome or _("None given")),
                (_("Notes"), str(len(view.notes)) if view.notes else _("None")),
                (_("Booked after"), booked_after(view)),
            )
        )
