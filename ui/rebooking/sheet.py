"""The sheet of a rebooking: session, approach, work schedule line, details, review; back and forth loses nothing."""

from dataclasses import replace

from PySide6.QtCore import Qt, QTimer, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QPushButton, QWidget

from frontdesk.rules.problems import Problem, RuleBroken
from frontdesk.rules.words import CalendarType, Modality
from frontdesk.services.forms import Booked
from frontdesk.services.rebooking_forms import RebookDraft
from frontdesk.services.video import PlatformChoice
from frontdesk.views.appointment import AppointmentView
from frontdesk.views.openings import Opening
from frontdesk.views.rebooking import RebookCheck, RebookLine
from ui.problems import sentence
from ui.rebooking.approach_step import Approach, ApproachStep
from ui.rebooking.details_step import Asking, DetailsStep
from ui.rebooking.line_step import LineStep
from ui.rebooking.review_step import ReviewStep
from ui.rebooking.session_step import SessionStep
from ui.rebooking.words import client_zone
from ui.saving import Saving, checking_words
from ui.shell.context import Context
from ui.texts import _, local
from ui.widgets import Sheet, button, label
from ui.widgets.leaving import LeaveQuestion

_WIDTH = 620
_PAUSE = 150
"""Milliseconds after a letter until it is looked what the time means."""
_CHIPS = 18
SESSION, APPROACH, LINE, DETAILS, REVIEW = range(5)


class RebookSheet(Sheet):
    """`booked` with what was booked. One frozen draft holds what was chosen; every step says what is wrong at it."""

    booked = Signal(object)

    def __init__(self, parent: QWidget, context: Context, view: AppointmentView, asking: Asking) -> None:
        self.back_button = button(_("Back"), name="rebook_back")
        super().__init__(parent, _("Rebook"), _("Next"), name="rebook", width=_WIDTH, before=self.back_button)
        self._context, self._view = context, view
        zone = client_zone(view)
        self.draft = RebookDraft(view.id, zone)
        self.check: RebookCheck | None = None
        self._platforms: tuple[PlatformChoice, ...] = ()
        self._wants_review = False
        self._key = f"rebook.{id(self)}"
        service = next((one for one in context.choices.services if one.id == view.service_id), None)
        self.session = SessionStep(view, zone)
        self.approach = ApproachStep(view)
        self.line = LineStep()
        minutes = service.minutes if service else view.minutes
        notify = context.choices.actions.notify if view.consumer_email else None
        self.details = DetailsStep(context.clinic.now, zone, minutes, asking, notify=notify)
        self.review = ReviewStep()
        self.steps = (self.session, self.approach, self.line, self.details, self.review)
        self.saving = Saving(context.tasks, self)
        self._pause = QTimer(self, singleShot=True, interval=_PAUSE)
        self._lay_out_steps()
        self._join()
        self.at = SESSION
        self.go(SESSION)

    def _lay_out_steps(self) -> None:
        self.place = label("", style="small", name="rebook_place")
        self.question = LeaveQuestion(self.accept_button)
        self.body.addWidget(self.place)
        for step in self.steps:
            self.body.addWidget(step)
            step.hide()
        self.body.addWidget(self.question)

    def _join(self) -> None:
        self.back_button.clicked.connect(self.back)
        self.accepted.connect(self._next)
        self.approach.changed.connect(self._read_lines)
        self.line.changed.connect(self._line_chosen)
        self.details.changed.connect(self._details_changed)
        self._pause.timeout.connect(self._look)
        self.saving.saved.connect(self._saved)
        self.saving.refused.connect(self._refused)
        self.saving.checking.connect(lambda _problem: self.review.wait(checking_words()))
        self.question.meant.connect(self._leave_now)
        self.question.kept.connect(self._take_focus)

    # From step to step

    def go(self, at: int) -> None:
        """Show that step, with the focus where it begins."""
        self.at = at
        for number, step in enumerate(self.steps):
            step.setVisible(number == at)
        step = self.steps[at]
        words = _("Step {number} of {count}: {title}")
        self.place.setText(words.format(number=at + 1, count=len(self.steps), title=step.title))
        self.back_button.setEnabled(at > SESSION)
        self._name_button({DETAILS: _("Review bookings"), REVIEW: _("Book")}.get(at, _("Next")))
        if self.isVisible():
            step.take_focus()
            if at in (SESSION, REVIEW) and self.accept_button is not None:
                self.accept_button.setFocus()

    def open(self) -> None:
        super().open()
        self._read_lines()
        video = self._context.clinic.video
        self._context.tasks.run(video.platforms, self._show_platforms, key=f"{self._key}.platforms")
        self.go(self.at)

    def back(self) -> None:
        """To the step before; all that was chosen stays."""
        if self.at > SESSION and not self.saving.busy:
            self._wants_review = False
            self.steps[self.at].say("")
            self.go(self.at - 1)

    def _next(self) -> None:
        if self.question.asking:
            self.question.keep.click()
        elif self.at in (SESSION, APPROACH):
            self.go(self.at + 1)
        elif self.at == LINE:
            self._to_details()
        elif self.at == DETAILS:
            self._to_review()
        elif not self.saving.busy:
            self._book()

    # The line

    def _read_lines(self) -> None:
        """Read what the approach offers, aside."""
        view, other = self._view, self.approach.value() is Approach.OTHER
        clinician_id = None if other else view.clinician_id
        day = local(self._context.clinic.now(), view.zone).date()
        rebooking = self._context.clinic.rebooking
        self.line.read()
        self._context.tasks.run(
            lambda: rebooking.lines(clinician_id, view.service_id, None, day),
            self._show_lines,
            self._not_read,
            key=f"{self._key}.lines",
        )

    def _show_lines(self, found: tuple[RebookLine, ...]) -> None:
        view, other = self._view, self.approach.value() is Approach.OTHER
        day = local(self._context.clinic.now(), view.zone).date()
        shown = [one for one in found if other or one.calendar_type is CalendarType.AD_HOC]
        shown.sort(key=lambda one: one.center_id != view.center_id)
        had_focus = self.at == LINE and self.line.isAncestorOf(self.focusWidget() or self)
        self.line.show_lines(shown, day, named=other)
        self.draft = replace(self.draft, line=self.line.line)
        if self.at == LINE and (had_focus or self.focusWidget() is None):
            self.line.take_focus()

    def _not_read(self, problem: Problem) -> None:
        self.line.loading.stop()
        self.line.say(sentence(problem))

    def _line_chosen(self) -> None:
        self.draft = replace(self.draft, line=self.line.line)

    def _to_details(self) -> None:
        line = self.draft.line
        if line is None:
            self.line.say(sentence(RuleBroken("rebook.no-line")))
        elif not line.takes_ad_hoc:
            self.line.say(sentence(RuleBroken("rebook.rapid-response")))
        else:
            self.line.say("")
            self.details.show_line(line, self._view.modality)
            self.go(DETAILS)
            return
        self.line.take_focus()

    # The details

    def _show_platforms(self, found: tuple[PlatformChoice, ...]) -> None:
        self._platforms = found
        self.details.video.show_platforms(found)

    def _details_changed(self) -> None:
        self.draft = self.details.collected(self.draft)
        self.check = None
        self._wants_review = False
        self._pause.start()

    def _look(self) -> None:
        """What the time means, and what is free that day; answers of earlier letters are dropped."""
        self.draft = draft = self.details.collected(self.draft)
        if draft.line is None:
            return
        rebooking, tasks = self._context.clinic.rebooking, self._context.tasks
        day = self.details.time.day or self.details.time.today()
        tasks.run(lambda: rebooking.check(draft), self._looked, self._not_looked, key=f"{self._key}.check")
        tasks.run(
            lambda: rebooking.free_times(draft, day, _CHIPS), self._show_free, self._no_free, key=f"{self._key}.free"
        )

    def _show_free(self, found: tuple[Opening, ...]) -> None:
        self.details.show_free(found)

    def _no_free(self, problem: Problem) -> None:
        """What is wrong with the draft is said by the check."""
        self.details.free.show_openings((), "", with_day=False)
        if not isinstance(problem, RuleBroken):
            self.details.say(sentence(problem))

    def _looked(self, check: RebookCheck) -> None:
        self.check = check
        self.details.show_check(check)
        if self._wants_review:
            self._wants_review = False
            if check.problems:
                self._refuse(check.problems[0])
            else:
                self._show_review(check)

    def _not_looked(self, problem: Problem) -> None:
        self._wants_review = False
        self.details.say(sentence(problem))

    def _to_review(self) -> None:
        self.details.say("")
        if self.details.focus_missing():
            return
        self._wants_review = True
        self._pause.stop()
        self._look()

    def _show_review(self, check: RebookCheck) -> None:
        platform = next((one.name for one in self._platforms if one.id == self.draft.video_platform_id), "")
        self.review.say("")
        self.review.show_draft(self._view, self.draft, check, platform)
        self.go(REVIEW)

    # The booking

    def _book(self) -> None:
        """Have the link made first where a platform makes it: nothing is asked of anybody within the booking."""
        draft, video = self.draft, self._context.clinic.video
        self.review.say("")
        platform_id = draft.video_platform_id
        if draft.modality is not Modality.VIDEO or draft.video_link or platform_id is None:
            self._save()
            return
        self._set_busy(_("Making the link…"))
        self._context.tasks.run(
            lambda: video.make_link(platform_id),
            self._link_made,
            self._refused,
            lane="outside",
            key=f"{self._key}.link",
        )

    def _link_made(self, link: str) -> None:
        self.draft = replace(self.draft, video_link=link)
        self._save()

    def _save(self) -> None:
        draft, rebooking = self.draft, self._context.clinic.rebooking
        self._set_busy(_("Booking…"))
        self.saving.save(lambda command_id: rebooking.book(draft, command_id))

    def _saved(self, booked: Booked) -> None:
        self.booked.emit(booked)

    def _refused(self, problem: Problem) -> None:
        self._set_busy("")
        self.review.wait("")
        if isinstance(problem, RuleBroken):
            self._refuse(problem)
        else:
            self.review.say(sentence(problem))

    def _refuse(self, problem: RuleBroken) -> None:
        """Go to the step that the refusal is about, and say it there; all that was typed stays."""
        if "line" in problem.fields:
            self._read_lines()
            self.go(LINE)
            self.line.say(sentence(problem))
            return
        came_from = self.at
        self.go(DETAILS)
        if not self.details.refuse(problem):
            self.go(came_from)
            self.steps[came_from].say(sentence(problem))
        elif "start" in problem.fields:
            self._look()

    def _set_busy(self, words: str) -> None:
        self._name_button(words or _("Book"))
        self.back_button.setEnabled(not words)
        if self.accept_button is not None:
            self.accept_button.setEnabled(not words)

    def _name_button(self, words: str) -> None:
        if self.accept_button is not None:
            self.accept_button.setText(words)
            self.accept_button.setAccessibleName(words)

    def _take_focus(self) -> None:
        self.steps[self.at].take_focus()

    # Leaving

    def leave(self) -> None:
        """Ask first where something chosen would be lost."""
        if self.question.asking:
            self.question.keep.click()
        elif self.saving.busy:
            self.question.ask(_("It is not known yet whether this was booked. Leave all the same?"))
        elif self.draft.line is not None:
            self.question.ask(_("Leave without booking? What you chose is dropped."))
        else:
            self._leave_now()

    def _leave_now(self) -> None:
        self.saving.stop()
        self._pause.stop()
        for what in ("lines", "platforms", "check", "free", "link"):
            self._context.tasks.drop(f"{self._key}.{what}")
        super().leave()

    def keyPressEvent(self, event: QKeyEvent) -> None:  # noqa: N802  Qt's name
        """Enter presses the button that it stands on; else it leads on."""
        focused = self.focusWidget()
        is_enter = event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter)
        if is_enter and isinstance(focused, QPushButton) and not focused.isCheckable():
            focused.click()
        else:
            super().keyPressEvent(event)
