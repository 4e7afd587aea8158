"""One signal that says what changed, here or on another desk."""

from PySide6.QtCore import QObject, Signal


class ChangeHub(QObject):
    """Hands a `Changes` value to every page, of the services here as of other desks; who shows nothing of it rests.

    Who connected first hears first: what has to be kept up to date before a page reads again does so.
    """

    changed = Signal(object)
