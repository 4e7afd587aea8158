"""The body of the booking form: all that is chosen and typed, in the order in which it is gone through."""

from collections.abc import Iterator, Mapping
from itertools import pairwise

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QCheckBox, QHBoxLayout, QVBoxLayout, QWidget

from frontdesk.rules.words import Modality, Source
from frontdesk.views.choices import CenterChoice
from ui.booking.consumer_part import ConsumerPart
from ui.booking.questions import Questions
from ui.booking.request_fields import RequestFields
from ui.booking.request_wish import RequestWish
from ui.booking.rights import may_book_over
from ui.booking.service_box import ServiceBox
from ui.booking.time_part import TimePart
from ui.booking.waiting_part import WaitingPart
from ui.booking.where import Where
from ui.booking.wish import Wish, clinicians_for, given_at, wishes
from ui.shell.context import Context
from ui.texts import _, modality_word
from ui.theme import SPACE
from ui.widgets import Segmented, field, label, set_tip
from ui.widgets.dropdown import DropDown
from ui.widgets.flow import Flow
from ui.widgets.following import FollowingArea


class Fields(QWidget):
    """The parts and what they say together; `area` is what the form shows."""

    modality_chosen = Signal()
    moved = Signal()

    def __init__(self, context: Context, host: QWidget) -> None:
        super().__init__()
        self.setObjectName("booking_fields")
        self.setProperty("scrolled", True)
        self._context = context
        self._from_calendar: int | None = None
        self._mail_wanted = True
        self._modality: Segmented | None = None
        self._choices_of_modality: dict[tuple[Modality, ...], Segmented] = {}
        self._modalities: tuple[Modality, ...] = ()
        self._is_ordered = False
        self._is_timed = True
        self._clinicians: list[tuple[int, str]] | None = None
        self._groups: list[tuple[int, str]] = []
        self.consumer = ConsumerPart(context, host)
        self.service = ServiceBox()
        self.clinician = DropDown(name="clinician_box", what=_("With"))
        self.where = Where()
        self.time = TimePart(context, lambda number: may_book_over(context, self.where.center().id, number))
        self.waiting = WaitingPart(self.time.today)
        self.wishes = RequestWish(context)
        self.questions = Questions()
        self.request = RequestFields(self)
        self.print_it = QCheckBox(_("Print the confirmation"))
        self.mail = QCheckBox(_("Send e-mail"))
        self.own_length = QCheckBox()
        self._clash = label("", style="warning", wrap=True, name="clash_warning")
        self.area = FollowingArea(host)
        self.area.setWidget(self)  # before there are parts: each that is put in later takes its place only once
        self._name()
        self._lay_out()
        self.mail.clicked.connect(self._mail_chosen)
        self.where.moved.connect(self._move)
        self.waiting.turned.connect(self._turn_waiting)
        self.waiting.left.connect(self.time.openings.setFocus)
        for part in (self.where, self.time.narrow, self.time.series, self.waiting):
            part.built.connect(self._order_tabs)

    def _name(self) -> None:
        self.print_it.setObjectName("print_tick")
        self.print_it.setChecked(True)
        self.mail.setObjectName("mail_tick")
        self.own_length.setObjectName("own_length_tick")
        self.own_length.setChecked(True)
        for tick in (self.print_it, self.mail):
            tick.setAccessibleName(tick.text())

    def _lay_out(self) -> None:
        choices = QHBoxLayout()
        choices.setSpacing(SPACE[2])
        self._service_field = field(_("Service or program"), self.service)
        choices.addWidget(self._service_field, 7, Qt.AlignmentFlag.AlignTop)
        self._clinician_field = field(_("With"), self.clinician)
        choices.addWidget(self._clinician_field, 5, Qt.AlignmentFlag.AlignTop)
        what = QVBoxLayout()
        what.setSpacing(SPACE[0])
        what.addLayout(choices)
        what.addWidget(self.where)
        self._modality_row = QHBoxLayout()
        ticks = Flow((self.print_it, self.mail), spacing=SPACE[3])
        column = QVBoxLayout(self)
        column.setContentsMargins(SPACE[3], SPACE[2], SPACE[3], SPACE[2])
        column.setSpacing(SPACE[2])
        column.addWidget(self.consumer)
        column.addLayout(what)
        column.addWidget(self.request.above)
        column.addLayout(self._modality_row)
        for part in (
            self.own_length,
            self.time,
            self.waiting,
            self.wishes,
            self._clash,
            self.questions,
            self.request.below,
        ):
            column.addWidget(part)
        column.addWidget(ticks)
        column.addStretch(1)
        for each in (self.own_length, self._clash):
            each.hide()

    def begin(
        self,
        center: CenterChoice,
        clinician_id: int | None,
        wish_key: tuple[str, int] | None,
        consumer_id: int | None,
        *,
        by_phone: bool = False,
    ) -> None:
        """Start anew at a center; what was booked last is proposed if it is given there, and by this clinician."""
        self.setEnabled(True)
        self._set_fixed(fixed=False)
        self._from_calendar, self._mail_wanted = clinician_id, True
        self.where.begin(self._context.choices.centers, center)
        self._fill_wishes(wish_key, clinician_id)
        self.time.begin(center.zone)
        self.waiting.turn(on=False)
        self.questions.forget()
        self.wishes.begin(center.zone, self._context.choices.consumer_groups)
        source = Source.PHONE if by_phone else Source.DESK
        self._show_asked(others=self.request.begin(self._context.choices.request_form, source))
        self.consumer.begin(center, consumer_id)
        self._fill_clinicians(clinician_id)
        self.choose_modality(self._modalities[0] if self._modalities else None)

    def set_layout(self) -> None:
        """Ask as the clinic has it now; what is typed stays."""
        self._show_asked(others=self.request.set_layout(self._context.choices.request_form))

    def _show_asked(self, *, others: bool) -> None:
        if not others:
            return
        if self._modality is not None:
            self._modality.setVisible(self.request.shows_modality)
        self._order_tabs()

    def fix(self, given: Mapping[int, str]) -> None:
        """Let nothing be changed that a request says already: who, what, where, and these answers by question."""
        self._set_fixed(fixed=True)
        self.questions.fix(given)

    def _set_fixed(self, *, fixed: bool) -> None:
        for part in (self.consumer.stack, self.service):
            part.setEnabled(not fixed)
        self.where.fix(fixed=fixed)

    def set_timed(self, *, timed: bool) -> None:
        """Whether the time is chosen now; else there is nothing to print yet, and it may be to a group."""
        self._show_time(timed=timed)
        self.wishes.setVisible(not timed)
        if timed == self._is_timed:
            return
        self._is_timed = timed
        self._clinician_field.label.setText(_("With") if timed else _("To"))
        self.clinician.setAccessibleName(self._clinician_field.label.text())
        chosen, self._clinicians = self.clinician_id(), None
        self._fill_clinicians(chosen)
        self._order_tabs()

    def _show_time(self, *, timed: bool) -> None:
        """The choice of a time, or in its place what is waited for; no dose of a program waits."""
        wish, waits = self.service.wish(), timed and self.waiting.is_on
        self.time.setVisible(timed and not waits)
        self.print_it.setVisible(timed and not waits)
        self.waiting.setVisible(waits or (timed and wish is not None and wish.program is None))

    def _turn_waiting(self) -> None:
        self._show_time(timed=self._is_timed)

    def ask_for(self, clinician_id: int | None) -> None:
        """Prefer this clinician, as pointed at in the calendar."""
        self._from_calendar = clinician_id
        self.clinician.setCurrentIndex(0)

    def show_wish(self, wish: Wish | None) -> None:
        """Ask and offer what this service or program needs."""
        self._service_field.set_error("")
        if wish is None or wish.program is not None:
            self.waiting.turn(on=False)
        self._show_time(timed=self._is_timed)
        self._fill_clinicians(self.clinician_id() or self._from_calendar)
        others = self.questions.show_questions(wish.questions if wish else ())
        others |= self._fill_modalities(wish.modalities if wish else ())
        if others or not self._is_ordered:
            self._order_tabs()

    def _order_tabs(self) -> None:
        """What was made later is gone through where it stands, not last."""
        self._is_ordered = True
        stops: list[QWidget] = [self.clinician, *_stops(self.where), *self.request.stops(self.request.above)]
        stops += _stops(self._modality) if self._modality else []
        stops += [self.own_length, *_stops(self.time), *_stops(self.waiting), *_stops(self.wishes)]
        for editor in self.questions.editors.values():
            stops += _stops(editor)
        stops += [*self.request.stops(self.request.below), self.print_it, self.mail]
        for before, after in pairwise(stops):
            QWidget.setTabOrder(before, after)

    def service_missing(self) -> bool:
        """Go to the service if none is chosen, saying so."""
        if self.service.wish() is not None:
            return False
        self._service_field.set_error(_("Choose a service."))
        self.service.setFocus()
        return True

    def service_error(self) -> str:
        """What is said beside the service."""
        return self._service_field.error

    def clinician_id(self) -> int | None:
        """The clinician asked for, None for anyone."""
        row = self.clinician.currentIndex() - 1
        return self._clinicians[row][0] if self._clinicians and 0 <= row < len(self._clinicians) else None

    def clinician_group_id(self) -> int | None:
        """The group of clinicians that a request is to; None for anybody, or for one alone."""
        row = self.clinician.currentIndex() - 1 - len(self._clinicians or ())
        return self._groups[row][0] if not self._is_timed and 0 <= row < len(self._groups) else None

    def choose_modality(self, modality: Modality | None) -> None:
        """Choose how without telling; what is not offered, and None, change nothing."""
        if self._modality is not None and modality in self._modalities:
            self._modality.set_value(modality)

    def modality(self) -> Modality | None:
        """The one chosen, None where the service has only one."""
        found = self._modality.value() if self._modality else None
        return found if isinstance(found, Modality) else None

    def typed(self) -> bool:
        """Whether something would be lost by leaving."""
        return self.consumer.typed() or bool(self.questions.answers()) or self.request.typed() or self._time_typed()

    def _time_typed(self) -> bool:
        timed = self.time.typed() or self.time.series.is_on or self.waiting.is_on
        return timed if self._is_timed else self.wishes.typed()

    def set_clash(self, words: str) -> None:
        """Warn of what the consumer has at that time."""
        self._clash.setText(words)
        self._clash.setVisible(bool(words))

    def offer_mail(self, *, possible: bool) -> None:
        """Whether there is an address to send to."""
        self.mail.setEnabled(possible)
        self.mail.setChecked(possible and self._mail_wanted)
        set_tip(self.mail, "" if possible else _("The consumer has no e-mail address."))

    def _mail_chosen(self, on: bool) -> None:
        self._mail_wanted = on

    def _move(self) -> None:
        """Another location: what is not given there is no longer chosen, which is said."""
        was = self.service.wish()
        self.time.begin(self.where.center().zone)
        self._fill_wishes(was.key if was else None, None)
        self._fill_clinicians(self.clinician_id())
        self.moved.emit()
        if was is not None and self.service.wish() is None:
            words = _("{service} is not given at {center}. Choose another service, or another center.")
            self._service_field.set_error(words.format(service=was.name, center=self.where.center().name))

    def _fill_wishes(self, key: tuple[str, int] | None, clinician_id: int | None) -> None:
        choices, center = self._context.choices, self.where.center()
        offered = [one for one in wishes(choices) if given_at(one, center, choices)]
        self.service.set_wishes(offered)
        able = [one.key for one in offered if clinician_id is None or one.by(clinician_id)]
        self.service.choose_key(key if key in able else None)
        self._service_field.set_error("")

    def _fill_clinicians(self, chosen: int | None) -> None:
        found = clinicians_for(self.service.wish(), self.where.center(), self._context.choices)
        able = [(one.id, one.name) for one in found]
        if able != self._clinicians:
            self._clinicians = able
            self.clinician.clear()
            self.clinician.addItem(_("Anyone"), None)
            for number, name in able:
                self.clinician.addItem(name, number)
            self._offer_groups({number for number, _name in able})
        ids = [number for number, _name in able]
        self.clinician.setCurrentIndex(ids.index(chosen) + 1 if chosen in ids else 0)

    def _offer_groups(self, able: set[int]) -> None:
        """A request may be to a group of whom somebody gives the service here; a time is with one alone."""
        groups = () if self._is_timed else self._context.choices.clinician_groups
        self._groups = [(one.id, one.name) for one in groups if able.intersection(one.members)]
        for _number, name in self._groups:
            self.clinician.addItem(_("Group: {name}").format(name=name))

    def _fill_modalities(self, modalities: tuple[Modality, ...]) -> bool:
        """Offer these; whether they are others than before."""
        if modalities == self._modalities:
            return False
        self._modalities = modalities
        if self._modality is not None:
            self._modality.hide()
            self._modality.setObjectName("")
        self._modality = self._choice_of(modalities) if len(modalities) > 1 else None
        if self._modality is not None:
            self._modality.setObjectName("modality_choice")
            self._modality.set_value(modalities[0])
            self._modality.setVisible(self.request.shows_modality)
        return True

    def made_ahead(self) -> Iterator[None]:
        """Make, dress and lay out how services can be given and what they ask, one in each step."""
        offered = list(wishes(self._context.choices))
        for modalities in dict.fromkeys(one.modalities for one in offered if len(one.modalities) > 1):
            self._choice_of(modalities).grab()
            yield
        for questions in dict.fromkeys(one.questions for one in offered if one.questions):
            self.questions.make(questions).grab()
            yield
        self.service.view().grab()
        yield

    def _choice_of(self, modalities: tuple[Modality, ...]) -> Segmented:
        """Made once for each set: to make its buttons takes longer than a letter typed may."""
        made = self._choices_of_modality.get(modalities)
        if made is None:
            words = [(one, modality_word(one)) for one in modalities]
            made = self._choices_of_modality[modalities] = Segmented(words, name="modality_choice", what=_("How"))
            made.chosen.connect(lambda _value: self.modality_chosen.emit())
            self._modality_row.addWidget(made, 0, Qt.AlignmentFlag.AlignLeft)
            made.hide()
        return made


def _stops(part: QWidget) -> list[QWidget]:
    """The controls inside a part that Tab stops at, without those of a list that opens in a window of its own."""
    inside = [one for one in part.findChildren(QWidget) if one.window() is part.window()]
    return [one for one in inside if one.focusPolicy() & Qt.FocusPolicy.TabFocus]
