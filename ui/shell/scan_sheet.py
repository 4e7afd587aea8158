"""What a scanned confirmation turned out to be: the name, big, and the one thing to do."""

from PySide6.QtCore import QSize, Qt
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from frontdesk.services.forms import Scan
from ui.texts import _, moment
from ui.theme import SPACE, icon
from ui.widgets.label import label
from ui.widgets.sheet import Sheet
from ui.widgets.summary import breakable

_LOOKS = {
    "valid": ("ph.check-circle-fill", "good"),
    "already-in": ("ph.check-circle-fill", "info"),
    "early": ("ph.clock-fill", "warning"),
    "late": ("ph.clock-fill", "warning"),
    "other-day": ("ph.calendar-x-fill", "warning"),
    "other-center": ("ph.map-pin-fill", "warning"),
    "moved": ("ph.arrows-left-right", "warning"),
    "not-confirmed": ("ph.question-fill", "warning"),
    "cancelled": ("ph.x-circle-fill", "danger"),
    "finished": ("ph.check-circle-fill", "muted"),
}


def _sentences() -> dict[str, str]:
    return {
        "valid": _("Expected today. Check in now."),
        "already-in": _("Already checked in. Nothing to do."),
        "early": _("Early. The appointment is today; check in, and they wait."),
        "late": _("Late. The appointment is today; check in to mark them as arrived late."),
        "other-day": _("Not today: the appointment is on {when}."),
        "other-center": _("Not here: the appointment is at {center}."),
        "moved": _("This confirmation is out of date: the appointment is now {when}."),
        "not-confirmed": _("Not confirmed yet: this is still a request."),
        "cancelled": _("This appointment was cancelled."),
        "finished": _("This appointment is over."),
        "forged": _("This code was not made by this clinic, though it looks like it. Do not accept it."),
        "foreign": _("This confirmation is of another clinic."),
        "unknown": _("There is no appointment for this code. Check it, or find the consumer by name."),
    }


def outcome_sentence(scan: Scan) -> str:
    """What the scan means for the person at the desk."""
    words = _sentences()
    when = moment(scan.wall_start) if scan.wall_start else _("no time yet")
    return words.get(scan.outcome, words["unknown"]).format(when=when, center=scan.center)


def scan_sheet(parent: QWidget, scan: Scan) -> Sheet:
    """A sheet with the name and what to do; its primary button checks in, or shows the appointment."""
    known = scan.appointment_id is not None
    accept = _("Check in") if scan.can_check_in else _("Show appointment") if known else ""
    sheet = Sheet(parent, _("Scanned confirmation"), accept, name="scan_sheet", leave=_("Close"), width=480)
    mark = label("")
    look, colour = _LOOKS.get(scan.outcome, ("ph.warning-circle-fill", "danger"))
    mark.setPixmap(icon(look, colour).pixmap(QSize(44, 44)))
    words = QVBoxLayout()
    words.setSpacing(SPACE[0])
    name = scan.consumer or _("Unknown code")
    title = label(" ".join(breakable(word) for word in name.split(" ")), style="title", wrap=True, name="scan_name")
    title.setAccessibleName(name)
    words.addWidget(title)
    if known:
        words.addWidget(label(_details(scan), style="muted", wrap=True, name="scan_details"))
    row = QHBoxLayout()
    row.setSpacing(SPACE[3])
    row.addWidget(mark, 0, Qt.AlignmentFlag.AlignTop)
    row.addLayout(words, 1)
    sheet.body.addLayout(row)
    outcome = label(outcome_sentence(scan), style="strong", wrap=True, name="scan_outcome")
    sheet.body.addWidget(outcome)
    sheet.panel.setAccessibleDescription(f"{name}. {outcome.text()}")
    return sheet


def _details(scan: Scan) -> str:
    parts = [scan.service, moment(scan.wall_start) if scan.wall_start else "", scan.clinician, scan.center]
    return " · ".join(part for part in parts if part)
