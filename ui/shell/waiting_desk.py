"""The waiting list across the window: who would fit when a time becomes free, wishes, who is offered it."""

from dataclasses import replace
from functools import partial
from typing import TYPE_CHECKING, Final

from PySide6.QtCore import QObject
from PySide6.QtGui import QAction
from PySide6.QtWidgets import QMenu

from frontdesk.rules.waiting import Wish
from frontdesk.rules.words import HOLDS_SLOT, Action, Status
from frontdesk.services.forms import Act
from frontdesk.services.freed import Freed
from frontdesk.views.appointment import AppointmentView
from frontdesk.views.waiting import WaitingLine
from ui.appointments.reschedule_sheet import OfferSheet, RescheduleSheet
from ui.appointments.words import done_notice
from ui.requests.candidates import CandidatesSheet
from ui.texts import _, local, moment, ngettext
from ui.wish_sheet import WishSheet

if TYPE_CHECKING:  # the shell imports this
    from ui.shell.journeys import Journeys
    from ui.shell.window import Shell

FREES: Final = frozenset(
    {
        *(Action.CANCEL, Action.DECLINE, Action.LEFT, Action.NO_SHOW, Action.MISTAKE, Action.TO_WAITING_LIST),
        *(Action.RESCHEDULE, Action.REASSIGN, Action.CONSUMER_DECLINES, Action.REJECT_TASK),
    }
)
"""What may leave a time to somebody else."""
_MOST = 20


class WaitingDesk(QObject):
    """Told of what was done, it says how many on the list would fit, and leads to them."""

    def __init__(self, shell: "Shell", journeys: "Journeys") -> None:
        super().__init__(journeys)
        self._shell = shell
        self._journeys = journeys
        self._context = shell.context
        self._sheet: CandidatesSheet | None = None
        journeys.acting.taken.connect(self._look)

    # A time that became free

    def _look(self, act: Act, view: AppointmentView) -> None:
        """Look who would fit, if something ahead became free by this."""
        if act.action not in FREES or view.status not in HOLDS_SLOT or view.clinician_id is None:
            return
        if view.start is None or view.end is None or view.end <= self._context.clinic.now():
            return
        freed = Freed(view.center_id, view.clinician_id, view.start, view.end)
        waiting, said = self._context.clinic.waiting, done_notice(act, view)
        self._context.tasks.run(
            lambda: waiting.fits(freed, _MOST), partial(self._say, freed, view, said), lambda _problem: None
        )

    def _say(self, freed: Freed, view: AppointmentView, said: str, lines: tuple[WaitingLine, ...]) -> None:
        lines = tuple(one for one in lines if one.appointment_id != view.id)
        if not lines:
            return
        count = len(lines)
        fit = ngettext("{count} on the waiting list would fit.", "{count} on the waiting list would fit.", count)
        words = f"{said} {fit.format(count=count)}"
        undo = self._journeys.acting.undo_last if self._context.clinic.appointments.last_done() else None
        show = partial(self._open, freed, view, lines)
        self._context.notices.show(words, undo=undo, action=_("Who fits"), act=show)

    def _open(self, freed: Freed, view: AppointmentView, lines: tuple[WaitingLine, ...]) -> None:
        today = local(self._context.clinic.now(), view.zone).date()
        when = moment(local(freed.start, view.zone), today=today)
        what = _("{when} with {clinician} became free.").format(when=when, clinician=view.clinician)
        self._sheet = sheet = CandidatesSheet(self._shell, what, lines, today)
        sheet.offered.connect(partial(self._offer, sheet, freed))
        sheet.open()

    def _offer(self, sheet: CandidatesSheet, freed: Freed, line: WaitingLine) -> None:
        """Ask what goes with the offer; somebody booked was called, and has agreed to move."""
        sheet.close_sheet()
        self._journeys.read(line.appointment_id, partial(self._ask, freed, line))

    def _ask(self, freed: Freed, line: WaitingLine, view: AppointmentView) -> None:
        action = Action.RESCHEDULE if view.status is Status.BOOKED else Action.OFFER_SLOT
        if not any(offer.action is action and offer.allowed for offer in view.offers):
            self._context.notices.show(_("{consumer} was answered meanwhile.").format(consumer=view.consumer))
            return
        make = RescheduleSheet if action is Action.RESCHEDULE else OfferSheet
        sheet = make(self._shell, self._context, view, action)
        wanted = Act(action, view.id, view.version, start=line.fits_at, clinician_id=freed.clinician_id)
        agreed = action is Action.RESCHEDULE
        sheet.take_over(replace(wanted, agreed=agreed, notify=sheet.notify.isChecked()))
        self._journeys.acting.ask(sheet, view)

    def show_list(self, appointment_id: int) -> None:
        """Show the waiting list, with this one in the panel beside it."""
        self._journeys.show_page("requests")
        self._journeys.requests.page.show_part("waiting")
        self._journeys.choose(appointment_id)

    # Wishes

    def change_wish(self, appointment_id: int) -> None:
        """Ask what somebody waits for, or that they want an earlier time."""
        self._journeys.read(appointment_id, self._read_wish)

    def _read_wish(self, view: AppointmentView) -> None:
        waiting = self._context.clinic.waiting
        self._context.tasks.run(lambda: waiting.one(view.id), partial(self._ask_wish, view))

    def _ask_wish(self, view: AppointmentView, line: WaitingLine | None) -> None:
        version, wish = (0, Wish()) if line is None else (line.wish_version, line.wish)
        sheet = WishSheet(self._shell, self._context, view, version, wish)
        sheet.saved.connect(lambda _wished: self._wish_saved(view))
        sheet.open()

    def _wish_saved(self, view: AppointmentView) -> None:
        self._journeys.acting.tell_written(_("Saved what {consumer} waits for.").format(consumer=view.consumer))
        self._journeys.acting.finished.emit()

    def add_to(self, menu: QMenu, view: AppointmentView) -> None:
        """Put what leads to the wish into a menu of what can be done with an appointment."""
        ahead = view.status is Status.BOOKED and view.start is not None and view.start > self._context.clinic.now()
        if not ahead and view.status is not Status.WAITLIST:
            return
        words = _("Wants an earlier time…") if ahead else _("Change what they wait for…")
        entry = QAction(words, menu)
        entry.setObjectName("wish_action")
        entry.triggered.connect(lambda: self._read_wish(view))
        menu.addAction(entry)
