"""What every part of the requests' page is: a list of its own behind a tab, with a count and its own tools."""

from collections.abc import Mapping

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QWidget


class Part(QWidget):
    """One list of the page; its focus proxy is its table.

    `counted` with how many wait in it, `reading` whether it is being read. Chosen is an id, or None for no choice:
    a part says either of requests or of appointments.
    """

    counted = Signal(int)
    reading = Signal(bool)
    request_chosen = Signal(object)
    appointment_chosen = Signal(object)
    code = ""
    """Names its tab, and what is remembered of it."""
    on_badge = True
    """Whether what waits in it is counted in the rail."""

    def title(self) -> str:
        """The word on its tab."""
        raise NotImplementedError

    def words(self) -> str:
        """What is said beside the heading while it shows: "4 waiting, oldest first"."""
        return ""

    def tools(self) -> tuple[QWidget, ...]:
        """What stands at the right of the heading while it shows."""
        return ()

    def show_center(self, center_id: int) -> None:
        """Show what waits at that center."""
        raise NotImplementedError

    def reload(self) -> None:
        """Read it anew; what is chosen stays chosen while it waits."""
        raise NotImplementedError

    def choose_none(self) -> None:
        """Nothing is chosen any more."""

    def layout_state(self) -> Mapping[str, str | int]:
        """What is to be remembered of how it is left."""
        return {}

    def restore_layout(self, state: Mapping[str, object]) -> None:
        """Look as it was left; what is not said stays as delivered."""
