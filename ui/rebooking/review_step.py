"""The last step: all that is about to be booked, to be looked over."""

from frontdesk.rules.words import Modality
from frontdesk.services.rebooking_forms import RebookDraft
from frontdesk.views.appointment import AppointmentView
from frontdesk.views.rebooking import RebookCheck
from ui.rebooking.facts import Facts
from ui.rebooking.step import Step
from ui.rebooking.words import line_words, meant_words, minutes_of, session_time
from ui.texts import _, minutes, modality_word
from ui.widgets import label


class ReviewStep(Step):
    """Nothing is chosen here."""

    def __init__(self) -> None:
        super().__init__("review", _("Review bookings"))
        self.facts = Facts("rebook_review_facts")
        self.state = label("", style="warning", wrap=True, name="rebook_state")
        self.state.hide()
        for part in (self.facts, self.wrong, self.state):
            self.column.addWidget(part)

    def show_draft(self, view: AppointmentView, draft: RebookDraft, check: RebookCheck, platform: str) -> None:
        """Show what is meant, once it was looked at."""
        line = draft.line
        if line is None or check.start is None or check.end is None:
            return
        how = modality_word(draft.modality) if draft.modality else ""
        video = ""
        if draft.modality is Modality.VIDEO:
            video = draft.video_link or _("{platform}; the link is made when it is booked").format(platform=platform)
        self.facts.show_facts(
            (
                (_("Consumer"), view.consumer),
                (_("Service"), f"{view.service} · {how}"),
                (_("When"), meant_words(check, line.zone, draft.zone)),
                (_("Length"), minutes(minutes_of(check))),
                (_("With"), line.clinician),
                (_("Work schedule"), line_words(line)),
                (_("Video"), video),
                (_("Follows"), session_time(view, draft.zone)),
                (_("E-mail"), _("Goes to the consumer") if draft.notify else _("None is sent")),
            )
        )

    def wait(self, words: str) -> None:
        """Say what is waited for, or nothing."""
        self.state.setText(words)
        self.state.setVisible(bool(words))
