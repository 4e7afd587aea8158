"""The inline part of the booking form that makes a consumer on the spot: the name, and three further fields at most.

A clinic that requires more of every consumer is asked for it here too.
"""

from dataclasses import fields

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QGridLayout, QHBoxLayout, QLineEdit, QVBoxLayout, QWidget

from frontdesk.rules.problems import Problem, RuleBroken
from frontdesk.services.duplicates import Duplicate
from frontdesk.services.forms import ConsumerForm
from ui.booking.required_fields import RequiredFields
from ui.booking.words import consumer_facts
from ui.problems import by_field, sentence
from ui.shell.context import Context
from ui.texts import _, likeness_words
from ui.theme import SPACE
from ui.widgets import Field, Row, button, field, label
from ui.widgets.suggestions import Suggestions

FIELDS = frozenset(one.name for one in fields(ConsumerForm))


class NewConsumer(QWidget):
    """First and last name, phone, e-mail, birth date; the user ID is suggested from the name until it is changed.

    `known_wanted` with the consumer who is there already and is to be taken instead.
    """

    changed = Signal()
    search_wanted = Signal()
    known_wanted = Signal(int)

    def __init__(self, context: Context, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("new_consumer")
        self._context = context
        self._zone = ""
        self._own_user_id = False
        self._touched: set[str] = set()
        self.fields: dict[str, Field] = {}
        self.more = RequiredFields()
        self.alike = Suggestions(_("May be known already"), _("F4 takes the one marked"), name="new_alike")
        self._lay_out()
        self.more.edited.connect(self._more_edited)
        self.alike.taken.connect(self.known_wanted.emit)

    def _lay_out(self) -> None:
        head = QHBoxLayout()
        head.addWidget(label(_("New consumer"), style="caption"))
        head.addStretch(1)
        back = button(_("Back to the search"), name="back_to_search", look="link")
        back.clicked.connect(self.search_wanted)
        head.addWidget(back)
        grid = QGridLayout()
        grid.setHorizontalSpacing(SPACE[2])
        grid.setVerticalSpacing(SPACE[1])
        words = {
            "first_name": _("First name"),
            "last_name": _("Last name"),
            "phone": _("Mobile phone"),
            "email": _("E-mail"),
            "birth_date": _("Date of birth"),
            "user_id": _("User ID"),
        }
        for place, (name, word) in enumerate(words.items()):
            grid.addWidget(self._field(name, word), place // 2, place % 2, Qt.AlignmentFlag.AlignTop)
        self._line("birth_date").setPlaceholderText(_("14.03.1987"))
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(SPACE[0])
        column.addLayout(head)
        column.addLayout(grid)
        column.addWidget(self.more)
        column.addWidget(self.alike)

    def _field(self, name: str, word: str) -> Field:
        line = QLineEdit()
        line.setObjectName(f"new_{name}")
        line.setMaxLength(300)
        line.textEdited.connect(lambda _text: self._edited(name))
        line.editingFinished.connect(lambda: self._left(name))
        self.fields[name] = field(word, line)
        return self.fields[name]

    def _line(self, name: str) -> QLineEdit:
        editor = self.fields[name].editor
        if not isinstance(editor, QLineEdit):
            raise TypeError(name)
        return editor

    def begin(self, typed: str, zone: str) -> None:
        """Start anew with what was typed into the search: a name, a phone number or an e-mail address."""
        self._zone, self._own_user_id = zone, False
        self._touched.clear()
        for name, one in self.fields.items():
            self._line(name).clear()
            one.set_error("")
        self.more.begin(self._context.choices, frozenset(self.fields))
        self._show_alike(())
        for name, text in split_typed(typed).items():
            self._line(name).setText(text)
        first = "first_name" if not self._line("first_name").text() else "last_name"
        self._line(first if not self._line(first).text() else "phone").setFocus()
        self._suggest()
        self._look_for_alike()
        self.changed.emit()

    def form(self) -> ConsumerForm:
        """What stands in the fields, as typed."""
        form = ConsumerForm(
            user_id=self._line("user_id").text(),
            first_name=self._line("first_name").text(),
            last_name=self._line("last_name").text(),
            phone=self._line("phone").text(),
            email=self._line("email").text(),
            birth_date=self._line("birth_date").text(),
            zone=self._zone,
        )
        return self.more.filled(form)

    def has_email(self) -> bool:
        """Whether an e-mail address was typed."""
        return bool(self._line("email").text().strip())

    def focus_missing(self) -> bool:
        """Go to the first field that is wrong or empty though it is required, saying why; False when there is none."""
        for name in ("first_name", "last_name", "user_id"):
            if not self._line(name).text().strip() and not self.fields[name].error:
                self.fields[name].set_error(_("Please fill this in."))
        self.more.mark_missing(_("Please fill this in."))
        wrong = next((one for one in (*self.fields.values(), *self.more.fields.values()) if one.error), None)
        if wrong is not None:
            wrong.editor.setFocus()
        return wrong is not None

    def refuse(self, problem: Problem) -> bool:
        """Show a refusal at the fields it is about; whether it was about any."""
        every = self.fields | self.more.fields
        found = by_field(problem, FIELDS | every.keys())
        for name, words in found.items():
            if name in every:
                every[name].set_error(words)
        return self.focus_missing() if found else False

    def _edited(self, name: str) -> None:
        self._touched.add(name)
        self.fields[name].set_error("")
        if name == "user_id":
            self._own_user_id = bool(self._line("user_id").text())
        elif name in ("first_name", "last_name"):
            self._suggest()
        self._check()
        self.changed.emit()

    def _more_edited(self, name: str) -> None:
        self.more.fields[name].set_error("")
        self.changed.emit()

    def _left(self, name: str) -> None:
        self._touched.add(name)

    def _suggest(self) -> None:
        if self._own_user_id:
            return
        first, last = self._line("first_name").text(), self._line("last_name").text()
        consumers = self._context.clinic.consumers
        self._context.tasks.run(
            lambda: consumers.suggest_user_id(first, last), self._suggested, self._silent, key="booking.new.user_id"
        )

    def _suggested(self, user_id: str) -> None:
        if not self._own_user_id:
            self._line("user_id").setText(user_id)
            self.fields["user_id"].set_error("")

    def _check(self) -> None:
        form = self.form()
        consumers = self._context.clinic.consumers
        self._context.tasks.run(lambda: consumers.check(form), self._checked, self._silent, key="booking.new.check")
        self._look_for_alike()

    def _look_for_alike(self) -> None:
        form, duplicates = self.form(), self._context.clinic.duplicates
        self._context.tasks.run(lambda: duplicates.of(form), self._show_alike, self._silent, key="booking.new.alike")

    def _show_alike(self, found: tuple[Duplicate, ...]) -> None:
        """Said beside, and never in the way: who is somebody else is booked all the same."""
        self.alike.set_rows([_row(one) for one in found])

    def keyPressEvent(self, event: QKeyEvent) -> None:  # noqa: N802  Qt's name
        """F4 takes the one who is known already."""
        if event.key() != Qt.Key.Key_F4 or not self.alike.take():
            super().keyPressEvent(event)

    def _checked(self, wrong: dict[str, RuleBroken]) -> None:
        for name in self._touched & self.fields.keys():
            empty = not self._line(name).text().strip()
            self.fields[name].set_error(sentence(wrong[name]) if name in wrong and not empty else "")

    def _silent(self, _problem: Problem) -> None:
        """Live checks are a courtesy: saving says it if the database does not answer."""


def _row(one: Duplicate) -> Row:
    facts = consumer_facts(one.row)
    return Row(one.row.id, one.row.name, facts, likeness_words(one.why), icon="ph.user", right_colour="warning")


def split_typed(typed: str) -> dict[str, str]:
    """What was typed into the search, as the fields it belongs to."""
    text = " ".join(typed.split())
    if "@" in text:
        return {"email": text}
    if sum(letter.isdecimal() for letter in text) > len(text) // 2:
        return {"phone": text}
    if "," in text:
        last, _comma, first = (part.strip() for part in text.partition(","))
        return {"first_name": first, "last_name": last}
    first, _space, last = text.rpartition(" ")
    return {"first_name": first, "last_name": last}
