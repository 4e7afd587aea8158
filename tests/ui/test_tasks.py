"""Work aside: in order, on another thread, answers on the window's; late ones dropped, mistakes told (UX-1)."""

import logging
import threading
from collections.abc import Callable
from functools import partial

import pytest
from PySide6.QtCore import QCoreApplication, QObject
from pytestqt.qtbot import QtBot

from frontdesk.rules.problems import Problem, RuleBroken, Unavailable
from ui.tasks import Tasks, on_window_thread


@pytest.mark.feature("UX-1")
def test_work_runs_aside_and_its_answer_comes_back_to_the_window(tasks: Tasks) -> None:
    seen: list[tuple[bool, bool]] = []
    tasks.run(on_window_thread, lambda aside: seen.append((aside, on_window_thread())))
    assert tasks.busy
    assert tasks.wait()
    assert seen == [(False, True)]


def test_records_are_worked_on_in_the_order_they_were_asked_for(tasks: Tasks) -> None:
    done: list[int] = []
    for number in range(50):
        tasks.run(partial(int, number), done.append)
    assert tasks.wait()
    assert done == list(range(50))


@pytest.mark.feature("UX-1")
def test_a_long_print_does_not_hold_up_the_records(tasks: Tasks) -> None:
    go_on = threading.Event()
    done: list[str] = []

    def record(_none: None) -> None:
        done.append("record")
        go_on.set()

    tasks.run(lambda: go_on.wait(5), lambda _all: done.append("print"), lane="documents")
    tasks.run(lambda: None, record)
    assert tasks.wait()
    assert done == ["record", "print"]


@pytest.mark.feature("UX-1")
def test_a_held_key_asks_once_for_what_it_came_to(tasks: Tasks) -> None:
    gate = threading.Event()
    began: list[int] = []
    shown: list[int] = []
    tasks.run(lambda: gate.wait(5), lambda _all: None)

    def read(day: int) -> int:
        began.append(day)
        return day

    for day in range(30):
        tasks.run(partial(read, day), shown.append, key="day")
    gate.set()
    assert tasks.wait()
    assert began == shown == [29]


def test_what_nobody_waits_for_is_not_delivered(tasks: Tasks) -> None:
    gate = threading.Event()
    shown: list[bool] = []
    tasks.run(lambda: gate.wait(5), shown.append, key="search")
    tasks.drop("search")
    gate.set()
    assert tasks.wait()
    assert shown == []


def test_a_refusal_goes_to_the_page_that_asked(tasks: Tasks) -> None:
    refused: list[Problem] = []

    def work() -> None:
        raise RuleBroken("slot.taken")

    tasks.run(work, lambda _none: pytest.fail("nothing was done"), refused.append)
    assert tasks.wait()
    assert [str(problem) for problem in refused] == ["slot.taken"]


def test_a_refusal_that_no_page_takes_is_told_by_a_notice(tasks: Tasks, qtbot: QtBot) -> None:
    def work() -> None:
        raise RuleBroken("slot.past")

    with qtbot.waitSignal(tasks.problem) as told:
        tasks.run(work, lambda _none: None)
    assert isinstance(told.args[0], RuleBroken)


@pytest.mark.logs("unexpected ValueError")
def test_a_mistake_of_ours_is_logged_without_what_it_says_and_the_window_lives_on(
    tasks: Tasks, caplog: pytest.LogCaptureFixture
) -> None:
    told: list[Problem] = []

    def work() -> None:
        raise ValueError("Maria Silva, born 1987")

    with caplog.at_level(logging.ERROR):
        tasks.run(work, lambda _none: None, told.append)
        assert tasks.wait()
    assert isinstance(told[0], Unavailable)
    assert told[0].code == "unexpected"
    assert "ValueError" in caplog.text
    assert "test_tasks.py" in caplog.text
    assert "Maria" not in caplog.text


@pytest.mark.logs("unexpected ArithmeticError")
def test_a_page_that_stumbles_over_an_answer_does_not_stop_the_next(tasks: Tasks) -> None:
    told: list[Unavailable] = []
    done: list[int] = []
    tasks.problem.connect(told.append)

    def stumble(number: int) -> None:
        raise ArithmeticError(number)

    tasks.run(lambda: 1, stumble)
    tasks.run(lambda: 2, done.append)
    assert tasks.wait()
    assert done == [2]
    assert [problem.code for problem in told] == ["unexpected"]


@pytest.mark.parametrize("way", ["method", "lambda", "partial"])
def test_an_answer_for_a_page_that_is_gone_is_dropped(tasks: Tasks, way: str) -> None:
    class Page(QObject):
        shown: list[int] = []  # noqa: RUF012  outlives the page on purpose

        def show_number(self, number: int) -> None:
            self.shown.append(number)

        def ask(self) -> Callable[[int], None]:
            if way == "lambda":
                return lambda number: self.show_number(number)  # noqa: PLW0108  as many pages have it
            return partial(self.show_number) if way == "partial" else self.show_number

    page, gate = Page(), threading.Event()
    tasks.run(lambda: int(gate.wait(5)), page.ask())
    page.deleteLater()
    gone: list[bool] = []
    page.destroyed.connect(lambda: gone.append(True))
    page.destroyed.connect(gate.set)
    assert tasks.wait()
    assert gone
    assert Page.shown == []


@pytest.mark.feature("UX-1")
def test_it_is_told_once_when_the_database_stops_answering_and_once_when_it_answers_again(tasks: Tasks) -> None:
    told: list[bool] = []
    tasks.reachable_changed.connect(told.append)

    def lost() -> None:
        raise Unavailable("database.lost")

    for work in (lost, lost, lambda: None, lambda: None):
        tasks.run(work, lambda _none: None)
    assert tasks.wait()
    assert told == [False, True]


@pytest.mark.feature("AVL-8", "UX-1")
def test_what_a_watching_loop_tells_comes_to_the_window_and_the_loop_ends_with_it(tasks: Tasks, qtbot: QtBot) -> None:
    heard: list[tuple[str, bool]] = []
    ended: list[bool] = []

    def loop(stop: threading.Event, tell: Callable[[str], None]) -> None:
        tell(f"aside: {not on_window_thread()}")
        ended.append(stop.wait(10))

    tasks.watch(loop, lambda said: heard.append((said, on_window_thread())))
    qtbot.waitUntil(lambda: bool(heard))
    assert heard == [("aside: True", True)]
    assert not tasks.busy  # nobody waits for what may never come
    tasks.close()
    assert ended == [True]


def test_what_was_told_at_the_last_moment_is_dropped_with_the_window(tasks: Tasks) -> None:
    heard: list[str] = []
    told = threading.Event()

    def loop(_stop: threading.Event, tell: Callable[[str], None]) -> None:
        tell("too late")
        told.set()

    tasks.watch(loop, heard.append)
    assert told.wait(10)
    tasks.close()
    QCoreApplication.processEvents()
    assert heard == []


@pytest.mark.logs("unexpected ZeroDivisionError")
def test_a_page_that_stumbles_over_what_was_told_hears_the_next(tasks: Tasks, qtbot: QtBot) -> None:
    told: list[Unavailable] = []
    heard: list[float] = []
    tasks.problem.connect(told.append)

    def loop(_stop: threading.Event, tell: Callable[[int], None]) -> None:
        tell(0)
        tell(1)

    tasks.watch(loop, lambda number: heard.append(1 / number))
    qtbot.waitUntil(lambda: bool(heard))
    assert heard == [1]
    assert [problem.code for problem in told] == ["unexpected"]


def test_closing_ends_the_workers() -> None:
    tasks = Tasks()
    tasks.run(lambda: None, lambda _none: None)
    tasks.run(lambda: None, lambda _none: None, lane="documents")
    assert tasks.wait()
    tasks.close()
    tasks.run(lambda: None, lambda _none: None)  # a page hidden at the very end asks for something
    assert not tasks.busy
    assert not [each for each in threading.enumerate() if each.name.startswith("lane-")]
