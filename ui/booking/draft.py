"""The booking as it stands in the form: free times are looked for, it shows at the foot, its time is held meanwhile."""

from dataclasses import replace
from functools import partial

from PySide6.QtCore import QObject
from PySide6.QtWidgets import QWidget

from frontdesk.rules.changes import Changes
from frontdesk.rules.words import Modality
from frontdesk.services.waiting_line import WaitForm
from frontdesk.views.requests import RequestView
from ui.booking.fields import Fields
from ui.booking.footer import Footer
from ui.booking.holding import Holding
from ui.booking.order import Order
from ui.booking.words import clash
from ui.saving import Saving
from ui.shell.context import Context
from ui.texts import _, minutes, time_of


class Draft(QObject):
    """`begin` it, `enter` it once the fields are filled, `save` it; it follows what is chosen and what others change.

    With a `request` it is booked from what somebody asked for before; without `with_time` it is a request to be saved.
    """

    def __init__(self, context: Context, form: QWidget, fields: Fields, footer: Footer) -> None:
        super().__init__(form)
        self._context = context
        self._form = form
        self._fields = fields
        self._footer = footer
        self._own_changes: Changes | None = None
        self.is_entered = False
        self.with_time = True
        self.drawn_minutes: int | None = None
        self.request: RequestView | None = None
        self.follows_id: int | None = None
        """The completed appointment that is followed up."""
        self.saving = Saving(context.tasks, self)
        self.holding = Holding(context, self)
        self._join()

    def _join(self) -> None:
        fields, time = self._fields, self._fields.time
        fields.consumer.changed.connect(self.show)
        fields.service.chosen.connect(lambda _wish: self.wish_chosen())
        fields.clinician.activated.connect(lambda _row: self._look())
        fields.modality_chosen.connect(self._look)
        fields.moved.connect(self.wish_chosen)
        fields.own_length.toggled.connect(lambda _on: self._look())
        fields.questions.changed.connect(self.show)
        fields.wishes.changed.connect(self.show)
        time.changed.connect(self.show)
        fields.waiting.turned.connect(self.show)
        time.limits_changed.connect(self._look)
        time.series.changed.connect(self.show)
        time.anyone_will_do.connect(self._let_anyone)
        self.holding.changed.connect(self._say_held)
        self.holding.lost.connect(time.gone)
        self.holding.told.connect(self._tell_of_hold)
        self._context.changes.changed.connect(self._changed_elsewhere)

    def begin(self) -> None:
        """Forget what was before, and give up what is held."""
        self.saving.stop()
        self.holding.begin()
        self._context.tasks.drop("booking.request")
        self.is_entered, self.with_time = False, True
        self.drawn_minutes = self.request = self.follows_id = None

    def enter(self) -> None:
        """From now on the fields say what is to be booked."""
        self._fields.set_timed(timed=self.with_time)
        self.is_entered = True

    def end(self) -> None:
        """It is booked: what stands in the fields is no booking any more, and its hold went with it."""
        self.is_entered = False
        self.holding.end()

    def save(self) -> None:
        """Book it, or save it as a request."""
        if self._waits:
            self._save_waiting()
            return
        booking, series = self._context.clinic.booking, self._fields.time.series.order(self._order.booking())
        if self.with_time and series is not None:
            self.saving.save(partial(self._context.clinic.series.book, series))
            return
        do = booking.book if self.with_time else booking.take_request
        self.saving.save(partial(do, self._order.booking()))

    @property
    def _waits(self) -> bool:
        """Whether it is put on the waiting list in place of a time."""
        return self.with_time and self._fields.waiting.is_on

    def _save_waiting(self) -> None:
        wish = self._fields.waiting.wish(self._fields.clinician_id())
        if wish is not None:
            self.saving.save(partial(self._context.clinic.waiting.put, WaitForm(self._order.booking(), wish)))

    @property
    def center_id(self) -> int:
        """Where it takes place."""
        return self._fields.where.center().id

    @property
    def _order(self) -> Order:
        return Order(self._fields, self.holding.token, self.drawn_minutes, self.request, self.follows_id)

    def wish_chosen(self, modality: Modality | None = None) -> None:
        """Ask what the service or program needs, and look for its free times; `modality` where it is known already."""
        wish = self._fields.service.wish()
        self._fields.show_wish(wish)
        self._fields.choose_modality(modality)
        differs = wish is not None and wish.program is None and self.drawn_minutes not in (None, wish.service.minutes)
        self._fields.own_length.setVisible(differs)
        if differs:
            words = _("{length}, as drawn in the calendar").format(length=minutes(self.drawn_minutes or 0))
            self._fields.own_length.setText(words)
        self._look()

    def _look(self) -> None:
        if self.with_time and self.is_entered:
            self._fields.time.look(self._order.asked())
        elif self.is_entered:
            self._fields.wishes.show_asked(self._order.asked())
        self.show()

    def _let_anyone(self) -> None:
        self._fields.clinician.setCurrentIndex(0)
        self._look()

    def show(self) -> None:
        """Show what will be booked, and what the consumer has at that time already; hold it meanwhile."""
        if not self.is_entered:
            return
        fields, order = self._fields, self._order
        wanted, known, start = fields.time.wanted, fields.consumer.known, fields.time.start
        if self._waits:
            wanted = start = None
        fields.time.named.consumer_id = fields.consumer.consumer_id
        later = "" if self.with_time else fields.wishes.words()
        does = _("Put on the list") if self._waits else ""
        if self._waits:
            later = _("Waits for a time that suits")
        repeated = fields.time.series
        over = wanted is not None and wanted.over
        repeated.offer(possible=order.asked() is not None and not order.doses() and not over)
        if repeated.is_on:
            repeated.follow(order.booking() if wanted is not None else None)
        self._footer.show_order(wanted, order.minutes(), order.doses(), later=later, does=does, dates=repeated.count())
        bookings = known.bookings if known else ()
        fields.set_clash(clash(bookings, start, order.minutes(), fields.time.today()) if start else "")
        fields.offer_mail(possible=fields.consumer.can_mail())
        if self.with_time and self._form.isVisible() and not self.saving.busy:
            self.holding.want(self.center_id, () if self._waits else order.slots())
        self._say_held()

    def _say_held(self) -> None:
        wanted = self._fields.time.wanted
        words = _("{time} is held for this desk.")
        stands = self.holding.stands and wanted is not None
        self._fields.time.say_held(words.format(time=time_of(wanted.wall_start)) if stands and wanted else "")

    def tell(self, changes: Changes) -> None:
        """Let everybody know but this form, which knows it already."""
        self._own_changes = changes
        self._context.changes.changed.emit(changes)
        self._own_changes = None

    def _tell_of_hold(self, changes: Changes) -> None:
        """Free time is another now; what a day shows is not: a desk's own holds are not among it."""
        self.tell(replace(changes, days=frozenset()))

    def _changed_elsewhere(self, changes: Changes) -> None:
        if changes is self._own_changes or not self.is_entered or not self._form.isVisible() or self.saving.busy:
            return
        if self.with_time and (changes.everything or self.center_id in changes.plans or changes.calendars):
            self._fields.time.refresh()
        if changes.everything or self._fields.consumer.consumer_id in changes.consumers:
            self._fields.consumer.load_again()
