"""The body of the booking form: all that is chosen and typed, in the order in which it is gone through."""

from itertools import pairwise

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QCheckBox, QFrame, QHBoxLayout, QScrollArea, QVBoxLayout, QWidget

from frontdesk.rules.words import Modality
from frontdesk.views.choices import CenterChoice, Choices, ServiceChoice
from ui.booking.consumer_part import ConsumerPart
from ui.booking.questions import Questions
from ui.booking.service_box import ServiceBox
from ui.booking.time_part import TimePart
from ui.shell.context import Context
from ui.texts import _, modality_word
from ui.theme import SPACE
from ui.widgets import Segmented, field, label, set_tip
from ui.widgets.dropdown import DropDown


class Fields(QWidget):
    """The parts and what they say together; `area` is what the form shows."""

    modality_chosen = Signal()

    def __init__(self, context: Context, host: QWidget) -> None:
        super().__init__()
        self.setObjectName("booking_fields")
        self.setProperty("scrolled", True)
        self._context = context
        self._center: CenterChoice | None = None
        self._from_calendar: int | None = None
        self._mail_wanted = True
        self._modality: Segmented | None = None
        self.consumer = ConsumerPart(context, host)
        self.service = ServiceBox()
        self.clinician = DropDown(name="clinician_box", what=_("With"))
        self.time = TimePart(context)
        self.questions = Questions()
        self.print_it = QCheckBox(_("Print the confirmation"))
        self.mail = QCheckBox(_("Send e-mail"))
        self.own_length = QCheckBox()
        self._clash = label("", style="warning", wrap=True, name="clash_warning")
        self.area = QScrollArea()
        self._name()
        self._lay_out()
        self.mail.clicked.connect(self._mail_chosen)

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
        self._service_field = field(_("Service"), self.service)
        choices.addWidget(self._service_field, 7)
        choices.addWidget(field(_("With"), self.clinician), 5)
        self._modality_row = QHBoxLayout()
        ticks = QHBoxLayout()
        ticks.setSpacing(SPACE[3])
        ticks.addWidget(self.print_it)
        ticks.addWidget(self.mail)
        ticks.addStretch(1)
        column = QVBoxLayout(self)
        column.setContentsMargins(SPACE[3], SPACE[2], SPACE[3], SPACE[2])
        column.setSpacing(SPACE[2])
        column.addWidget(self.consumer)
        column.addLayout(choices)
        column.addLayout(self._modality_row)
        column.addWidget(self.own_length)
        column.addWidget(self.time)
        column.addWidget(self._clash)
        column.addWidget(self.questions)
        column.addLayout(ticks)
        column.addStretch(1)
        self.area.setWidget(self)
        self.area.setWidgetResizable(True)
        self.area.setFrameShape(QFrame.Shape.NoFrame)
        self.area.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.area.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        for each in (self.own_length, self._clash):
            each.hide()

    def begin(
        self, center: CenterChoice, clinician_id: int | None, service_id: int | None, consumer_id: int | None
    ) -> None:
        """Start anew at a center; the service used last is proposed if it is given there, and by this clinician."""
        self.setEnabled(True)
        self._center, self._from_calendar, self._mail_wanted = center, clinician_id, True
        services = [one for one in self._context.choices.services if given_at(one, center, self._context.choices)]
        self.service.set_services(services)
        able = [one.id for one in services if clinician_id in (None, *one.clinician_ids)]
        self.service.choose(service_id if service_id in able else None)
        self._service_field.set_error("")
        self.time.begin(center.zone)
        self.questions.forget()
        self.consumer.begin(center, consumer_id)
        self._fill_clinicians(self.service.service(), clinician_id)

    def ask_for(self, clinician_id: int | None) -> None:
        """Prefer this clinician, as pointed at in the calendar."""
        self._from_calendar = clinician_id
        self.clinician.setCurrentIndex(0)

    def show_service(self, service: ServiceChoice | None) -> None:
        """Ask and offer what this service needs."""
        self._service_field.set_error("")
        self._fill_clinicians(service, self.clinician_id() or self._from_calendar)
        self.questions.show_questions(service.questions if service else ())
        self._fill_modalities(service.modalities if service else ())
        self._order_tabs()

    def _order_tabs(self) -> None:
        """What was made later is gone through where it stands, not last."""
        stops: list[QWidget] = [self.clinician]
        stops += _stops(self._modality) if self._modality else []
        stops += [self.own_length, self.time.openings, self.time.other]
        for editor in self.questions.editors.values():
            stops += _stops(editor)
        stops += [self.print_it, self.mail]
        for before, after in pairwise(stops):
            QWidget.setTabOrder(before, after)

    def service_missing(self) -> bool:
        """Go to the service if none is chosen, saying so."""
        if self.service.service() is not None:
            return False
        self._service_field.set_error(_("Choose a service."))
        self.service.setFocus()
        return True

    def clinician_id(self) -> int | None:
        """The clinician asked for, None for anyone."""
        found = self.clinician.currentData()
        return found if isinstance(found, int) else None

    def modality(self) -> Modality | None:
        """The one chosen, None where the service has only one."""
        found = self._modality.value() if self._modality else None
        return found if isinstance(found, Modality) else None

    def typed(self) -> bool:
        """Whether something would be lost by leaving."""
        return self.consumer.typed() or bool(self.questions.answers()) or self.time.typed()

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

    def _fill_clinicians(self, service: ServiceChoice | None, chosen: int | None) -> None:
        self.clinician.clear()
        self.clinician.addItem(_("Anyone"), None)
        for one in self._context.choices.clinicians:
            here = self._center is not None and self._center.id in one.center_ids
            if here and (service is None or one.id in service.clinician_ids):
                self.clinician.addItem(one.name, one.id)
        self.clinician.setCurrentIndex(max(0, self.clinician.findData(chosen)) if chosen is not None else 0)

    def _fill_modalities(self, modalities: tuple[Modality, ...]) -> None:
        if self._modality is not None:
            self._modality_row.removeWidget(self._modality)
            self._modality.deleteLater()
            self._modality = None
        if len(modalities) > 1:
            self._modality = Segmented(
                [(one, modality_word(one)) for one in modalities], name="modality_choice", what=_("How")
            )
            self._modality.set_value(modalities[0])
            self._modality.chosen.connect(lambda _value: self.modality_chosen.emit())
            self._modality_row.addWidget(self._modality, 0, Qt.AlignmentFlag.AlignLeft)


def _stops(part: QWidget) -> list[QWidget]:
    """The controls inside a part that Tab stops at, without those of a list that opens in a window of its own."""
    inside = [one for one in part.findChildren(QWidget) if one.window() is part.window()]
    return [one for one in inside if one.focusPolicy() & Qt.FocusPolicy.TabFocus]


def given_at(service: ServiceChoice, center: CenterChoice, choices: Choices) -> bool:
    """Whether somebody who is able to give the service works at the center."""
    return any(one.id in service.clinician_ids and center.id in one.center_ids for one in choices.clinicians)
