"""The fields of the consumer form, laid out in two columns, with their texts in and out."""

from dataclasses import fields as dataclass_fields
from typing import Any, Final

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QGridLayout, QLineEdit, QPlainTextEdit, QWidget

from frontdesk.services.forms import ConsumerForm
from frontdesk.views.consumers import ConsumerDetails
from ui.consumers.lists import languages
from ui.texts import _
from ui.theme import SPACE
from ui.widgets import Choice, Field, field

NAMES: Final = frozenset(one.name for one in dataclass_fields(ConsumerForm)) - {"own"}
REQUIRED: Final = ("first_name", "last_name", "user_id")


class ConsumerFields(QWidget):
    """`edited` with the name of the field a person typed in, `left` when they went on."""

    edited = Signal(str)
    left = Signal(str)

    def __init__(self, departments: tuple[tuple[int, str], ...], parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setProperty("scrolled", True)
        self.by_name: dict[str, Field] = {}
        self._zone = ""
        self._grid = QGridLayout(self)
        self._grid.setContentsMargins(SPACE[3], SPACE[3], SPACE[3], SPACE[3])
        self._grid.setHorizontalSpacing(SPACE[2])
        self._grid.setVerticalSpacing(SPACE[2])
        self._grid.setColumnStretch(0, 1)
        self._grid.setColumnStretch(1, 1)
        self._department = Choice([(None, _("None")), *departments], name="consumer_department")
        self._language = Choice(languages(), name="consumer_language")
        self._zones = Choice((), name="consumer_zone")
        self._remarks = QPlainTextEdit()
        self._lay_out()

    def _lay_out(self) -> None:
        lines = (
            ("first_name", _("First name (required)")),
            ("last_name", _("Last name (required)")),
            ("user_id", _("User ID (required)")),
            ("title", _("Title")),
            ("phone", _("Mobile phone")),
            ("email", _("E-mail")),
            ("birth_date", _("Date of birth")),
        )
        for place, (name, word) in enumerate(lines):
            self._put(name, word, self._line(name), place)
        self._put("department_id", _("Department"), self._department, 7)
        self._put("language", _("Language"), self._language, 8)
        self._put("zone", _("Time zone"), self._zones, 9)
        for name, box in (("department_id", self._department), ("language", self._language), ("zone", self._zones)):
            box.chosen.connect(lambda _value, name=name: self._chosen(name))
        self._remarks.setObjectName("consumer_remarks")
        self._remarks.setTabChangesFocus(True)
        self._remarks.setFixedHeight(64)
        self._remarks.textChanged.connect(lambda: self.edited.emit("remarks"))
        self.by_name["remarks"] = field(_("Remarks"), self._remarks)
        self._grid.addWidget(self.by_name["remarks"], 5, 0, 1, 2)
        self._grid.setRowStretch(6, 1)
        self.line("birth_date").setPlaceholderText(_("14.03.1987"))
        self.line("phone").setPlaceholderText(_("+351 912 345 678"))

    def _line(self, name: str) -> QLineEdit:
        line = QLineEdit()
        line.setObjectName(f"consumer_{name}")
        line.setMaxLength(2000)
        line.textEdited.connect(lambda _text: self.edited.emit(name))
        line.editingFinished.connect(lambda: self.left.emit(name))
        return line

    def _put(self, name: str, word: str, editor: QWidget, place: int) -> None:
        self.by_name[name] = field(word, editor)
        self._grid.addWidget(self.by_name[name], place // 2, place % 2, Qt.AlignmentFlag.AlignTop)

    def _chosen(self, name: str) -> None:
        if name == "zone":
            self._zone = str(self._zones.value() or "")
        self.edited.emit(name)

    def line(self, name: str) -> QLineEdit:
        """The line of text of that field."""
        editor = self.by_name[name].editor
        if not isinstance(editor, QLineEdit):
            raise TypeError(name)
        return editor

    def set_zones(self, zones: tuple[tuple[str, str], ...]) -> None:
        """Offer these zones."""
        self._zones.blockSignals(True)
        self._zones.set_choices(zones)
        self._zones.set_value(self._zone)
        self._zones.blockSignals(False)

    def form(self) -> ConsumerForm:
        """What stands in the fields, as typed."""
        department = self._department.value()
        texts: dict[str, Any] = {name: self.line(name).text() for name in _LINES}
        return ConsumerForm(
            **texts,
            department_id=department if isinstance(department, int) else None,
            language=str(self._language.value() or ""),
            zone=self._zone,
            remarks=self._remarks.toPlainText(),
        )

    def fill(self, form: ConsumerForm) -> None:
        """Show these values."""
        for name in _LINES:
            self.line(name).setText(getattr(form, name))
        self._department.set_value(form.department_id)
        self._language.set_value(form.language)
        self._zone = form.zone
        self._zones.set_value(form.zone)
        self._remarks.blockSignals(True)
        self._remarks.setPlainText(form.remarks)
        self._remarks.blockSignals(False)

    def set_errors(self, errors: dict[str, str], names: frozenset[str]) -> None:
        """Say what is wrong with these fields, or that nothing is."""
        for name in names & self.by_name.keys():
            self.by_name[name].set_error(errors.get(name, ""))

    def focus_wrong(self) -> bool:
        """Go to the first field with an error; False when there is none."""
        wrong = next((one for one in self.by_name.values() if one.error), None)
        if wrong is not None:
            wrong.editor.setFocus()
        return wrong is not None


_LINES: Final = ("user_id", "first_name", "last_name", "email", "phone", "title", "birth_date")


def form_of(details: ConsumerDetails) -> ConsumerForm:
    """The form as a person would have typed what is known."""
    return ConsumerForm(
        user_id=details.user_id,
        first_name=details.first_name,
        last_name=details.last_name,
        email=details.email,
        phone=details.phone,
        title=details.title,
        department_id=details.department_id,
        birth_date=f"{details.birth_date:%d.%m.%Y}" if details.birth_date else "",
        language=details.language,
        zone=details.zone,
        remarks=details.remarks,
    )


def merged(mine: ConsumerForm, before: ConsumerForm, now: ConsumerForm) -> ConsumerForm:
    """What a person typed over what others saved meanwhile: fields they did not touch take the newer value."""
    values = {
        name: getattr(now if getattr(mine, name) == getattr(before, name) else mine, name) for name in sorted(NAMES)
    }
    return ConsumerForm(**values)


def field_words() -> dict[str, str]:
    """The names of the fields as people say them."""
    return {
        "user_id": _("User ID"),
        "first_name": _("First name"),
        "last_name": _("Last name"),
        "email": _("E-mail"),
        "phone": _("Mobile phone"),
        "title": _("Title"),
        "department_id": _("Department"),
        "birth_date": _("Date of birth"),
        "language": _("Language"),
        "zone": _("Time zone"),
        "remarks": _("Remarks"),
    }
