"""The names of the fields that forms have everywhere, and of the kinds that a clinic's own fields may be of."""

from datetime import date

from frontdesk.rules.words import FormKind, QuestionKind, Source
from frontdesk.views.choices import Choices
from frontdesk.views.form_layout import FieldLayout
from ui.texts import _, day_number


def field_words() -> dict[str, str]:
    """The names of the fields, by their code, as people say them."""
    return {
        "user_id": _("User ID"),
        "first_name": _("First name"),
        "last_name": _("Last name"),
        "email": _("E-mail"),
        "phone": _("Mobile phone"),
        "title": _("Title"),
        "department_id": _("Department"),
        "group_id": _("Group"),
        "birth_date": _("Date of birth"),
        "language": _("Language"),
        "zone": _("Time zone"),
        "remarks": _("Remarks"),
        "modality": _("Modality"),
        "note": _("Note"),
        "source": _("How it came in"),
    }


def named_choices(choices: Choices) -> dict[str, tuple[tuple[int, str], ...]]:
    """What the fields offer of which the clinic keeps a list, by the field's code."""
    groups = tuple((one.id, one.name) for one in choices.consumer_groups)
    return {"department_id": choices.departments, "group_id": groups}


def field_name(one: FieldLayout) -> str:
    """What the form calls a field."""
    return one.name or field_words().get(one.code, one.code)


def kind_word(kind: QuestionKind) -> str:
    """Text, Number, Date, Choice, Yes or no."""
    return {
        QuestionKind.TEXT: _("Text"),
        QuestionKind.NUMBER: _("Number"),
        QuestionKind.DATE: _("Date"),
        QuestionKind.CHOICE: _("Choice"),
        QuestionKind.YES_NO: _("Yes or no"),
    }[kind]


def form_word(form: FormKind) -> str:
    """Consumers, Bookings: what is typed into the form."""
    return {FormKind.CONSUMER: _("Consumer form"), FormKind.REQUEST: _("Booking form")}[form]


def kept_words(kind: QuestionKind, value: str) -> str:
    """What is kept in a field of the clinic's own, as people say it."""
    if kind is QuestionKind.YES_NO:
        return {"yes": _("Yes"), "no": _("No")}.get(value, value)
    if kind is QuestionKind.DATE:
        try:
            return day_number(date.fromisoformat(value))
        except ValueError:
            return value
    return value


def source_word(source: Source) -> str:
    """From where it came: the desk, the phone, the web page."""
    return {
        Source.DESK: _("At the desk"),
        Source.PHONE: _("Phone"),
        Source.WEB: _("Web page"),
        Source.IMPORT: _("Import"),
    }[source]
