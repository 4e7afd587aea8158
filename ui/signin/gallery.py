"""States of the sign-in page for the pictures."""

from collections.abc import Callable, Iterator

from frontdesk.rules.problems import RuleBroken, Unavailable
from frontdesk.translation import _
from ui.problems import sentence
from ui.signin.page import SignInPage

_PATH = "db.riverside-and-northgate.clinic.example/appointments"


def scenes(page: SignInPage) -> Iterator[tuple[str, Callable[[], None]]]:
    """Each state with what puts the page into it, from the first start on; the last counts on, so no other follows."""
    hint = _("Demo accounts: reception, clinician, manager, admin. The password of each is demo.")
    away = sentence(Unavailable("database.unreachable", path=_PATH))
    yield "signin-first-start", page.show_first_start
    yield "signin-making", lambda: page.show_progress(_("Making the demo clinic. This takes a few seconds."))
    yield "signin-trouble", lambda: page.show_trouble(_("The clinic cannot be opened"), away)
    yield "signin-demo", lambda: page.show_sign_in(_("Demo clinic"), hint=hint, name="reception")
    yield "signin-wrong", lambda: page.form.refuse(sentence(RuleBroken("sign-in.wrong")))
    yield "signin", lambda: _begin(page)
    yield "signin-wait", lambda: page.form.hold_back(30)


def _begin(page: SignInPage) -> None:
    page.form.clear()
    page.show_sign_in(_("Demo clinic"), name="reception")
