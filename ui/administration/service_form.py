"""The form of a service: its length, buffers and step, how soon and how far ahead, room, confirmation, ways."""

from collections.abc import Iterable
from typing import Any

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QCheckBox, QHBoxLayout, QWidget

from frontdesk.rules.words import ConfirmationMode, Modality
from frontdesk.services.schedule_forms import PlanForm, ServiceForm
from frontdesk.views.schedules import ServiceView
from ui.administration.boxes import text_line
from ui.administration.editor import PlanEditor, still_there
from ui.texts import _, modality_word
from ui.theme import SPACE
from ui.widgets import Choice, Field, Segmented

_NUMBERS = ("minutes", "buffer_before", "buffer_after", "step", "least_notice", "furthest_days")


class WayTicks(QWidget):
    """A tick for each way in which a service is given."""

    def __init__(self) -> None:
        super().__init__()
        self.setObjectName("service_modalities")
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(SPACE[3])
        self.ticks = {one: QCheckBox(modality_word(one)) for one in Modality}
        for one, tick in self.ticks.items():
            tick.setObjectName(f"service_{one.value.replace('-', '_')}")
            tick.setAccessibleName(tick.text())
            row.addWidget(tick)
        row.addStretch(1)
        self.setFocusProxy(next(iter(self.ticks.values())))

    def value(self) -> frozenset[Modality]:
        """Those ticked."""
        return frozenset(one for one, tick in self.ticks.items() if tick.isChecked())

    def set_value(self, ways: frozenset[Modality]) -> None:
        """Tick these."""
        for one, tick in self.ticks.items():
            tick.setChecked(one in ways)


class ServiceEditor(PlanEditor):
    """`start_edit` it."""

    def lay_out_fields(self) -> None:
        self._service_id = 0
        self.title_line = text_line("service_name", 200)
        self.numbers = {name: text_line(f"service_{name}", 200) for name in _NUMBERS}
        self.room_kind = Choice((), name="service_room_kind")
        modes = ((ConfirmationMode.AUTOMATIC, _("At once")), (ConfirmationMode.MANUAL, _("By hand")))
        self.confirmation = Segmented(modes, name="service_confirmation", what=_("Confirmation"))
        self.ways = WayTicks()
        self.body.addWidget(self.add("name", _("Name"), self.title_line))
        self._add_row(self._number("minutes", _("Minutes")), self._number("step", _("Starts every (minutes)")))
        before, after = _("Minutes free before"), _("Minutes free after")
        self._add_row(self._number("buffer_before", before), self._number("buffer_after", after))
        notice = self._number("least_notice", _("Notice (minutes)"), _("How soon it can be booked; 1440 is a day."))
        self._add_row(notice, self._number("furthest_days", _("Days ahead"), _("How far ahead it can be booked.")))
        self.body.addWidget(self.add("room_kind", _("Needs"), self.room_kind))
        self.body.addWidget(self.add("modalities", _("Given"), self.ways))
        self.body.addWidget(self.add("confirmation_mode", _("Confirmed"), self.confirmation))

    def start_edit(self, view: ServiceView, kinds: Iterable[str]) -> None:
        """The service as it is saved."""
        self._service_id = view.id
        known = sorted({*kinds, view.room_kind} - {""})
        self.room_kind.set_choices((("", _("No room")), *((one, one) for one in known)))
        self.begin(view.name, service_form(view))

    def form(self) -> ServiceForm:
        mode = self.confirmation.value()
        numbers: dict[str, Any] = {name: box.text() for name, box in self.numbers.items()}
        return ServiceForm(
            service_id=self._service_id,
            version=self.version,
            name=self.title_line.text(),
            room_kind=str(self.room_kind.value() or ""),
            confirmation_mode=mode if isinstance(mode, ConfirmationMode) else ConfirmationMode.AUTOMATIC,
            modalities=self.ways.value(),
            **numbers,
        )

    def fill(self, form: ServiceForm) -> None:
        self.version = form.version
        self.title_line.setText(form.name)
        for name, box in self.numbers.items():
            box.setText(getattr(form, name))
        self.room_kind.set_value(form.room_kind)
        self.confirmation.set_value(form.confirmation_mode)
        self.ways.set_value(form.modalities)

    def latest(self, form: ServiceForm) -> PlanForm:
        views = self.context.clinic.schedules.services()
        return service_form(still_there(views, form.service_id))

    def done_words(self, form: PlanForm) -> str:
        del form
        return _("Saved: {what}").format(what=self.title_line.text())

    def value_words(self, name: str, value: object) -> str:
        if name == "modalities" and isinstance(value, list):
            return ", ".join(modality_word(Modality(one)) for one in value)
        if name == "confirmation_mode":
            return _("At once") if value == ConfirmationMode.AUTOMATIC else _("By hand")
        return super().value_words(name, value)

    def _number(self, name: str, words: str, hint: str = "") -> Field:
        return self.add(name, words, self.numbers[name], hint)

    def _add_row(self, *fields: Field) -> None:
        row = QHBoxLayout()
        row.setSpacing(SPACE[2])
        for one in fields:
            row.addWidget(one, 1, Qt.AlignmentFlag.AlignTop)
        self.body.addLayout(row)


def service_form(view: ServiceView) -> ServiceForm:
    """The form as a person would have typed what is saved."""
    numbers: dict[str, Any] = {name: str(getattr(view, name)) for name in _NUMBERS}
    return ServiceForm(
        service_id=view.id,
        version=view.version,
        name=view.name,
        room_kind=view.room_kind,
        confirmation_mode=view.confirmation_mode,
        modalities=view.modalities,
        **numbers,
    )
