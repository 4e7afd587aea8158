"""Invariants of requests and consumers: what belongs to them, how requests were answered, what was merged."""

from collections.abc import Iterator

from sqlalchemy import Connection, and_, or_, select
from sqlalchemy.orm import aliased

from frontdesk.database.tables import (
    Answer,
    Appointment,
    Consumer,
    ConsumerValue,
    ConsumerWord,
    FormField,
    History,
    Outbox,
    Question,
    Request,
    RequestValue,
    Suggestion,
)
from frontdesk.rules.words import FormKind, RequestState
from frontdesk.services.closed_requests import ACCEPTED, DECLINED
from frontdesk.services.requests import GONE
from frontdesk.services.verify_findings import Finding, each
from frontdesk.views.requests import ASKED


def suggestions(connection: Connection) -> Iterator[Finding]:
    """What a consumer suggests for an appointment is of its request."""
    yield from each(
        connection,
        "suggestion.stray",
        select(Suggestion.id)
        .join(Appointment, Appointment.id == Suggestion.appointment_id)
        .where(Appointment.request_id != Suggestion.request_id),
    )


def requests(connection: Connection) -> Iterator[Finding]:
    """A request is completed while one of its appointments stands; revoked, or not booked yet, while none does."""
    stands = select(Appointment.id).where(Appointment.request_id == Request.id, Appointment.status.not_in(GONE))
    booked = Request.state == RequestState.COMPLETED
    wrong = select(Request.id, Request.state).where(or_(booked & ~stands.exists(), ~booked & stands.exists()))
    for row in connection.execute(wrong):
        yield Finding("request.state", f"request {row.id}", f"is {row.state}")


def answered(connection: Connection) -> Iterator[Finding]:
    """What was answered says who, when and what, as history does; declined is closed; what waits was not answered."""
    parts = (Request.answered_at, Request.answered_by, Request.response)
    some, every = or_(*(one.is_not(None) for one in parts)), and_(*(one.is_not(None) for one in parts))
    told = select(History.id).where(
        History.request_id == Request.id, History.action.in_((ACCEPTED, DECLINED)), History.at == Request.answered_at
    )
    wrong = or_(
        some & ~every,
        some & (Request.state == RequestState.ACTIVE),
        Request.declined & or_(~some, Request.state != RequestState.REVOKED),
        every & ~told.exists(),
    )
    yield from each(connection, "request.answer", select(Request.id).where(wrong))
    both = Request.clinician_id.is_not(None) & Request.clinician_group_id.is_not(None)
    yield from each(connection, "request.to-both", select(Request.id).where(both))
    wished = select(Suggestion.id).join(Request, Request.id == Suggestion.request_id)
    late = or_(Suggestion.created_at < Request.created_at, Suggestion.starts_at <= Suggestion.created_at)
    yield from each(connection, "request.wish", wished.where(Suggestion.appointment_id.is_(None), late))


def belongings(connection: Connection) -> Iterator[Finding]:
    """Answers, values and requests hang on what they belong to: questionnaire, form and consumer."""
    yield from each(
        connection,
        "answer.stray",
        select(Answer.id)
        .join(Request, Request.id == Answer.request_id)
        .join(Question, Question.id == Answer.question_id)
        .where(Question.questionnaire_id.is_distinct_from(ASKED)),
    )
    for form, table in ((FormKind.CONSUMER, ConsumerValue), (FormKind.REQUEST, RequestValue)):
        of_form = select(FormField.code).join(table, table.field_id == FormField.id).distinct()
        wrong = or_(FormField.form != form, FormField.kind.is_(None))
        yield from each(connection, "value.stray", of_form.where(wrong))
    yield from each(
        connection,
        "request.consumer",
        select(Appointment.code)
        .join(Request, Request.id == Appointment.request_id)
        .join(Consumer, Consumer.id == Appointment.consumer_id)
        .where(Request.consumer_id != Appointment.consumer_id),
    )
    followed = aliased(Appointment)
    yield from each(
        connection,
        "follow-up.consumer",
        select(Appointment.code)
        .join(followed, followed.id == Appointment.follows_id)
        .where(followed.consumer_id != Appointment.consumer_id),
    )


def merged(connection: Connection) -> Iterator[Finding]:
    """A merged record points to one that stands, and nothing hangs on it any more but its own history."""
    into = aliased(Consumer)
    yield from each(
        connection,
        "consumer.merged",
        select(Consumer.user_id).join(into, into.id == Consumer.merged_into).where(into.merged_into.is_not(None)),
    )
    for table in (Appointment, Request, Outbox, ConsumerWord):
        hangs = select(table.consumer_id).where(table.consumer_id == Consumer.id)
        merged = select(Consumer.user_id).where(Consumer.merged_into.is_not(None), hangs.exists())
        yield from each(connection, "consumer.left-behind", merged)
