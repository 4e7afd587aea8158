"""The command line; without arguments it opens the window."""

import sys
from collections.abc import Sequence


def main(arguments: Sequence[str] | None = None) -> int:
    """Run one command and return its exit code: 0 done, 2 usage, 3 a rule said no, 4 unavailable."""
    given = list(sys.argv[1:] if arguments is None else arguments)
    if not given or given[0] == "--database":
        return _window(given)
    # Nothing of the data layer is imported before the sign-in page is painted, so commands come in here.
    from frontdesk.commands.line import run  # noqa: PLC0415  # see above

    return run(given)


def _window(given: Sequence[str]) -> int:
    if given and len(given) != 2:  # the option and its value
        print("frontdesk: --database needs an address", file=sys.stderr)  # noqa: T201  # a command's error
        return 2
    from ui.app import main as open_window  # noqa: PLC0415  # commands need no Qt

    return open_window(given[1] if given else None)


if __name__ == "__main__":
    sys.exit(main())
