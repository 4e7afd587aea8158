"""What every section of the administration page is: something about one center that can be left, or asks first."""

from PySide6.QtWidgets import QWidget

from frontdesk.views.choices import CenterChoice


class Section(QWidget):
    """One section. It is told the center when it is first shown, and again when another center is chosen."""

    def show_center(self, center: CenterChoice) -> None:
        """Show what there is of this center."""
        raise NotImplementedError

    def may_leave(self) -> bool:
        """Whether nothing typed would be lost by leaving; where something would, it asks about it in itself."""
        return True
