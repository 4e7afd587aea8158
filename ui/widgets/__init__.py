"""The small parts that pages are made of; they know no clinic."""

from ui.widgets.button import button, icon_button
from ui.widgets.chip import Badge, StatusChip
from ui.widgets.choice import Choice
from ui.widgets.empty import EmptyState
from ui.widgets.field import Field, field
from ui.widgets.label import ElidedLabel, label
from ui.widgets.loading import Loading
from ui.widgets.notice import NoticeBar
from ui.widgets.rows import Row, RowList
from ui.widgets.search import SearchBox
from ui.widgets.segmented import Segmented
from ui.widgets.sheet import Sheet
from ui.widgets.tabs import Tabs
from ui.widgets.tip import set_tip

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
