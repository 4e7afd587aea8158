"""The consumer's signature on the screen: checked, and kept with the confirmation that it belongs to (TSK-6)."""

from itertools import chain
from typing import Final

from frontdesk.database.adding import add
from frontdesk.database.tables import Signature
from frontdesk.rules.problems import RuleBroken
from frontdesk.services.forms import Act
from frontdesk.services.typed import typed_text
from frontdesk.services.under_way import Acting

LONGEST_NAME: Final = 100
MOST_STROKES: Final = 200
MOST_POINTS: Final = 2500
"""So many the column holds on either engine."""
WIDTH, HEIGHT = 1000, 400
"""The largest number of a point across and down."""


def checked_signature(act: Act) -> tuple[str, list[list[list[int]]]]:
    """Who signed, and the strokes as they are kept.

    Raises RuleBroken `signature.signer` and `text.*` at `signer`, `signature.form` at `strokes` for what is no drawing.
    """
    signer = typed_text(act.signer, "signer", LONGEST_NAME, lines=False)
    if act.strokes and not signer:
        raise RuleBroken("signature.signer", fields=("signer",))
    strokes = [[list(point) for point in stroke] for stroke in act.strokes]
    points = list(chain.from_iterable(strokes))
    if len(strokes) > MOST_STROKES or len(points) > MOST_POINTS or not all(strokes):
        raise RuleBroken("signature.form", fields=("strokes",))
    if not all(_is_point(point) for point in points):
        raise RuleBroken("signature.form", fields=("strokes",))
    return signer, strokes


def sign(acting: Acting) -> None:
    """Keep the signature of a confirmation that is about to be written, if somebody signed it."""
    signer, strokes = checked_signature(acting.act)
    if signer:
        add(
            acting.work.connection,
            Signature,
            appointment_id=acting.before["id"],
            appointment_version=acting.before["version"] + 1,
            signer=signer,
            strokes=strokes,
            signed_at=acting.work.at,
            staff_id=acting.work.actor_id,
        )


def _is_point(point: list[int]) -> bool:
    if len(point) != 2 or not all(type(one) is int for one in point):
        return False
    return 0 <= point[0] <= WIDTH and 0 <= point[1] <= HEIGHT
