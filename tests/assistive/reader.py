"""What a screen reader does: looks at the tree that the system hands it, and acts through that; the system's Python.

One JSON command a line in, one JSON answer a line out: `{"wait": "Sign in"}`, `{"write": ["Name", "reception"]}`,
`{"press": "Sign in"}`, `{"tree": true}`.
"""

import json
import sys
import time
from collections.abc import Callable, Iterator
from typing import Any

import gi

gi.require_version("Atspi", "2.0")
from gi.repository import Atspi, GLib  # noqa: E402  its version has to be named first

PATIENCE = 40.0
"""Seconds until what is waited for must be there."""


def application() -> Any:
    """The window's application, or None while it is not there yet."""
    desktop = Atspi.get_desktop(0)
    found = (desktop.get_child_at_index(number) for number in range(desktop.get_child_count()))
    return next((one for one in found if one is not None and one.get_name() == "Frontdesk"), None)


def nodes(at: Any) -> Iterator[Any]:
    """All below that show."""
    at.clear_cache()
    for number in range(at.get_child_count()):
        child = at.get_child_at_index(number)
        if child is not None and child.get_state_set().contains(Atspi.StateType.SHOWING):
            yield child
            yield from nodes(child)


def is_written_in(node: Any) -> bool:
    """Whether text can be put there."""
    return bool(node.get_state_set().contains(Atspi.StateType.EDITABLE))


def is_pressed(node: Any) -> bool:
    """Whether it does something when it is pressed."""
    return "Press" in [node.get_action_name(number) for number in range(node.get_n_actions())]


def find(name: str, fits: Callable[[Any], bool] = bool) -> Any:
    """The first that shows and fits, with a name that begins so; waits for it."""
    end = time.monotonic() + PATIENCE
    while time.monotonic() < end:
        try:
            root = application()
            if root is not None:
                for node in nodes(root):
                    if node.get_name().startswith(name) and fits(node):
                        return node
        except GLib.GError:
            pass  # it went away while it was looked at
        time.sleep(0.1)
    raise LookupError(name)


def write(name: str, text: str) -> bool:
    """Put a text into the field of that name."""
    return bool(find(name, is_written_in).set_text_contents(text))


def press(name: str) -> bool:
    """Do what pressing it does."""
    node = find(name, is_pressed)
    names = [node.get_action_name(number) for number in range(node.get_n_actions())]
    return bool(node.do_action(names.index("Press")))


def tree() -> list[dict[str, Any]]:
    """Role, name and description of all that shows, in reading order."""
    return [
        {
            "role": node.get_role_name(),
            "name": node.get_name(),
            "description": node.get_description(),
            "focusable": node.get_state_set().contains(Atspi.StateType.FOCUSABLE),
        }
        for node in nodes(application())
    ]


def answer(command: dict[str, Any]) -> Any:
    """Do one command."""
    if "wait" in command:
        return find(command["wait"]).get_role_name()
    if "write" in command:
        return write(*command["write"])
    if "press" in command:
        return press(command["press"])
    return tree()


if __name__ == "__main__":
    for line in sys.stdin:
        try:
            print(json.dumps({"answer": answer(json.loads(line))}), flush=True)  # noqa: T201  it is its answer
        except LookupError as missing:
            print(json.dumps({"missing": str(missing)}), flush=True)  # noqa: T201  as above
