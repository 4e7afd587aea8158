"""Video platforms: set up by administrators, secrets in the key ring, links made by template or by a real provider."""

import json
import re
from collections.abc import Iterator

import pytest
from sqlalchemy import insert, text

from frontdesk.clinic import Clinic
from frontdesk.database import tables as t
from frontdesk.messages import video
from frontdesk.rules.problems import ChangedElsewhere, RuleBroken, Unavailable
from frontdesk.rules.words import Modality, VideoKind
from frontdesk.services.forms import Booking, new_command_id
from frontdesk.services.verify import verify
from frontdesk.services.video import MOST_PLATFORMS, PlatformChoice, VideoForm, VideoLine
from tests.little import CHEN, CONSULTATION, RIVERSIDE, at, maria
from tests.rings import Ring, ring_in_memory
from tests.systems import System, system

pytestmark = pytest.mark.feature("QCK-4")
TEMPLATE = "https://meet.example/riverside-{token}"
LINK = "https://meet.example/j/1?pwd=x#config"


@pytest.fixture
def ring() -> Iterator[Ring]:
    with ring_in_memory() as made:
        yield made


@pytest.fixture
def provider() -> Iterator[System]:
    with system() as made:
        made.status = 200
        made.body = json.dumps({"meeting": {"links": [{"href": LINK}]}}).encode()
        yield made


def made(boss: Clinic, **more: object) -> int:
    wish = {"name": "Meet", "address": TEMPLATE, **more}
    form = VideoForm(**wish)  # type: ignore[arg-type]  # tests name the fields they mean
    return boss.video.save(form, new_command_id()).id


def asked(boss: Clinic, provider: System, path: str = "meeting.links.0.href") -> int:
    return made(boss, name="Provider", kind=VideoKind.HTTP, address=provider.url, answer_path=path)


def test_a_template_makes_another_link_each_time_that_nobody_guesses(boss: Clinic, clinic: Clinic) -> None:
    one, pasted = made(boss), made(boss, name="By hand", kind=VideoKind.MANUAL, address="kept nowhere")
    links = {clinic.video.make_link(one) for _ in range(20)}
    assert len(links) == 20
    assert all(re.fullmatch(r"https://meet\.example/riverside-[0-9a-f]{32}", link) for link in links)
    assert clinic.video.platforms() == (PlatformChoice(pasted, "By hand", True), PlatformChoice(one, "Meet", False))
    with pytest.raises(RuleBroken, match=r"video\.manual"):
        clinic.video.make_link(pasted)
    boss.video.save(VideoForm("Meet", address=TEMPLATE, active=False, platform_id=one, version=1), new_command_id())
    assert [one.name for one in clinic.video.platforms()] == ["By hand"]
    with pytest.raises(RuleBroken, match=r"video\.unknown"):
        clinic.video.make_link(one)
    assert verify(boss.desk.database) == ()


def test_a_provider_is_asked_with_its_secret_and_told_nothing_of_anybody(
    boss: Clinic, clinic: Clinic, ring: Ring, provider: System
) -> None:
    one = asked(boss, provider)
    boss.video.keep_secret(one, "  t0p/secret  ", new_command_id())
    assert ring.kept == {("frontdesk:RVRSD", f"video:{one}"): "t0p/secret"}
    assert clinic.video.make_link(one) == LINK
    assert boss.video.test(one) == LINK
    got = provider.got[0]
    assert (got.headers["authorization"], got.body) == ("Bearer t0p/secret", b"{}")
    assert boss.video.all() == (
        VideoLine(one, "Provider", VideoKind.HTTP, provider.url, "meeting.links.0.href", True, 1, has_secret=True),
    )
    with boss.desk.database.read() as connection:
        for table in t.Base.metadata.sorted_tables:
            assert "t0p/secret" not in str(connection.execute(text(f'SELECT * FROM "{table.name}"')).all())
    boss.video.keep_secret(one, "", new_command_id())
    assert not ring.kept
    boss.video.make_link(one)
    assert "authorization" not in provider.got[-1].headers


def test_a_provider_that_fails_is_told_and_nothing_is_waited_for_long(
    boss: Clinic, clinic: Clinic, ring: Ring, provider: System, monkeypatch: pytest.MonkeyPatch
) -> None:
    one = asked(boss, provider)
    for body in (b"", b"no JSON", b"[]", b'{"meeting": {"links": []}}', b'{"meeting": {"links": [{"href": 7}]}}'):
        provider.body = body
        with pytest.raises(RuleBroken, match=r"^video\.answer$"):
            clinic.video.make_link(one)
    for link in (
        "http://meet.example/1",
        "javascript:alert(1)",
        "https://a:b@meet.example/",
        "https://meet.example/ 1",
    ):
        provider.body = json.dumps({"meeting": {"links": [{"href": link}]}}).encode()
        with pytest.raises(RuleBroken, match=r"^video\.answer-link$"):
            clinic.video.make_link(one)
    provider.body = b'"' + b"x" * video.MOST_BYTES + b'"'
    with pytest.raises(RuleBroken, match=r"^video\.answer$"):
        clinic.video.make_link(one)
    for status in (301, 401, 500):
        provider.status = status
        with pytest.raises(RuleBroken) as refused:
            clinic.video.make_link(one)
        assert (refused.value.code, refused.value.params) == ("video.answered", {"status": status})
    ring.locked = True
    with pytest.raises(Unavailable) as away:
        clinic.video.make_link(one)
    assert away.value.params["variable"] == f"FRONTDESK_VIDEO_SECRET_{one}"
    ring.locked = False
    monkeypatch.setattr(video, "WHOLE_SECONDS", 0.05)
    provider.status, provider.waits = 200, True
    with pytest.raises(RuleBroken, match=r"^video\.slow$"):
        clinic.video.make_link(one)


def test_nothing_listens_there(boss: Clinic, clinic: Clinic, ring: Ring) -> None:
    one = made(boss, kind=VideoKind.HTTP, address="http://127.0.0.1:9/rooms", answer_path="url")
    with pytest.raises(RuleBroken, match=r"^video\.away$"):
        clinic.video.make_link(one)


def test_what_cannot_be_a_platform_is_said_at_its_field(boss: Clinic, ring: Ring) -> None:
    for wish, code, field in (
        ({"name": " "}, "text.missing", "name"),
        ({"address": "https://meet.example/fixed"}, "video.template", "address"),
        ({"address": "http://meet.example/{token}"}, "video.template", "address"),
        ({"address": "https://meet.example/{token}/{name}"}, "video.template", "address"),
        ({"address": "https://me:pw@meet.example/{token}"}, "video.template", "address"),
        ({"kind": VideoKind.HTTP, "address": "http://meet.example/", "answer_path": "url"}, "webhook.https", "address"),
        (
            {"kind": VideoKind.HTTP, "address": "https://meet.example/", "answer_path": "a..b"},
            "video.path",
            "answer_path",
        ),
    ):
        with pytest.raises(RuleBroken) as refused:
            made(boss, **wish)
        assert (refused.value.code, refused.value.fields) == (code, (field,))
    one = made(boss)
    with pytest.raises(RuleBroken, match=r"video\.secret-form"):
        boss.video.keep_secret(one, "two\r\nlines", new_command_id())
    for number in range(MOST_PLATFORMS - 1):
        made(boss, name=f"Meet {number}")
    with pytest.raises(RuleBroken, match=r"video\.too-many"):
        made(boss)


def test_only_who_sets_up_may_and_a_stale_screen_overwrites_nothing(boss: Clinic, clinic: Clinic, ring: Ring) -> None:
    one = made(boss)
    for call in (
        clinic.video.all,
        lambda: clinic.video.test(one),
        lambda: clinic.video.keep_secret(one, "x", new_command_id()),
        lambda: made(clinic),
    ):
        with pytest.raises(RuleBroken, match=r"not\.your-role"):
            call()
    assert not ring.kept
    boss.video.save(VideoForm("Rooms", address=TEMPLATE, platform_id=one, version=1), new_command_id())
    with pytest.raises(ChangedElsewhere):
        boss.video.save(VideoForm("Meet", address=TEMPLATE + "2", platform_id=one, version=1), new_command_id())


def test_the_link_is_kept_with_a_video_appointment_and_with_no_other(boss: Clinic, clinic: Clinic) -> None:
    platform = made(boss)

    def by_video(connection: object) -> None:
        new = insert(t.ServiceModality).values(service_id=CONSULTATION, modality=Modality.VIDEO)
        connection.execute(new)  # type: ignore[attr-defined]

    clinic.desk.database.write(by_video)
    consumer = maria(clinic)

    def booking(modality: Modality, hour: int, link: str) -> Booking:
        return Booking(
            service_id=CONSULTATION,
            center_id=RIVERSIDE,
            consumer_id=consumer,
            clinician_id=CHEN,
            start=at(hour),
            modality=modality,
            video_platform_id=platform,
            video_link=link,
        )

    link = clinic.video.make_link(platform)
    seen = clinic.booking.book(booking(Modality.VIDEO, 14, f" {link} "), new_command_id()).appointment_id
    other = clinic.booking.book(booking(Modality.IN_PERSON, 15, link), new_command_id()).appointment_id
    with pytest.raises(RuleBroken, match=r"video\.link"):
        clinic.booking.book(booking(Modality.VIDEO, 16, "http://meet.example/1"), new_command_id())
    view = clinic.appointments.view(seen)
    assert (view.video_platform, view.video_link) == ("Meet", link)
    by_itself = clinic.booking.book(booking(Modality.VIDEO, 16, ""), new_command_id()).appointment_id
    own = clinic.appointments.view(by_itself)
    assert (own.video_platform, own.video_link[:29]) == ("Meet", "https://meet.example/riverside-"[:29])
    assert own.video_link != link
    assert clinic.appointments.view(other).video_link == ""
    assert verify(clinic.desk.database) == ()
