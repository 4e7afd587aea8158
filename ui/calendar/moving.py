"""Joins the calendar's moves to the services: may it be moved, what became of what is pinned, and what is said."""

from functools import partial

from PySide6.QtCore import QObject

from frontdesk.rules.changes import Changes
from frontdesk.rules.problems import Problem, RuleBroken
from frontdesk.views.appointment import AppointmentView
from frontdesk.views.day import Card
from ui.calendar.moves import Move
from ui.calendar.pinboard import Pin, Pinboard, card_of
from ui.calendar.view import CalendarView
from ui.calendar.wording import consumer_of
from ui.refusals import why_not_moved
from ui.shell.context import Context
from ui.texts import _

_MAY = "calendar.may-move"


class Moving(QObject):
    """The pinboard of one calendar, and the questions that its view has for the services."""

    def __init__(self, context: Context, view: CalendarView) -> None:
        super().__init__(view)
        self._context = context
        self._view = view
        self._put_down: int | None = None
        self.board = Pinboard()
        view.take_services(lambda: context.choices.services)
        view.move_begun.connect(self._ask)
        view.told.connect(self._tell)
        view.pin_wanted.connect(self._pin)
        view.put_down_wanted.connect(self.put_next)
        view.move_wanted.connect(self._moved)
        self.board.wanted.connect(self._put)
        self.board.changed.connect(self._show_pins)
        context.changes.changed.connect(self._changed)

    def end(self, appointment_id: int, *, left: bool) -> None:
        """Nothing is asked about a move any more; `left` says that all was left as it was."""
        if left:
            self._put_down = None
        self._view.end_move(appointment_id)

    # Whether it may be moved

    def _ask(self, appointment_id: int) -> None:
        """The card follows at once; an answer that says no lets it go."""
        appointments = self._context.clinic.appointments
        self._context.tasks.run(
            lambda: appointments.view(appointment_id),
            self._answered,
            lambda _problem: None,  # what cannot be read now is asked again when it is put down
            key=_MAY,
        )

    def _answered(self, view: AppointmentView) -> None:
        if why := why_not_moved(view):
            self._view.refuse_move(view.id, why)

    def _tell(self, words: str) -> None:
        self._context.notices.show(words)

    # Pins

    def why_not_cut(self, view: AppointmentView) -> str:
        """Why it cannot be cut to the pinboard, as a sentence; empty where it can be."""
        if self.board.pin_of(view.id) is not None:
            return _("{consumer} is on the pinboard already.").format(consumer=view.consumer)
        return why_not_moved(view) or ("" if view.start is not None else _("It has no time yet."))

    def cut(self, view: AppointmentView) -> None:
        """Pin an appointment that was read, wherever it shows."""
        if why := self.why_not_cut(view):
            self._tell(why)
        elif self.board.pin(Pin(card_of(view), view.center_id, view.center)) and not self.board.isVisible():
            self._tell(_("{consumer} is on the pinboard of the calendar.").format(consumer=view.consumer))

    def why_not_put(self) -> str:
        """Why nothing can be put down, as a sentence; empty where something can be."""
        return "" if self.board.pins else _("Nothing is pinned.")

    def put_next(self) -> None:
        """Put the one that was pinned first down in what shows."""
        pin = self.board.next()
        if pin is None:
            self._tell(_("Nothing is pinned. Choose an appointment and press Ctrl+X to pin it."))
        else:
            self._put(pin)

    def _pin(self, card: Card) -> None:
        day = self._view.day
        if card.problem or not self.board.pin(Pin(card, day.center_id, day.center)):
            words = (
                _("{consumer} is on the pinboard already.") if not card.problem else _("{consumer} cannot be moved.")
            )
            self._tell(words.format(consumer=consumer_of(card)))
            return
        self._view.announce(_("{consumer} pinned").format(consumer=consumer_of(card)))
        appointments = self._context.clinic.appointments
        self._context.tasks.run(lambda: appointments.view(card.id), self._may_be_pinned, lambda _problem: None)

    def _may_be_pinned(self, view: AppointmentView) -> None:
        if why := why_not_moved(view):
            self.board.take_off(view.id)
            self._tell(why)

    def _put(self, pin: Pin) -> None:
        if pin.center_id != self._view.day.center_id:
            words = _("The appointment of {consumer} stays at {center}. Show {center} to put it down; here, book anew.")
            self._tell(words.format(consumer=consumer_of(pin.card), center=pin.center))
        elif not self._view.isVisible():
            self._tell(_("Show a day or a week to put {consumer} down.").format(consumer=consumer_of(pin.card)))
        else:
            self._view.carry_card(pin.card)

    def _moved(self, move: Move) -> None:
        self._put_down = move.appointment_id

    def _show_pins(self) -> None:
        self._view.set_pinned(one.card.id for one in self.board.pins)

    # What others do

    def _changed(self, changes: Changes) -> None:
        for pin in self.board.pins:
            number = pin.card.id
            if changes.everything or number in changes.appointments:
                read = partial(self._context.clinic.appointments.view, number)
                self._context.tasks.run(read, partial(self._look_at, pin), partial(self._gone, pin))

    def _look_at(self, pin: Pin, view: AppointmentView) -> None:
        """What was moved is pinned no longer; what else changed of it is taken over."""
        if self.board.pin_of(view.id) is None:
            return
        card = pin.card
        stood = (card.start, card.end, card.clinician_id, card.room_id)
        stands = (view.start, view.end, view.clinician_id, view.room_id) == stood
        if stands and not why_not_moved(view):
            if view.version != card.version:
                self.board.replace(Pin(card._replace(version=view.version), pin.center_id, pin.center))
            return
        self._let_go(pin)

    def _gone(self, pin: Pin, problem: Problem) -> None:
        if isinstance(problem, RuleBroken):
            self._let_go(pin)

    def _let_go(self, pin: Pin) -> None:
        self.board.take_off(pin.card.id)
        if self._put_down == pin.card.id:
            self._put_down = None  # it was moved from here, and that was told
            return
        words = _("The appointment of {consumer} was changed meanwhile and is not pinned any more.")
        self._tell(words.format(consumer=consumer_of(pin.card)))
