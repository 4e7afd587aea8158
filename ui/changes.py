"""One signal that says what changed, here or on another desk."""

from PySide6.QtCore import QObject, Signal


class ChangeHub(QObject):
    """Hands a `Changes` value of the services to every page; a page that shows nothing of it does nothing."""

    changed = Signal(object)
