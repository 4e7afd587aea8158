"""What is to be booked, a service or a program of several doses, as the form offers it."""

from collections.abc import Iterator
from dataclasses import dataclass

from frontdesk.rules.words import Modality
from frontdesk.views.choices import CenterChoice, Choices, ClinicianChoice, ProgramChoice, QuestionChoice, ServiceChoice
from ui.texts import minutes, ngettext


@dataclass(frozen=True, slots=True)
class Wish:
    """A service, or a program with the services of its doses in their order."""

    name: str
    services: tuple[ServiceChoice, ...]
    program: ProgramChoice | None
    questions: tuple[QuestionChoice, ...]

    @property
    def service(self) -> ServiceChoice:
        """The service, or that of the first dose."""
        return self.services[0]

    @property
    def key(self) -> tuple[str, int]:
        """What tells it from every other wish."""
        return ("program", self.program.id) if self.program else ("service", self.service.id)

    @property
    def modalities(self) -> tuple[Modality, ...]:
        """How all of it can be given."""
        return tuple(one for one in self.service.modalities if all(one in each.modalities for each in self.services))

    def size(self) -> str:
        """How long it takes: 20 min, or 2 doses."""
        if self.program is None:
            return minutes(self.service.minutes)
        return ngettext("{count} dose", "{count} doses", len(self.services)).format(count=len(self.services))

    def by(self, clinician_id: int) -> bool:
        """Whether this clinician is able to give all of it."""
        return all(clinician_id in one.clinician_ids for one in self.services)


def wishes(choices: Choices) -> Iterator[Wish]:
    """All that the clinic gives: services by name, then programs by name."""
    services = {one.id: one for one in choices.services}
    for one in sorted(services.values(), key=lambda one: one.name.casefold()):
        yield Wish(one.name, (one,), None, one.questions)
    for program in sorted(choices.programs, key=lambda one: one.name.casefold()):
        if all(dose.service_id in services for dose in program.doses):
            given = tuple(services[dose.service_id] for dose in program.doses)
            yield Wish(program.name, given, program, program.questions)


def given_at(wish: Wish, center: CenterChoice, choices: Choices) -> bool:
    """Whether for all of it somebody who is able works at the center."""
    here = {one.id for one in choices.clinicians if center.id in one.center_ids}
    return all(here.intersection(one.clinician_ids) for one in wish.services)


def clinicians_for(wish: Wish | None, center: CenterChoice, choices: Choices) -> Iterator[ClinicianChoice]:
    """Who works at the center and is able to give all of it; everybody there while nothing is chosen."""
    return (one for one in choices.clinicians if center.id in one.center_ids and (wish is None or wish.by(one.id)))
