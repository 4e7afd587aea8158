"""The whole window over the little clinic."""

from tests.ui.shell.conftest import desk, no_sql_on_the_window, session, url

__all__ = ["desk", "no_sql_on_the_window", "session", "url"]
