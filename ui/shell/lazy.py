"""Pages and panels that are made when they are first wanted."""

from collections.abc import Callable
from typing import Generic, TypeVar

from PySide6.QtWidgets import QWidget

W = TypeVar("W", bound=QWidget)


class Lazy(Generic[W]):
    """A page or panel that is made when it is first wanted, put in its place and joined to the others by `join`.

    The first picture waits for none but those that it shows.
    """

    def __init__(self, make: Callable[[], W], join: Callable[[W], None]) -> None:
        self._make = make
        self._join = join
        self._made: W | None = None

    @property
    def widget(self) -> W:
        """The page, made now if it was not."""
        if self._made is None:
            self._made = self._make()
            self._join(self._made)
        return self._made

    @property
    def is_made(self) -> bool:
        """Whether it was wanted already."""
        return self._made is not None

    def stands_in(self, place: QWidget | None) -> bool:
        """Whether what stands there is this one; to ask makes nothing."""
        return place is not None and place is self._made
