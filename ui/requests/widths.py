"""How wide the columns of the list of requests are: all in a wide window, the kind given up in a narrow one."""

from collections.abc import Sequence
from typing import Final

from ui.requests.model import Column

_REQUESTOR: Final = 140
"""The least width of the column that takes what is left, logical pixels."""
_KIND: Final = 76
"""The least width of a column that is given up where it has less."""
_SHARES: Final = (0.0, 0.4, 0.0, 0.15, 0.15, 0.0, 0.3)
"""What each takes of the room to spare."""


def shared(columns: Sequence[Column], room: int) -> list[int]:
    """The width of each column in `room` logical pixels; 0 for one that is not shown."""
    wished = [column.width or _REQUESTOR for column in columns]
    least = [column.least or (_KIND if column.width else _REQUESTOR) for column in columns]
    given_up = [column.width > 0 and column.least == 0 and sum(least) > room for column in columns]
    if any(given_up):
        wished = [0 if gone else width for gone, width in zip(given_up, wished, strict=True)]
        least = [0 if gone else width for gone, width in zip(given_up, least, strict=True)]
    spare = room - sum(wished)
    if spare >= 0:
        widths = [width + int(spare * share) for width, share in zip(wished, _SHARES, strict=True)]
    else:
        give = [width - small for width, small in zip(wished, least, strict=True)]
        share = min(1.0, -spare / max(1, sum(give)))
        widths = [width - int(one * share) for width, one in zip(wished, give, strict=True)]
    rest = room - sum(widths)
    return [width + rest if column.width == 0 else width for column, width in zip(columns, widths, strict=True)]
