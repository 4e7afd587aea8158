"""What the campaigns of faults share: how often they try, and the figures they tell at the end of the run."""

from collections.abc import Callable

import pytest

_USUAL = 100
"""The number that `--trials` has when nobody gives it (tests/databases.py)."""
_figures: list[str] = []


@pytest.fixture
def tries(trials: int) -> Callable[[int], int]:
    """How often to try: what a campaign asks for by default, or the number given with `--trials`."""
    return lambda usual: usual if trials == _USUAL else trials


@pytest.fixture
def tell(request: pytest.FixtureRequest) -> Callable[[str], None]:
    """Adds a line of figures to the end of the run."""
    return lambda figures: _figures.append(f"{request.node.name}: {figures}")


def pytest_terminal_summary(terminalreporter: pytest.TerminalReporter) -> None:
    """Writes the figures below the results."""
    for line in _figures:
        terminalreporter.write_line(line)
