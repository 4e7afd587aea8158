"""The parts of the section of templates and how they share its width: list, editor, and preview beside or instead."""

from collections.abc import Mapping, Sequence
from itertools import chain

from PySide6.QtGui import QFontMetrics, QResizeEvent
from PySide6.QtWidgets import QFrame, QHBoxLayout, QPushButton, QSizePolicy, QVBoxLayout, QWidget

from frontdesk.rules.words import MessageKind
from ui.administration.template_editor import TemplateEditor
from ui.administration.template_preview import TemplatePreview
from ui.administration.template_words import GROUPS, kind_word
from ui.texts import _
from ui.theme import SPACE, font
from ui.widgets import ElidedLabel, Row, RowList, Segmented, button, label
from ui.widgets.following import FollowingArea
from ui.widgets.leaving import LeaveQuestion

_LIST, _WIDEST = 216, 264
"""Width of the list of kinds: what its words need, within these; logical pixels."""
_BOTH = 680
"""Width in which editor and preview have room beside each other; else one of them shows. Logical pixels."""
_HEAD = 32
"""Height of the line above the fields, with a button or without; logical pixels."""
_EDIT, _LOOK = "edit", "preview"


class TemplateBody(QFrame):
    """`ways` chooses between editor and preview; it shows where they have no room beside each other."""

    def __init__(self, names: Sequence[str], save: QPushButton) -> None:
        super().__init__()
        self.kinds = RowList(name="template_kinds", what=_("Messages"))
        self.editor = TemplateEditor(names)
        self.preview = TemplatePreview()
        choices = ((_EDIT, _("Edit")), (_LOOK, _("Preview")))
        self.ways = Segmented(choices, name="template_way", what=_("What shows"))
        self.ways.set_value(_EDIT)
        self.title = label("", style="strong", name="template_title")
        self.mark = ElidedLabel("", style="small")
        self.mark.setObjectName("template_mark")
        self.reset = button(_("As delivered…"), name="template_reset")
        self.question = LeaveQuestion(save)
        self.problem = label("", style="error", wrap=True, name="template_problem")
        self._edit = self._editing()
        self._lay_out()
        self.ways.chosen.connect(lambda _way: self._share())

    def _editing(self) -> QWidget:
        made = QWidget()
        head = QHBoxLayout()
        head.addStrut(_HEAD)
        head.setContentsMargins(SPACE[3], SPACE[1], SPACE[3], 0)
        head.setSpacing(SPACE[1])
        head.addWidget(self.title)
        head.addWidget(self.mark, 1)
        head.addWidget(self.reset)
        said = QVBoxLayout()
        said.setContentsMargins(SPACE[3], 0, SPACE[3], 0)
        for part in (self.problem, self.question):
            said.addWidget(part)
        area = FollowingArea()
        area.setWidget(self.editor)
        column = QVBoxLayout(made)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addLayout(head)
        column.addLayout(said)
        column.addWidget(area, 1)
        self.problem.hide()
        return made

    def _lay_out(self) -> None:
        self._side = side = QFrame()
        side.setProperty("edge", "right")
        side.setProperty("surface", True)
        side.setFixedWidth(_list_width())
        column = QVBoxLayout(side)
        column.setContentsMargins(0, 0, 0, 0)
        column.addWidget(self.kinds)
        across = QHBoxLayout(self)
        across.setContentsMargins(0, 0, 0, 0)
        across.setSpacing(0)
        across.addWidget(side)
        for part in (self._edit, self.preview):  # as wide as each other, whatever is in them
            part.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Preferred)
            across.addWidget(part, 1)

    def show_kinds(self, own: Mapping[MessageKind, bool], current: MessageKind) -> None:
        """List the kinds that there are in their groups, the clinic's own marked, without saying that one is chosen."""
        rows = chain.from_iterable(
            [Row(None, word(), heading=True), *(_row(kind, own=own[kind]) for kind in kinds if kind in own)]
            for word, kinds in GROUPS
        )
        self.kinds.blockSignals(True)
        self.kinds.set_rows(tuple(rows), keep=False)
        self.kinds.select(current)
        self.kinds.blockSignals(False)

    def say(self, words: str) -> None:
        """Say what is wrong with all of it."""
        self.problem.setText(words)
        self.problem.setVisible(bool(words))

    def show_editor(self) -> None:
        """Something is to be seen or answered there."""
        self.ways.set_value(_EDIT)
        self._share()

    def resizeEvent(self, event: QResizeEvent) -> None:  # noqa: N802  Qt's name
        super().resizeEvent(event)
        self._share()

    def _share(self) -> None:
        narrow = self.width() - self._side.width() < _BOTH
        self.ways.setVisible(narrow)
        self._edit.setVisible(not narrow or self.ways.value() == _EDIT)
        self.preview.setVisible(not narrow or self.ways.value() == _LOOK)


def _list_width() -> int:
    """Room for every kind with its mark as the clinic's own."""
    titles, marks = QFontMetrics(font(strong=True)), QFontMetrics(font())
    words = max(titles.horizontalAdvance(kind_word(kind)) for kind in MessageKind)
    wanted = words + SPACE[2] + marks.horizontalAdvance(_("Own")) + 2 * SPACE[3] + 1
    return min(max(_LIST, wanted), _WIDEST)


def _row(kind: MessageKind, *, own: bool) -> Row:
    return Row(kind, kind_word(kind), right=_("Own") if own else "", right_colour="accent")
