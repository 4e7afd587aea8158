"""What a form lets a person choose from: centers, services, clinicians, reasons; small, read once, kept by the page."""

from dataclasses import dataclass

from frontdesk.rules.words import ConfirmationMode, Modality, QuestionKind, ReasonKind, Role


@dataclass(frozen=True, slots=True)
class CenterChoice:
    id: int
    code: str
    name: str
    zone: str
    country: str


@dataclass(frozen=True, slots=True)
class QuestionChoice:
    id: int
    text: str
    kind: QuestionKind
    required: bool
    choices: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class ServiceChoice:
    id: int
    code: str
    name: str
    minutes: int
    colour: int
    modalities: tuple[Modality, ...]
    confirmation_mode: ConfirmationMode
    questions: tuple[QuestionChoice, ...]
    clinician_ids: tuple[int, ...]
    """Who is able to give it."""


@dataclass(frozen=True, slots=True)
class ClinicianChoice:
    id: int
    code: str
    name: str
    center_ids: tuple[int, ...]


@dataclass(frozen=True, slots=True)
class ReasonChoice:
    id: int
    kind: ReasonKind
    code: str
    name: str


@dataclass(frozen=True, slots=True)
class Choices:
    """All of them, as of one read."""

    clinic: str
    centers: tuple[CenterChoice, ...]
    services: tuple[ServiceChoice, ...]
    clinicians: tuple[ClinicianChoice, ...]
    reasons: tuple[ReasonChoice, ...]
    departments: tuple[tuple[int, str], ...]


@dataclass(frozen=True, slots=True)
class SignedIn:
    """Who works at this desk now."""

    staff_id: int
    code: str
    name: str
    roles: frozenset[Role]
    center_ids: tuple[int, ...]
