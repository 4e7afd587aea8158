"""Joins a page that shows appointments: what is chosen, opened, asked for by menu or by button on it."""

from typing import TYPE_CHECKING

from PySide6.QtCore import SignalInstance
from PySide6.QtWidgets import QWidget

if TYPE_CHECKING:  # the shell imports this
    from ui.shell.journeys import Journeys


def join_appointments(page: QWidget, journeys: "Journeys") -> None:
    """Join whichever of the common signals the page has: each carries the appointment's id first."""
    for name, follow in (
        ("appointment_chosen", journeys.choose),
        ("appointment_opened", journeys.show_detail),
        ("menu_wanted", journeys.on_chosen.open_menu),
        ("action_wanted", journeys.on_chosen.take_on),
        ("rebook_wanted", journeys.rebook),
    ):
        signal = getattr(page, name, None)
        if isinstance(signal, SignalInstance):
            signal.connect(follow)
