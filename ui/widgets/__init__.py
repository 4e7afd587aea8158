"""The small parts that pages are made of; they know no clinic.

Those that the sign-in page has not are imported when they are first asked for, so that it is painted sooner.
"""

from importlib import import_module
from typing import TYPE_CHECKING

from ui.widgets.button import button, icon_button
from ui.widgets.field import Field, field
from ui.widgets.label import label
from ui.widgets.tip import set_tip

if TYPE_CHECKING:
    from ui.widgets.chip import Badge, StatusChip
    from ui.widgets.choice import Choice
    from ui.widgets.elided import ElidedLabel
    from ui.widgets.empty import EmptyState
    from ui.widgets.loading import Loading
    from ui.widgets.notice import NoticeBar
    from ui.widgets.rows import Row, RowList
    from ui.widgets.search import SearchBox
    from ui.widgets.segmented import Segmented
    from ui.widgets.sheet import Sheet
    from ui.widgets.tabs import Tabs

__all__ = [
    "Badge",
    "Choice",
    "ElidedLabel",
    "EmptyState",
    "Field",
    "Loading",
    "NoticeBar",
    "Row",
    "RowList",
    "SearchBox",
    "Segmented",
    "Sheet",
    "StatusChip",
    "Tabs",
    "button",
    "field",
    "icon_button",
    "label",
    "set_tip",
]

_PLACES = {
    "Badge": "chip",
    "Choice": "choice",
    "ElidedLabel": "elided",
    "EmptyState": "empty",
    "Loading": "loading",
    "NoticeBar": "notice",
    "Row": "rows",
    "RowList": "rows",
    "SearchBox": "search",
    "Segmented": "segmented",
    "Sheet": "sheet",
    "StatusChip": "chip",
    "Tabs": "tabs",
}


def __getattr__(name: str) -> object:
    """The part called `name`, from its own file (PEP 562)."""
    if name not in _PLACES:
        raise AttributeError(name)
    return getattr(import_module(f"ui.widgets.{_PLACES[name]}"), name)
