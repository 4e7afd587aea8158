"""The link of a video appointment is in its e-mail, in five languages, and in the calendar that goes with it."""

from dataclasses import replace

import pytest
from sqlalchemy import insert, select

from frontdesk.clinic import Clinic
from frontdesk.database import tables as t
from frontdesk.messages.sample import sample
from frontdesk.messages.templates import LANGUAGES
from frontdesk.rules.words import MessageKind, Modality
from frontdesk.services.forms import Booking, new_command_id
from frontdesk.views.message_read import read_messages
from tests.little import CHEN, CONSULTATION, RIVERSIDE, at, maria
from tests.messages.test_mail import event, part, sent

pytestmark = pytest.mark.feature("QCK-4")
LINK = "https://meet.example/riverside-0123?pwd=a&lang=en#config.prejoin=1"


def test_it_is_in_text_and_html_of_every_language_and_only_of_a_video_appointment_that_stands() -> None:
    for language in LANGUAGES:
        for kind in (MessageKind.CONFIRMATION, MessageKind.REMINDER, MessageKind.RESCHEDULED):
            view = replace(sample(kind, language), modality=Modality.VIDEO, video_link=LINK)
            mail = sent(view)
            assert f": {LINK}\r\n" in part(mail, "text/plain").get_content(), (language, kind)
            page = part(mail, "text/html").get_content()
            assert f'href="{LINK.replace("&", "&amp;")}"' in page, (language, kind)
            for other in (replace(view, modality=Modality.IN_PERSON), replace(view, video_link="")):
                assert LINK not in part(sent(other), "text/plain").get_content()
        gone = replace(sample(MessageKind.CANCELLED, language), modality=Modality.VIDEO, video_link=LINK)
        assert LINK not in part(sent(gone), "text/plain").get_content()


def test_calendars_find_it_as_place_address_and_conference() -> None:
    view = replace(sample(MessageKind.CONFIRMATION, "en"), modality=Modality.VIDEO, video_link=LINK)
    method, found = event(view)
    assert method == "REQUEST"
    assert [str(found[name]) for name in ("LOCATION", "URL", "CONFERENCE")] == [LINK] * 3
    assert dict(found["CONFERENCE"].params) == {  # type: ignore[attr-defined]  # of icalendar
        "VALUE": "URI",
        "FEATURE": ["AUDIO", "VIDEO"],
        "LABEL": "By video",
    }
    method, cancelled = event(replace(sample(MessageKind.CANCELLED, "en"), modality=Modality.VIDEO, video_link=LINK))
    assert (method, "URL" in cancelled, "CONFERENCE" in cancelled) == ("CANCEL", False, False)
    assert "CONFERENCE" not in event(sample(MessageKind.CONFIRMATION, "en"))[1]


def test_a_message_tells_the_link_that_its_appointment_was_booked_with(clinic: Clinic) -> None:
    new = insert(t.ServiceModality).values(service_id=CONSULTATION, modality=Modality.VIDEO)
    clinic.desk.database.write(lambda connection: connection.execute(new))
    wish = Booking(CONSULTATION, RIVERSIDE, maria(clinic), clinician_id=CHEN, start=at(15), modality=Modality.VIDEO)
    clinic.booking.book(replace(wish, video_link=LINK), new_command_id())
    with clinic.desk.database.read() as connection:
        (view,) = read_messages(connection, connection.execute(select(t.Outbox.id)).scalars().all())
    assert (view.modality, view.video_link) == (Modality.VIDEO, LINK)
