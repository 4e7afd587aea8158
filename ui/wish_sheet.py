"""A sheet that asks what somebody waits for: another wish of who is on the list, or an earlier time than theirs."""

from functools import partial

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QWidget

from frontdesk.rules.problems import Problem
from frontdesk.rules.waiting import Wish
from frontdesk.services.waiting_line import Wished
from frontdesk.views.appointment import AppointmentView
from ui.problems import by_field, sentence
from ui.saving import Saving, checking_words
from ui.shell.context import Context
from ui.texts import _, local, moment
from ui.widgets import Sheet, button, label
from ui.wish_part import WishPart

_FIELDS = {"weekdays": "first_day", "hours": "to_time", "priority": "remark"}
"""Beside which field it is said what has no line of its own."""


class WishSheet(Sheet):
    """`saved` with a Wished. Who is booked and wants an earlier time can also give that up here."""

    saved = Signal(object)

    def __init__(self, parent: QWidget, context: Context, view: AppointmentView, version: int, wish: Wish) -> None:
        """`version` is that of the wish, 0 where there is none yet."""
        self.given_up = button(_("No longer"), name="wish_give_up")
        booked = view.wall_start is not None
        title = _("Wants an earlier time") if booked else _("Waits for")
        super().__init__(
            parent, title, _("Save"), name="wish", width=380, before=self.given_up if booked and version else None
        )
        self.given_up.setVisible(booked and bool(version))
        self.view = view
        self._context = context
        self._version = version
        self._saving = Saving(context.tasks, self)
        self.part = WishPart(room=332)
        self.problem = label("", style="error", wrap=True, name="wish_problem")
        self.problem.hide()
        today = local(context.clinic.now(), view.zone).date()
        when = moment(view.wall_start, today=today) if view.wall_start is not None else view.service
        self.body.addWidget(label(_("{consumer} · {what}").format(consumer=view.consumer, what=when), wrap=True))
        self.body.addWidget(self.part)
        self.body.addWidget(self.problem)
        self.part.begin(today, self._able())
        self.part.fill(wish)
        self.accepted.connect(self._save)
        self.given_up.clicked.connect(self._give_up)
        self._saving.saved.connect(self._saved)
        self._saving.refused.connect(self._refuse)
        self._saving.checking.connect(lambda _problem: self._say(checking_words()))

    def _able(self) -> list[tuple[int, str]]:
        """Who could do it there."""
        view, choices = self.view, self._context.choices
        able = next((one.clinician_ids for one in choices.services if one.id == view.service_id), ())
        return [(one.id, one.name) for one in choices.clinicians if one.id in able and view.center_id in one.center_ids]

    def _save(self) -> None:
        wish, waiting = self.part.wish(), self._context.clinic.waiting
        if wish is not None and not self._saving.busy:
            self._saving.save(partial(waiting.change, self.view.id, wish, self._version))

    def _give_up(self) -> None:
        if not self._saving.busy:
            self._saving.save(partial(self._context.clinic.waiting.remove_wish, self.view.id, self._version))

    def _saved(self, wished: Wished) -> None:
        self.close_sheet()
        self._context.changes.changed.emit(wished.changes)
        self.saved.emit(wished)

    def _refuse(self, problem: Problem) -> None:
        found = by_field(problem, frozenset({*self.part.fields, *_FIELDS}))
        for name, words in found.items():
            self.part.fields[_FIELDS.get(name, name)].set_error(words)
        self._say("" if found else sentence(problem))

    def _say(self, words: str) -> None:
        self.problem.setText(words)
        self.problem.setVisible(bool(words))
