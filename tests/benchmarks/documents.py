"""Speed of the printed documents: `python -m tests.benchmarks.documents`.

Ratios are taken in the same run: a confirmation against the same lines set by reportlab in a font of the PDF reader's
own, which needs neither shaping nor embedding; each confirmation has a name not met before.
"""

import subprocess
import sys
import time
from collections.abc import Callable
from datetime import date, datetime, timedelta
from functools import partial
from io import BytesIO
from statistics import median

from reportlab.pdfgen.canvas import Canvas

from frontdesk import qr
from frontdesk.documents.confirmation import confirmation
from frontdesk.documents.page import Paper
from frontdesk.documents.reading import codes_in_picture
from frontdesk.documents.schedule import schedule
from frontdesk.rules.words import Modality, Status
from frontdesk.views.appointment import ConfirmationSheet
from frontdesk.views.schedule_sheet import Column, Grouping, Row, ScheduleSheet, Section

KEY = "5a" * 32
START = datetime.fromisoformat("2026-11-24T15:00")
NAMES = ("Łukasz Zieliński", "Nguyễn Thị Hoa", "Ольга Иванова", "李伟", "محمد الأحمد", "लक्ष्मी शर्मा", "สมชาย ใจดี")


def took(work: Callable[[], object]) -> float:
    """Milliseconds of one call."""
    start = time.perf_counter()
    work()
    return (time.perf_counter() - start) * 1000


def sheet(number: int) -> ConfirmationSheet:
    """A confirmation that differs from the others in its name and its code."""
    return ConfirmationSheet(
        clinic="Riverside Clinic",
        consumer=f"{NAMES[number % len(NAMES)]} {number}",
        service="Influenza vaccination",
        dose=1,
        doses=2,
        clinician="Dr Mei Chen",
        center="Riverside Baixa",
        address="Rua Augusta 118\n1100-053 Lisboa",
        phone="+351 21 342 0000",
        room="Room 2",
        wall_start=START,
        wall_end=START + timedelta(minutes=20),
        zone="Europe/Lisbon",
        offset="+00:00",
        modality=Modality.IN_PERSON,
        what_to_bring="Identity card\nVaccination record",
        code=qr.show_code(qr.new_code()),
        qr=qr.make_text("RVRSD7", qr.new_token(), KEY),
        language="en",
    )


def day(count: int) -> ScheduleSheet:
    """A day of twenty sections with `count` rows in all."""
    sections = []
    for clinician in range(20):
        rows = tuple(
            Row(
                START,
                START + timedelta(minutes=20),
                consumer=f"{NAMES[row % len(NAMES)]} {clinician}-{row}",
                phone=f"+351 912 345 {row:03}",
                service="Influenza vaccination",
                room=f"Room {row % 9}",
                status=Status.BOOKED,
            )
            for row in range(count // 20)
        )
        sections.append(Section(f"Clinician {clinician}", rows))
    columns = (Column.TIME, Column.CONSUMER, Column.SERVICE, Column.ROOM, Column.PHONE, Column.STATUS)
    return ScheduleSheet(
        "Riverside", "Baixa", date(2026, 11, 24), "Europe/Lisbon", START, "en", Grouping.CLINICIAN, columns,
        tuple(sections),
    )  # fmt: skip


def bare(sheet: ConfirmationSheet) -> bytes:
    """The floor: as many lines in Helvetica and the same squares, straight by reportlab."""
    file = BytesIO()
    canvas = Canvas(file, invariant=1, pageCompression=1)
    for line in range(24):
        canvas.drawString(60, 780 - 20 * line, "Riverside Clinic, Baixa 1100")
    path = canvas.beginPath()
    for y, row in enumerate(qr.modules(sheet.qr)):
        for x, dark in enumerate(row):
            if dark:
                path.rect(300 + x, 300 - y, 1, 1)
    canvas.drawPath(path, stroke=0, fill=1)
    canvas.save()
    return file.getvalue()


def main() -> None:
    """Print the figures."""
    print(f"importing what documents need      {took(fresh_import):8.1f} ms   with the interpreter's own start")
    print(f"first confirmation, fonts opened   {took(lambda: confirmation(sheet(0))):8.1f} ms")
    papers = list(Paper) * 50
    ours = median(took(partial(confirmation, sheet(number), paper)) for number, paper in enumerate(papers))
    floor = median(took(partial(bare, sheet(number))) for number in range(200))
    print(f"confirmation, median of 200        {ours:8.1f} ms   {ours / floor:.2f} x reportlab with a built-in font")
    print(f"schedule of 500 rows               {took(lambda: schedule(day(500))):8.1f} ms")
    pdf = confirmation(sheet(0))
    print(f"code out of a PDF (A4, 150 dpi)    {median(took(lambda: codes_in_picture(pdf)) for _ in range(9)):8.1f} ms")


def fresh_import() -> None:
    """Import them in a process of its own."""
    subprocess.run([sys.executable, "-c", "import frontdesk.documents.confirmation"], check=True)


if __name__ == "__main__":
    main()
