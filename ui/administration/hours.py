"""The section of opening hours: when a center is open, and where in the world it is."""

from collections.abc import Iterable, Mapping
from typing import NamedTuple

from frontdesk.services.schedule_forms import HoursForm, LineForm, PlanForm
from frontdesk.views.choices import CenterChoice
from frontdesk.views.schedules import HoursView
from ui.administration.editor import PlanEditor
from ui.administration.form_section import FormSection
from ui.administration.week import days_words
from ui.administration.weekly_lines import WeeklyLines
from ui.shell.context import Context
from ui.texts import _
from ui.widgets import Choice

Named = tuple[tuple[str, str], ...]


class Found(NamedTuple):
    """What is saved, and what there is to choose from."""

    view: HoursView
    countries: Named
    regions: Named


class HoursEditor(PlanEditor):
    """Of one center; `start_edit` it."""

    def lay_out_fields(self) -> None:
        self._center_id = 0
        self._countries: Named = ()
        self._regions: Named = ()
        self.lines = WeeklyLines(limited=False)
        self.zone_box = Choice((), name="hours_zone")
        self.country = Choice((), name="hours_country")
        self.region = Choice((), name="hours_region")
        hint = _("Slots are offered only while the center is open. Extra hours of a clinician go beyond it.")
        self.body.addWidget(self.add("hours", _("Open"), self.lines, hint))
        self.body.addWidget(self.add("zone", _("Time zone"), self.zone_box))
        self.body.addWidget(self.add("country", _("Country"), self.country, _("Its public holidays can be listed.")))
        self.body.addWidget(self.add("region", _("Region"), self.region))
        self.country.chosen.connect(lambda _code: self._read_regions())

    def start_edit(self, found: Found) -> None:
        """What is saved."""
        self._center_id = found.view.center_id
        self._countries, self._regions = found.countries, found.regions
        self.begin(_("Opening hours of {center}").format(center=found.view.center), hours_form(found.view))

    def form(self) -> HoursForm:
        return HoursForm(
            center_id=self._center_id,
            version=self.version,
            hours=tuple((line.weekday, line.starts, line.ends) for line in self.lines.forms()),
            zone=str(self.zone_box.value() or ""),
            country=str(self.country.value() or ""),
            region=str(self.region.value() or ""),
        )

    def fill(self, form: HoursForm) -> None:
        self.version = form.version
        self.lines.fill(LineForm(*line) for line in form.hours)
        zones = tuple((one, one.replace("_", " ")) for one in self.context.clinic.schedules.zones())
        _offer(self.zone_box, zones, form.zone)
        _offer(self.country, self._countries, form.country)
        self._offer_regions(self._regions, form.region)

    def latest(self, form: HoursForm) -> PlanForm:
        return hours_form(self.context.clinic.schedules.hours(form.center_id))

    def done_words(self, form: PlanForm) -> str:
        del form
        return _("Saved: the opening hours")

    def show_errors(self, errors: Mapping[str, str]) -> None:
        super().show_errors(errors)
        self.lines.set_errors({name.replace("hours.", "lines.", 1): words for name, words in errors.items()})

    def field_names(self) -> frozenset[str]:
        return super().field_names() | {name.replace("lines.", "hours.", 1) for name in self.lines.names()}

    def value_words(self, name: str, value: object) -> str:
        if name == "hours" and isinstance(value, Iterable) and not isinstance(value, str):
            said = (f"{days_words([one['weekday']])} {one['hours']}" for one in value)
            return ", ".join(said) or _("closed")
        return super().value_words(name, value)

    def _read_regions(self) -> None:
        country, schedules = str(self.country.value() or ""), self.context.clinic.schedules
        self.context.tasks.run(
            lambda: schedules.regions(country), self._offer_regions, self._refused, key="administration.regions"
        )

    def _offer_regions(self, regions: Named, chosen: str = "") -> None:
        self._regions = regions
        _offer(self.region, (("", _("All of the country")), *regions), chosen)
        self.fields["region"].setVisible(bool(regions or chosen))


class HoursSection(FormSection):
    """Enter saves."""

    name = "hours"
    icon = "ph.storefront"
    editor: HoursEditor

    def __init__(self, context: Context) -> None:
        self.title = _("Opening hours")
        super().__init__(context)

    def make_editor(self) -> HoursEditor:
        return HoursEditor(self.context, "hours", self)

    def read(self, center: CenterChoice) -> Found:
        schedules = self.context.clinic.schedules
        view = schedules.hours(center.id)
        return Found(view, schedules.countries(), schedules.regions(view.country))

    def begin(self, found: Found) -> None:
        self.editor.start_edit(found)


def _offer(box: Choice, choices: Named, chosen: str) -> None:
    """Offer these and choose one; what is saved is offered even where it is not among them."""
    box.set_choices(choices if chosen in dict(choices) else (*choices, (chosen, chosen)))
    box.set_value(chosen)


def hours_form(view: HoursView) -> HoursForm:
    """The form as a person would have typed what is saved."""
    lines = tuple((day, f"{opens:%H:%M}", f"{ends:%H:%M}") for day, opens, ends in view.hours)
    return HoursForm(view.center_id, view.version, lines, view.zone, view.country, view.region)
