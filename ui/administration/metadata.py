"""The section of metadata: the fields that appointments share with the clinic's other systems, in their order."""

from frontdesk.services.named_lists import Lines
from frontdesk.services.schedule_forms import Saved
from ui.administration.named_list import ListWords, NamedListSection
from ui.administration.named_row import RowWords
from ui.texts import _


class MetadataSection(NamedListSection):
    """Those not in use keep their values."""

    name = "metadata"
    icon = "ph.tag"

    def list_words(self) -> ListWords:
        return ListWords(
            title=_("Metadata"),
            hint=_("Each appointment shows these fields. Those not in use keep their values and show nowhere."),
            add=_("Add field"),
            none=_("No fields yet: appointments show no metadata."),
            changed=_(
                "{who} changed the fields meanwhile, from “{was}” to “{now}”. Nothing was saved. Cancel shows theirs."
            ),
            row=RowWords(
                self.name,
                _("Name of the field"),
                _("Name, such as Referral number"),
                _("Take away this new field"),
            ),
        )

    def read(self) -> Lines:
        return self.context.clinic.metadata_fields.all()

    def write(self, wanted: Lines, seen: Lines, command_id: str) -> Saved:
        return self.context.clinic.metadata_fields.save(wanted, seen, command_id)

    def lines_of(self, found: Lines) -> Lines:
        return found

    def saved_words(self) -> str:
        return _("Saved: the fields of metadata")
