"""The fourth step: how, when by the client's clock, how long, who is told, and what the service asks."""

from collections.abc import Callable, Sequence
from dataclasses import replace
from datetime import datetime
from typing import Protocol

from PySide6.QtWidgets import QVBoxLayout, QWidget

from frontdesk.rules.problems import RuleBroken
from frontdesk.rules.words import Modality
from frontdesk.services.rebooking_forms import RebookDraft
from frontdesk.views.openings import Opening
from frontdesk.views.rebooking import RebookCheck, RebookLine
from ui.problems import sentence
from ui.rebooking.free_chips import FreeChips
from ui.rebooking.step import Step
from ui.rebooking.time_fields import TimeFields
from ui.rebooking.video_part import VideoPart
from ui.rebooking.words import meant_words
from ui.texts import _, city, day_short, local, modality_word
from ui.widgets import Field, Segmented, field, label
from ui.widgets.tick import Tick


class Asking(Protocol):
    """What the clinic asks with every booking of the service: its questions and the clinic's own fields."""

    @property
    def widget(self) -> QWidget: ...
    def answers(self) -> dict[int, str]: ...
    def own(self) -> dict[str, str]: ...
    def note(self) -> str: ...
    def focus_missing(self) -> bool: ...
    def refuse(self, problem: RuleBroken) -> bool: ...


class DetailsStep(Step):
    """`changed` when what is to be booked is another."""

    def __init__(
        self, now: Callable[[], datetime], zone: str, minutes: int, asking: Asking, *, notify: bool | None
    ) -> None:
        """`notify` is whether the consumer is told at first, None where nobody knows where to write to."""
        super().__init__("details", _("Details"))
        self._zone = zone
        self._line: RebookLine | None = None
        self._asking = asking
        self._modality: Field | None = None
        self._how: Modality | None = None
        self.time = TimeFields(now, zone, minutes)
        self.video = VideoPart()
        self.both = label("", style="strong", wrap=True, name="rebook_both_clocks")
        self.near = FreeChips("rebook_near", zone)
        self.free = FreeChips("rebook_free", zone)
        words = _("No e-mail address to write to") if notify is None else _("Tell the consumer by e-mail")
        self.notify = Tick(words, name="rebook_notify")
        self.notify.setChecked(bool(notify))
        self.notify.setEnabled(notify is not None)
        self._place = QVBoxLayout()
        self.column.addLayout(self._place)
        for part in (self.video, self.time, self.both, self.wrong, self.near, self.free, asking.widget, self.notify):
            self.column.addWidget(part)
        self.video.hide()
        self.both.hide()
        self.time.changed.connect(self._retimed)
        self.video.changed.connect(self.changed)
        self.notify.toggled.connect(lambda _on: self.changed.emit())
        self.near.wanted.connect(self._take)
        self.free.wanted.connect(self._take)

    def show_line(self, line: RebookLine, wished: Modality) -> None:
        """Offer what the line gives; what was typed stays."""
        self._line = line
        if self._modality is not None:
            self._place.removeWidget(self._modality)
            self._modality.hide()
            self._modality.deleteLater()
        how = self._how if self._how in line.modalities else wished if wished in line.modalities else line.modalities[0]
        self._modality = field(_("How"), self._modalities(line, how))
        self._place.addWidget(self._modality)
        self._choose_how(how)

    def _modalities(self, line: RebookLine, chosen: Modality) -> QWidget:
        """A choice, where there is one."""
        if len(line.modalities) == 1:
            return label(modality_word(chosen), name="rebook_modality")
        words = [(one, modality_word(one)) for one in line.modalities]
        choice = Segmented(words, name="rebook_modality", what=_("How"))
        choice.set_value(chosen)
        choice.chosen.connect(self._choose_how)
        return choice

    def collected(self, draft: RebookDraft) -> RebookDraft:
        """The draft with what stands here; a link that was made stays while its platform is the same."""
        made = draft.video_link if draft.video_platform_id == self.video.platform_id else ""
        return replace(
            draft,
            modality=self._how,
            wall_start=self.time.wall,
            second=self.time.second,
            minutes=self.time.minutes,
            notify=self.notify.isChecked(),
            video_platform_id=self.video.platform_id,
            video_link=self.video.link if self.video.is_pasted else made,
            answers=self._asking.answers(),
            own=self._asking.own(),
            note=self._asking.note(),
        )

    def focus_missing(self) -> bool:
        """Go to the first thing that is missing, saying so there; False when all is there."""
        if self.time.focus_missing() or (not self.video.isHidden() and self.video.focus_missing()):
            return True
        return self._asking.focus_missing()

    def show_check(self, check: RebookCheck) -> None:
        """Show what the time means, and what is wrong with it as it is typed: nobody loses the focus for that."""
        if self._line is None:
            return
        self.both.setText(meant_words(check, self._line.zone, self._zone))
        self.both.setVisible(check.start is not None)
        self.time.show_twice(repeated=check.repeated)
        of_time = [one for one in check.problems if "start" in one.fields and self.time.wall is not None]
        self.time.show_problem(sentence(of_time[0]) if of_time else "")
        near = [one for one in (check.before, check.after) if one is not None] if of_time else []
        self.near.show_openings(near, _("The nearest free times of this line:") if near else "", with_day=True)
        self._show_one_list()

    def show_free(self, openings: Sequence[Opening]) -> None:
        """Offer the free times of the day that is typed, or the next ones."""
        day = self.time.day or self.time.today()
        is_day = bool(openings) and local(openings[0].start, self._zone).date() == day
        if not openings:
            words = _("This line has no free time from {day} on.").format(day=day_short(day))
        elif is_day:
            words = _("Free on {day}, {city} time:").format(day=day_short(day), city=city(self._zone))
        else:
            words = _("Nothing is free on {day}. The next free times, {city} time:").format(
                day=day_short(day), city=city(self._zone)
            )
        self.free.show_openings(openings, words, with_day=not is_day)
        self._show_one_list()

    def _show_one_list(self) -> None:
        """The free times nearest to a time that cannot be had stand in the place of the others."""
        self.free.setVisible(not self.near.openings and bool(self.free.words.text()))

    def refuse(self, problem: RuleBroken) -> bool:
        """Show a refusal where it belongs; False when it is about nothing here."""
        words = sentence(problem)
        if "video_link" in problem.fields or problem.code.startswith("video."):
            self.video.refuse(words)
            return True
        if self.time.refuse(problem, words) or self._asking.refuse(problem):
            return True
        if "modality" in problem.fields:
            self.say(words)
            return True
        return False

    def take_focus(self) -> None:
        self.time.day_line.setFocus()

    def _choose_how(self, how: object) -> None:
        self._how = how if isinstance(how, Modality) else None
        self.video.setVisible(self._how is Modality.VIDEO)
        self.say("")
        self.changed.emit()

    def _retimed(self) -> None:
        self.both.hide()
        self.near.show_openings((), "", with_day=False)
        self.say("")
        self.changed.emit()

    def _take(self, opening: Opening) -> None:
        self.time.take(opening.start)
