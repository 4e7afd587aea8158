"""Made-up days for the calendar's tests, pictures and benchmarks."""

from collections.abc import Iterable
from datetime import UTC, date, datetime, time, timedelta
from itertools import count
from zoneinfo import ZoneInfo

from frontdesk.rules.words import ExceptionKind, Modality, Status
from frontdesk.views.day import Card, Column, DayView, Held, Shade

TUESDAY = date(2026, 11, 24)
LISBON = "Europe/Lisbon"
SERVICES = ("Influenza", "Child check", "Consultation", "Physiotherapy", "Blood test", "Travel vaccination")


def instant(day: date, clock: str, zone: str = LISBON, fold: int = 0) -> datetime:
    """The UTC instant of a wall clock such as `09:20` on that day; `24:00` is the next midnight."""
    if clock == "24:00":
        day, clock = day + timedelta(days=1), "00:00"
    return datetime.combine(day, time.fromisoformat(clock), ZoneInfo(zone)).replace(fold=fold).astimezone(UTC)


class DayMaker:
    """Builds a DayView line by line: `column(...)`, then `card(...)` and `shade(...)` into the column made last."""

    def __init__(self, day: date = TUESDAY, zone: str = LISBON) -> None:
        self.day = day
        self.zone = zone
        self._ids = count(1)
        self._columns: list[tuple[str, str, list[tuple[datetime, datetime]], list[Shade], list[Card]]] = []
        self._held: list[tuple[int, Held]] = []

    def at(self, clock: str, fold: int = 0) -> datetime:
        return instant(self.day, clock, self.zone, fold)

    def column(self, name: str = "Dr Mei Chen", room: str = "Room 2", *working: str) -> "DayMaker":
        """`working` are spans such as `08:30-12:00`."""
        spans = [tuple(self.at(clock) for clock in span.split("-")) for span in working or ("09:00-12:00",)]
        self._columns.append((name, room, [(span[0], span[1]) for span in spans], [], []))
        return self

    def card(
        self,
        start: str,
        minutes: int,
        consumer: str = "Maria Silva",
        *,
        service: int = 0,
        status: Status = Status.BOOKED,
        fold: int = 0,
        dose: int | None = None,
        overbooked: bool = False,
        problem: str = "",
    ) -> "DayMaker":
        begin = self.at(start, fold)
        end = begin + timedelta(minutes=minutes)
        number = next(self._ids)
        cards = self._columns[-1][4]
        cards.append(
            Card(
                id=number,
                version=1,
                code=f"CODE{number}",
                clinician_id=len(self._columns),
                start=begin,
                end=end,
                wall_start=begin.astimezone(ZoneInfo(self.zone)).replace(tzinfo=None),
                wall_end=end.astimezone(ZoneInfo(self.zone)).replace(tzinfo=None),
                status=status,
                consumer_id=number,
                consumer=consumer,
                phone="+351 912 345 678",
                service_id=service + 1,
                service=SERVICES[service % len(SERVICES)],
                colour=service,
                room=self._columns[-1][1],
                dose=dose,
                doses=2 if dose else 0,
                modality=Modality.IN_PERSON,
                overbooked=overbooked,
                late=False,
                arrived_at=None,
                problem=problem,
            )
        )
        return self

    def shade(self, start: str, end: str, kind: ExceptionKind = ExceptionKind.LEAVE, remark: str = "") -> "DayMaker":
        self._columns[-1][3].append(Shade(kind, self.at(start), self.at(end), remark))
        return self

    def held(self, start: str, minutes: int, until: str, desk: str = "Desk 2", staff: str = "Ana Souza") -> "DayMaker":
        begin = self.at(start)
        held = Held(begin, begin + timedelta(minutes=minutes), desk, staff, self.at(until))
        self._held.append((len(self._columns), held))
        return self

    def made(self) -> DayView:
        columns = tuple(
            Column(
                index,
                f"c{index}",
                name,
                room,
                tuple(working),
                tuple(shades),
                _by_start(cards),
                self._held_by(index),
                day=self.day,
            )
            for index, (name, room, working, shades, cards) in enumerate(self._columns, start=1)
        )
        return DayView(
            center_id=1,
            center="Riverside Clinic",
            zone=self.zone,
            day=self.day,
            start=self.at("00:00"),
            end=self.at("24:00"),
            columns=columns,
        )

    def _held_by(self, index: int) -> tuple[Held, ...]:
        return tuple(sorted(held for column, held in self._held if column == index))


def _by_start(cards: Iterable[Card]) -> tuple[Card, ...]:
    return tuple(sorted(cards, key=lambda card: (card.start, card.id)))


def clinic_day() -> DayView:
    """The day of the drawn calendar and more: five clinicians, long names, every status, short cards, overlaps."""
    done, here, going, asked = Status.FULFILLED, Status.ARRIVED, Status.CHECKED_IN, Status.PENDING
    made = DayMaker()
    made.column("Dr Mei Chen", "Room 2", "09:00-12:00", "13:00-17:00")
    made.card("09:00", 20, "Maria Silva", status=done).card("09:20", 20, "Łukasz Zieliński-Wójcik", status=done)
    made.card("09:45", 30, "Aisha Bello", service=3, status=done)
    made.card("10:20", 20, "Maria Fernandes", status=going, dose=1)
    made.card("10:45", 20, "Nguyễn Thị Minh Khai", status=here).card("11:10", 30, "Tom O’Brien", service=3)
    made.card("13:30", 20, "Ольга Ивановна Петрова").card("14:00", 30, "José Pereira", service=3)
    made.card("15:00", 10, "Ida Berg").card("15:10", 10, "Wei Chen", service=4).card("15:20", 5, "Jo Li")
    made.card("15:25", 5, "Ada Quist").card("15:30", 60, "محمد عبد الله", service=2)
    made.column("Dr Ade Okafor", "Room 4", "08:30-15:30")
    made.card("08:30", 30, "Grace Kim", service=4, status=done).card("09:10", 30, "Ben Adams", service=4, status=done)
    made.card("09:50", 30, "Yara Haddad", service=4, status=done)
    made.card("10:30", 30, "Leo Martins", service=4, status=here).card("11:00", 30, "Sofia Rossi", service=4)
    made.card("13:00", 45, "Emma Lind", service=3, status=asked).card("14:00", 30, "Noah Weiss", service=4)
    made.column("Nurse Iris Roy", "Station 1", "08:00-12:00", "12:45-15:00")
    made.card("08:00", 15, "Peter Novak", service=5, status=done).card(
        "08:15", 15, "Li Wei 李伟", service=5, status=done
    )
    made.card("08:45", 15, "Carla Gomez", service=5).card("09:00", 20, "Ivan Petrov", service=1, status=done)
    made.card("09:30", 20, "Mohammed Al-Rashid bin Khalid", service=1, status=done)
    made.card("10:00", 20, "Hana Sato", service=1, status=done).card("10:30", 20, "Dara Quinn", service=1, status=here)
    made.card("11:00", 20, "Rui Costa", service=1).card("11:10", 30, "Walk-in Overbooked", service=1, overbooked=True)
    made.card("11:45", 15, "Elif Kaya", service=1).card("13:00", 15, "Sam Wright", service=5)
    made.card("13:30", 20, "Nina Berg", service=1)
    made.column("Dr Paul Weber", "Room 1", "08:30-17:00").shade("08:30", "13:00")
    made.card("14:00", 40, "Anna Kowalczyk-Brzęczyszczykiewicz", service=2).card(
        "14:50", 40, "Omar Said", service=2, status=asked
    )
    made.column("Mara Lopes", "Gym", "08:30-11:45", "13:00-15:00")
    made.card("08:30", 40, "Julia Braun", service=2, status=done).card(
        "09:15", 40, "Kofi Mensah", service=2, status=done
    )
    made.card("10:00", 40, "Eva Horvat", service=2, status=going).card("10:50", 40, "Lars Nielsen", service=2)
    made.card("13:00", 40, "Ines Duarte", service=2).card("13:50", 40, "Max Keller", service=2)
    return made.made()


def large_day(columns: int = 40, cards: int = 30, day: date = TUESDAY) -> DayView:
    """Forty clinicians with thirty appointments each, from 07:00 to 22:30, in every status that the day shows."""
    statuses = (Status.FULFILLED, Status.BOOKED, Status.ARRIVED, Status.CHECKED_IN, Status.PENDING)
    made = DayMaker(day)
    step = min(30, 15 * 60 // cards)
    for column in range(columns):
        made.column(f"Dr Number {column + 1}", f"Room {column + 1}", "07:00-13:00", "14:00-23:00")
        for index in range(cards):
            hour, minute = divmod(7 * 60 + index * step, 60)
            name = f"Consumer {column} {index} of the clinic"
            status = statuses[(column + index) % 5]
            minutes = min(step, 20 + index % 3 * 5)
            made.card(f"{hour:02}:{minute:02}", minutes, name, service=(column + index) % 8, status=status)
    return made.made()
