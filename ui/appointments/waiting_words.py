"""What an appointment waits for, in words: since when it is on the waiting list, or that an earlier time is wanted."""

from datetime import date, datetime

from frontdesk.rules.waiting import Wish
from frontdesk.rules.words import Status
from frontdesk.views.appointment import AppointmentView, WaitingWish
from ui.texts import _, local, lower_first, moment, ngettext
from ui.wish_words import priority_word, wish_words


def waits_words(view: AppointmentView, now: datetime) -> str:
    """Since when and for what it is on the list; of one that has its time that an earlier one is wanted, how soon."""
    since, wish = _since_words(view, now), view.waiting
    if wish is None:
        return since
    priority, suits = priority_word(wish.priority), _suits(wish, local(now, view.zone).date())
    if since:
        return "\n".join(part for part in (since, f"{priority} · {suits}", wish.remark) if part)
    wants = _("Wants an earlier time, {priority}").format(priority=lower_first(priority))
    suits = "" if suits == _("Any time") else suits
    return "\n".join(part for part in (wants, suits, wish.remark) if part)


def _since_words(view: AppointmentView, now: datetime) -> str:
    """Since 12 Nov 09:03 (12 days), while it is on the waiting list or a time was offered from it."""
    if view.waiting_since is None or view.status not in (Status.WAITLIST, Status.PENDING, Status.PROPOSED):
        return ""
    wall, today = local(view.waiting_since, view.zone), local(now, view.zone).date()
    days = (today - wall.date()).days
    words = _("Since {when}").format(when=moment(wall, today=today))
    if days < 1:
        return words
    return f"{words} · " + ngettext("{count} day", "{count} days", days).format(count=days)


def _suits(wish: WaitingWish, today: date) -> str:
    days = Wish(wish.priority, wish.first_day, wish.last_day, wish.weekdays, wish.from_time, wish.to_time)
    return wish_words(days, wish.clinician, today)
