"""Pages of which one shows, in the room that there is."""

from PySide6.QtWidgets import QStackedWidget


class PageStack(QStackedWidget):
    """None of its pages decides how high it is.

    Qt asks all of them, those that nobody sees too, how high they would be at each width that it tries. From stack to
    stack that is asked many hundred times over for one word that changed.
    """

    def hasHeightForWidth(self) -> bool:  # noqa: N802  Qt's name
        return False
