"""What a person has chosen of a rebooking so far."""

from dataclasses import dataclass, field
from datetime import datetime

from frontdesk.rules.words import Modality
from frontdesk.views.rebooking import RebookLine


@dataclass(frozen=True, slots=True)
class RebookDraft:
    """One frozen value for all steps: going back and forth changes nothing of it.

    `wall_start` is naive, by the client's clock in `zone`; where that clock shows it twice, the first is meant, with
    `second` the other. `minutes` is None for the service's own length. `video_link` is made or pasted.
    """

    follows_id: int
    zone: str
    line: RebookLine | None = None
    modality: Modality | None = None
    wall_start: datetime | None = None
    second: bool = False
    minutes: int | None = None
    notify: bool = True
    video_platform_id: int | None = None
    video_link: str = ""
    answers: dict[int, str] = field(default_factory=dict)
    own: dict[str, str] = field(default_factory=dict)
    note: str = ""
