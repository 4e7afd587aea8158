"""States of the video platforms, for the pictures: none, all kinds, one that is tried out, a provider that is away."""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import Any

from PySide6.QtCore import QCoreApplication
from PySide6.QtWidgets import QWidget

from frontdesk.rules.problems import RuleBroken
from frontdesk.rules.words import VideoKind
from frontdesk.services.video import VideoLine
from ui.administration.gallery_decided import SIZE, SMALL, MakePage
from ui.administration.video import VideoSection
from ui.problems import sentence
from ui.shell.context import Context

_LINES = (
    VideoLine(1, "Riverside Meet", VideoKind.TEMPLATE, "https://meet.clinic.example/{token}", "", True, 1, False),
    VideoLine(2, "Provider", VideoKind.HTTP, "https://api.video.example/v2/rooms", "room.url", True, 1, False),
    VideoLine(3, "By hand", VideoKind.MANUAL, "", "", False, 4, False),
)


def video_states(context: Context, make: MakePage) -> Iterator[tuple[str, QWidget]]:
    """Each state with the page that shows it; `make` makes a page with the section of that key."""
    with _answers(context, all=lambda: ()):
        yield "video-empty", make(context, "video", SIZE)
    with _answers(context, all=lambda: _LINES, test=_test):
        yield "video", make(context, "video", SIZE)
        for name, key, size in (("video-tried", 1, SIZE), ("video-away", 2, SIZE), ("video-away-small", 2, SMALL)):
            page = make(context, "video", size)
            section = page.section()
            if isinstance(section, VideoSection):
                section.edit(key)
                section.editor.trial.test.click()
                _settle(context)
            yield name, page
        page = make(context, "video", SIZE)
        section = page.section()
        if isinstance(section, VideoSection):
            section.new()
            section.editor.address.setText("https://meet.clinic.example/fixed")
            section.editor.show_errors({"address": sentence(RuleBroken("video.template"))})
        yield "video-wrong", page


def _test(platform_id: int) -> str:
    if platform_id == 1:
        return "https://meet.clinic.example/5f2b7c0e9a1d4e63b8f0c2a47d9e1b35"
    raise RuleBroken("video.away")


def _settle(context: Context) -> None:
    for _round in range(3):
        context.tasks.wait()
        QCoreApplication.processEvents()


class _Answers:
    """The service of video, with answers given for a picture."""

    def __init__(self, answers: dict[str, Callable[..., Any]]) -> None:
        self.__dict__.update(answers)

    def save(self, *_asked: Any) -> None:
        """Nothing is saved for a picture."""


@contextmanager
def _answers(context: Context, **answers: Callable[..., Any]) -> Iterator[None]:
    real = context.clinic.video
    vars(context.clinic)["video"] = _Answers(answers)
    yield
    vars(context.clinic)["video"] = real
