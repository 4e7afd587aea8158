"""How an appointment is told: what, when, since when, who booked it, and what was just done with it."""

from datetime import date, datetime, timedelta

from frontdesk.rules.words import HOLDS_SLOT, Action, CancelClass, Status, TaskState
from frontdesk.services.forms import Act
from frontdesk.views.appointment import AppointmentView
from ui.appointments.actions import is_to_dispatch
from ui.shell.context import Context
from ui.texts import (
    _,
    action_word,
    day_short,
    done_word,
    local,
    minutes,
    moment,
    moment_range,
    ngettext,
    status_word,
    time_of,
    time_range,
)


def code_text(code: str) -> str:
    """The short code as people read and type it: K7M-4XQ."""
    return f"{code[:3]}-{code[3:]}" if len(code) == 6 else code


def service_words(view: AppointmentView) -> str:
    """Influenza, dose 1 of 2."""
    if view.dose is None:
        return view.service
    if len(view.doses) > 1:
        return _("{service}, dose {number} of {all}").format(
            service=view.service, number=view.dose, all=len(view.doses)
        )
    return _("{service}, dose {number}").format(service=view.service, number=view.dose)


def when_words(view: AppointmentView) -> str:
    """Tue 24 Nov, 10:20–10:40, or that it has no time yet."""
    if view.wall_start is None or view.wall_end is None:
        return _("No time yet")
    return moment_range(view.wall_start, view.wall_end)


def length_words(view: AppointmentView) -> str:
    """20 min · in progress since 10:21: the length, and what happened of it so far."""
    if view.start is None or view.end is None:
        return ""
    parts = [minutes(round((view.end - view.start).total_seconds() / 60)), _happened(view)]
    return " · ".join(part for part in parts if part)


def _happened(view: AppointmentView) -> str:
    def clock(instant: datetime) -> str:
        return time_of(local(instant, view.zone))

    match view.status:
        case Status.CHECKED_IN if view.commenced_at:
            return _("in progress since {time}").format(time=clock(view.commenced_at))
        case Status.ARRIVED if view.arrived_at:
            words = _("arrived late {time}") if view.late else _("arrived {time}")
            return words.format(time=clock(view.arrived_at))
        case Status.FULFILLED if view.taken_start and view.taken_end:
            taken = time_range(local(view.taken_start, view.zone), local(view.taken_end, view.zone))
            return _("taken {range}").format(range=taken)
        case _:
            return ""


def overbooked_words(view: AppointmentView) -> str:
    """On purpose: and why; empty of an appointment that is not overbooked."""
    if not view.overbooked:
        return ""
    return _("On purpose: {reason}").format(reason=view.overbook_reason) if view.overbook_reason else _("On purpose")


def later_doses(view: AppointmentView) -> str:
    """Dose 2 (Tue 15 Dec, 10:20) and dose 3 (Tue 12 Jan, 09:00): those that cancelling this one cancels too."""
    day = view.wall_start.date() if view.wall_start else None
    doses = [
        _("dose {number} ({when})").format(
            number=one.number, when=moment(one.wall_start, today=day) if one.wall_start else _("no time yet")
        )
        for one in view.doses
        if view.dose is not None and one.number > view.dose and one.status in (*HOLDS_SLOT, Status.WAITLIST)
    ]
    if len(doses) < 2:
        return "".join(doses)
    return _("{first} and {last}").format(first=", ".join(doses[:-1]), last=doses[-1])


def standing_words(wall_start: datetime | None, status: Status, today: date, *, past: bool = False) -> str:
    """Tue 15 Dec, 10:20, with the status behind it where it is not simply ahead."""
    when = moment(wall_start, today=today) if wall_start else _("No time yet")
    if status is Status.BOOKED and not past:
        return when
    return _("{when} · {status}").format(when=when, status=status_word(status, past=past))


def waiting_words(view: AppointmentView, now: datetime) -> str:
    """Since when somebody who arrived waits; empty in other statuses. `now` is aware UTC."""
    if view.status is not Status.ARRIVED or view.arrived_at is None:
        return ""
    waited = max(timedelta(0), now - view.arrived_at)
    spent = minutes(int(waited.total_seconds() // 60)).replace(" ", "\N{NO-BREAK SPACE}")  # a line may end before it
    return _("waiting {minutes}").format(minutes=spent)


def answer_words(context: Context, view: AppointmentView, start: datetime | None) -> str:
    """Until when an answer of the consumer will be awaited, asked now; never after a `start` (aware) ahead."""
    now, days = context.clinic.now(), context.choices.actions.answer_days
    until = now + timedelta(days=max(1, days))
    if start is not None and now < start < until:
        until = start
    words = _("The answer is awaited until {when}. Nothing happens by itself then: you decide.")
    if start is None:
        words = _("The answer is awaited until {when}, or until the time offered where that is sooner.")
    wall = local(until, view.zone)
    return words.format(when=moment(wall, today=local(now, view.zone).date()))


def awaited_words(view: AppointmentView, now: datetime) -> str:
    """Until Fri 27 Nov, 10:22; empty where nothing is awaited. `now` is aware UTC."""
    if view.status is not Status.PENDING or view.answer_by is None:
        return ""
    when = moment(local(view.answer_by, view.zone), today=local(now, view.zone).date())
    return _("Awaited until {when}").format(when=when)


def is_overdue(view: AppointmentView, now: datetime) -> bool:
    """Whether an answer was awaited until before `now` (aware UTC)."""
    return view.status is Status.PENDING and view.answer_by is not None and view.answer_by <= now


def completion_words(view: AppointmentView, today: date) -> str:
    """When it was confirmed that it was completed, and by whom; empty while nobody has."""
    if view.completion_confirmed_at is None:
        return ""
    when, signature = moment(local(view.completion_confirmed_at, view.zone), today=today), view.signature
    if signature is None:
        return _("Confirmed by the consumer, {when}").format(when=when)
    words = _("Signed by {name}, {when}") if signature.strokes else _("Confirmed by {name}, {when}")
    return words.format(name=signature.signer, when=when)


def confirmed_words(view: AppointmentView, today: date) -> str:
    """When the consumer confirmed that they come."""
    if view.consumer_confirmed_at is None:
        return ""
    wall = local(view.consumer_confirmed_at, view.zone)
    return _("By the consumer, {when}").format(when=moment(wall, today=today))


def no_shows_words(view: AppointmentView) -> str:
    """How often the consumer did not show, here and elsewhere; empty where they always did."""
    count = view.consumer_no_shows
    return ngettext("Didn't show {count} time", "Didn't show {count} times", count).format(count=count) if count else ""


def suggested_words(view: AppointmentView, today: date) -> str:
    """Wed 25 Nov, 09:00, or Thu 26 Nov, 16:00, and what was said with them; empty while nothing suggested is open."""
    if view.status is not Status.PROPOSED or not view.suggestions:
        return ""
    times = [moment(one.wall_start, today=today) for one in view.suggestions]
    note = next((one.note for one in view.suggestions if one.note), "")
    return "\n".join(
        [*times, *([f"\N{LEFT DOUBLE QUOTATION MARK}{note}\N{RIGHT DOUBLE QUOTATION MARK}"] if note else [])]
    )


def task_words(view: AppointmentView, today: date) -> str:
    """Accepted by Dr Mei Chen, and when; who rejected it, and why; else the state of its task, and whose it is."""
    if view.rejected is not None:
        return rejected_words(view)
    if view.task_accepted_at is not None and view.task is TaskState.ACCEPTED:
        when = moment(local(view.task_accepted_at, view.zone), today=today)
        return _("Accepted by {name}, {when}").format(name=view.clinician, when=when)
    state = task_word(view.task)
    return _("{state} · {name}").format(state=state, name=view.clinician) if view.clinician else state


def rejected_words(view: AppointmentView) -> str:
    """Rejected by Dr Mei Chen: I am at a congress; empty of one that nobody rejected."""
    if view.rejected is None:
        return ""
    return _("Rejected by {name}: {why}").format(name=view.rejected.by, why=view.rejected.why)


def task_word(state: TaskState) -> str:
    """The state of a task as people say it."""
    return {
        TaskState.DRAFT: _("Draft"),
        TaskState.PENDING_DISPATCH: _("Pending dispatch"),
        TaskState.ASSIGNED: _("Assigned"),
        TaskState.ACCEPTED: _("Accepted"),
        TaskState.IN_PROGRESS: _("Work in progress"),
        TaskState.CLOSED_COMPLETE: _("Closed complete"),
        TaskState.CLOSED_INCOMPLETE: _("Closed incomplete"),
        TaskState.CANCELLED: _("Cancelled"),
    }[state]


def booked_words(view: AppointmentView, today: date) -> str:
    """12 Nov by Ana Souza, phone."""
    day = day_short(local(view.created_at, view.zone).date(), today=today).split(" ", 1)[1]
    source = {
        "desk": _("at the desk"),
        "phone": _("phone"),
        "web": _("web page"),
        "import": _("import"),
    }.get(view.source, view.source)
    words = _("{day} by {name}, {source}") if view.created_by else _("{day}, {source}")
    return words.format(day=day, name=view.created_by, source=source)


def cancel_class_word(kind: CancelClass) -> str:
    """Who it lay with that the appointment was cancelled."""
    return {
        CancelClass.CONSUMER: _("Consumer"),
        CancelClass.CLINIC: _("Clinic"),
        CancelClass.OTHER: _("Other"),
        CancelClass.DECLINED: _("Declined"),
        CancelClass.LEFT: _("Left without being seen"),
    }[kind]


def act_words(act: Act, view: AppointmentView) -> str:
    """What somebody was about to do, with all that they typed: the action, times, message and remark."""
    times = [act.start] if act.start is not None else list(act.suggestions)
    parts = [action_word(act.action), *(moment(local(one, view.zone)) for one in times)]
    quoted = [
        f"\N{LEFT DOUBLE QUOTATION MARK}{one}\N{RIGHT DOUBLE QUOTATION MARK}"
        for one in (act.message, act.remark)
        if one
    ]
    return "\n".join([", ".join(parts), *quoted])


def done_notice(act: Act, view: AppointmentView) -> str:
    """What the notice says after an act."""
    if act.action is Action.RESCHEDULE and act.start is not None and not _is_room_alone(act, view):
        when = moment(local(act.start, view.zone))
        words = _("{consumer} comes {when} now.") if act.agreed else _("{consumer} is asked to come {when}.")
        return words.format(consumer=view.consumer, when=when)
    if act.action is Action.ACCEPT and is_to_dispatch(view):
        return _("The appointment of {consumer} has a clinician now.").format(consumer=view.consumer)
    if act.action is Action.OFFER_SLOT and act.start is not None:
        when = moment(local(act.start, view.zone))
        return _("{consumer} is offered {when}.").format(consumer=view.consumer, when=when)
    if act.action is Action.ACCEPT:
        start = act.start or (view.suggestions[0].start if view.suggestions else view.start)
        when = moment(local(start, view.zone)) if start is not None else ""
        return _("Accepted: {consumer} comes {when}.").format(consumer=view.consumer, when=when)
    words = {
        Action.DECLINE: _("The request of {consumer} is declined."),
        Action.ASK_TO_RESCHEDULE: _("{consumer} is asked for another time."),
        Action.CONSUMER_ACCEPTS: _("{consumer} has accepted; the appointment is booked."),
        Action.CONSUMER_SUGGESTS: _("What {consumer} suggests is kept; it is a request now."),
        Action.TO_WAITING_LIST: _("{consumer} is on the waiting list."),
        Action.RESTORE: _("The appointment of {consumer} is booked again."),
        Action.MISTAKE: _("The appointment of {consumer} is hidden: it was entered by mistake."),
        Action.CONFIRM_COMPLETION: _("Recorded that {consumer} confirmed the completion."),
        Action.ACCEPT_TASK: _("The appointment of {consumer} is accepted by its clinician."),
        Action.REJECT_TASK: _("The appointment of {consumer} is rejected. The desk looks for somebody else."),
        Action.CONSUMER_CONFIRMS: _("Recorded that {consumer} confirmed to come."),
        Action.CONSUMER_DECLINES: _("Recorded that {consumer} declined; the time is free again."),
        Action.CHECK_IN: _("{consumer} is checked in."),
        Action.COMMENCE: _("The appointment of {consumer} has commenced."),
        Action.COMPLETE: _("The appointment of {consumer} is completed."),
        Action.CANCEL: _("The appointment of {consumer} is cancelled."),
        Action.STEP_BACK: _("That was taken back for {consumer}."),
        Action.NO_SHOW: _("Recorded that {consumer} didn't show."),
        Action.LEFT: _("Recorded that {consumer} left without being seen."),
        Action.REOPEN: _("The appointment of {consumer} is open again."),
        Action.RESCHEDULE: _("{consumer} has another room now."),
        Action.REASSIGN: _("A colleague has the appointment of {consumer} now."),
    }.get(act.action, _("Done for {consumer}."))
    return words.format(consumer=view.consumer)


def _is_room_alone(act: Act, view: AppointmentView) -> bool:
    """Whether only the room is another."""
    same = act.start == view.start and act.length_minutes is None
    return same and act.room_id is not None and act.clinician_id in (None, view.clinician_id)


def undone_notice(view: AppointmentView) -> str:
    """What the notice says after something was taken back: the newest entry of its history names it."""
    changes = view.history[0].changes if view.history else ()
    action = next((was for name, was, _now in changes if name == "undone"), "")
    if action == Action.BOOK.value:
        return _("The booking of {consumer} is undone; the time is free again.").format(consumer=view.consumer)
    return _("Undone for {consumer}: {what}.").format(consumer=view.consumer, what=done_word(action))
