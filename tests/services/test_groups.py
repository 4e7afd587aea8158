"""Groups of consumers and of clinicians: set up by who may, never lost, and offered where requests are taken down."""

from dataclasses import replace

import pytest
from sqlalchemy import select, update

from frontdesk.clinic import Clinic
from frontdesk.database import tables as t
from frontdesk.rules.problems import ChangedElsewhere, RuleBroken
from frontdesk.services.forms import new_command_id
from frontdesk.services.groups import ClinicianGroupLine, Groups
from frontdesk.services.named_lists import NamedLine
from frontdesk.services.request_rules import RequestRules, RequestRulesForm
from frontdesk.views.choices import GroupChoice
from tests.little import CHEN, ROY, SOUZA


def clinicians(clinic: Clinic, *lines: ClinicianGroupLine) -> Groups:
    clinic.groups.save_clinician_groups(lines, clinic.groups.read().clinician, new_command_id())
    return clinic.groups.read()


@pytest.mark.feature("REQ-1")
def test_groups_of_consumers_are_kept_in_order_and_offered(boss: Clinic, clinic: Clinic) -> None:
    boss.groups.save_consumer_groups(
        (NamedLine(None, "Families"), NamedLine(None, "Harbour Ltd")), (), new_command_id()
    )
    families, harbour = boss.groups.read().consumer
    boss.groups.save_consumer_groups((harbour, replace(families, active=False)), (families, harbour), new_command_id())
    assert clinic.choices().consumer_groups == (GroupChoice(harbour.id or 0, "Harbour Ltd"),)
    assert [one.name for one in boss.groups.read().consumer] == ["Harbour Ltd", "Families"]


@pytest.mark.feature("REQ-1")
def test_groups_of_clinicians_have_members_who_work_here(boss: Clinic, clinic: Clinic) -> None:
    line = ClinicianGroupLine(None, "Vaccination", members=(ROY, CHEN, ROY))
    made = clinicians(boss, line, ClinicianGroupLine(None, "Nobody yet"))
    assert [(one.name, one.members) for one in made.clinician] == [("Vaccination", (CHEN, ROY)), ("Nobody yet", ())]
    assert [one.members for one in clinic.choices().clinician_groups] == [(CHEN, ROY), ()]
    vaccination, nobody = made.clinician
    changed = clinicians(boss, replace(nobody, members=(CHEN,)), replace(vaccination, members=(ROY,), active=False))
    assert [(one.name, one.members) for one in changed.clinician] == [("Nobody yet", (CHEN,)), ("Vaccination", (ROY,))]
    with boss.desk.database.read() as connection:
        told = connection.execute(select(t.History.changes).order_by(t.History.id.desc()).limit(1)).scalar_one()
    assert told == {
        "clinician groups": ["Vaccination (Dr Mei Chen, Nurse Iris Roy), Nobody yet ()", "Nobody yet (Dr Mei Chen)"]
    }
    retire = update(t.Staff).where(t.Staff.id == CHEN).values(active=False)
    boss.desk.database.write(lambda connection: connection.execute(retire))
    assert [one.members for one in boss.groups.read().clinician] == [(), (ROY,)]


def test_what_is_no_group_is_refused_at_its_field(boss: Clinic, clinic: Clinic) -> None:
    with pytest.raises(RuleBroken) as unknown:
        clinicians(boss, ClinicianGroupLine(None, "Desk", members=(SOUZA,)))
    assert (unknown.value.code, unknown.value.fields) == ("clinician.unknown", ("fields.0.members",))
    with pytest.raises(RuleBroken, match=r"group\.name-taken"):
        clinicians(boss, ClinicianGroupLine(None, "One"), ClinicianGroupLine(None, "one"))
    kept = clinicians(boss, ClinicianGroupLine(None, "One", members=(CHEN,))).clinician
    with pytest.raises(RuleBroken, match=r"form\.fields"):
        clinicians(boss)
    with pytest.raises(ChangedElsewhere) as other:
        boss.groups.save_clinician_groups(kept, (), new_command_id())
    assert other.value.by == "Bo Ss"
    with pytest.raises(RuleBroken, match=r"not\.your-role"):
        clinicians(clinic, replace(kept[0], name="Two"))
    assert boss.groups.read().clinician == kept


@pytest.mark.feature("REQ-1")
def test_when_a_request_is_late_and_when_managers_hear_of_it_is_the_clinics_choice(
    boss: Clinic, clinic: Clinic
) -> None:
    assert boss.request_rules.settings() == RequestRules(5, 30)
    assert clinic.choices().request_late_minutes == 5
    boss.request_rules.save(RequestRulesForm("10", "0", RequestRules()), new_command_id())
    assert boss.request_rules.settings() == RequestRules(10, 0)
    assert clinic.choices().request_late_minutes == 10
    with pytest.raises(ChangedElsewhere):
        boss.request_rules.save(RequestRulesForm("1", "1", RequestRules()), new_command_id())
    with pytest.raises(RuleBroken, match=r"number\.range"):
        boss.request_rules.save(RequestRulesForm("0", "1", RequestRules(10, 0)), new_command_id())
    with pytest.raises(RuleBroken, match=r"not\.your-role"):
        clinic.request_rules.save(RequestRulesForm("1", "1", RequestRules(10, 0)), new_command_id())
