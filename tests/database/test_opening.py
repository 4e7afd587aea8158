"""Making and opening a clinic's database: what it makes, what it refuses, and that it harms nothing it refuses."""

import sqlite3
import stat
from contextlib import closing
from pathlib import Path

import psycopg
import pytest
from sqlalchemy import insert, text

from frontdesk.database.engine import Database
from frontdesk.database.place import network_kind, read_address
from frontdesk.database.sqlite import safe_journal, settings
from frontdesk.database.tables import Department
from frontdesk.rules.problems import Problem, RuleBroken, Unavailable


def _says(code: str, attempt: object, url: str) -> Problem:
    with pytest.raises((RuleBroken, Unavailable)) as caught:
        (Database.open if attempt == "open" else Database.create)(url)
    problem = caught.value
    assert isinstance(problem, RuleBroken | Unavailable)
    assert problem.code == code
    assert "secret" not in str(problem)
    return problem


def test_a_new_clinic_is_a_private_file_in_a_private_folder(tmp_path: Path) -> None:
    path = tmp_path / "a" / "b" / "Ł 100% #1?.sqlite"
    Database.create(str(path)).close()
    assert stat.S_IMODE(path.stat().st_mode) == 0o600
    assert stat.S_IMODE(path.parent.stat().st_mode) == 0o700
    database = Database.open(str(path))
    with database.read() as connection:
        for name, wanted in settings().items():
            assert connection.exec_driver_sql(f"PRAGMA {name}").scalar_one() == wanted
    database.write(lambda connection: connection.execute(insert(Department).values(code="a", name="A")))
    journals = [file for file in path.parent.iterdir() if file != path]
    assert all(stat.S_IMODE(file.stat().st_mode) == 0o600 for file in journals)
    database.close()


def test_the_settings_that_keep_what_was_saved() -> None:
    found = settings()
    assert found["synchronous"] == 2
    assert (found["foreign_keys"], found["trusted_schema"], found["cell_size_check"]) == (1, 0, 1)


@pytest.mark.parametrize(
    ("version", "mode"),
    [
        ((3, 40, 1), "truncate"),
        ((3, 44, 5), "truncate"),
        ((3, 44, 6), "wal"),
        ((3, 45, 0), "truncate"),
        ((3, 50, 6), "truncate"),
        ((3, 50, 7), "wal"),
        ((3, 51, 2), "truncate"),
        ((3, 51, 3), "wal"),
        ((4, 0, 0), "wal"),
    ],
)
def test_the_journal_fits_the_library(version: tuple[int, int, int], mode: str) -> None:
    assert safe_journal(version) == mode


@pytest.mark.parametrize("mode", ["truncate", "wal"])
def test_both_journals_work(tmp_path: Path, mode: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("frontdesk.database.sqlite.safe_journal", lambda _version: mode)
    database = Database.create(str(tmp_path / "clinic.sqlite"))
    database.write(lambda connection: connection.execute(insert(Department).values(code="a", name="A")))
    with database.read() as connection:
        assert connection.exec_driver_sql("PRAGMA journal_mode").scalar_one() == mode
        assert connection.execute(text("SELECT code FROM department")).scalars().all() == ["a"]
    database.close()


def test_a_file_that_others_may_read_is_closed_to_them(sqlite_url: str) -> None:
    path = Path(sqlite_url.removeprefix("sqlite:///"))
    path.chmod(0o644)
    Database.open(sqlite_url).close()
    assert stat.S_IMODE(path.stat().st_mode) == 0o600


def test_opening_never_makes_a_file(tmp_path: Path) -> None:
    _says("database.missing", "open", str(tmp_path / "none.sqlite"))
    assert list(tmp_path.iterdir()) == []


@pytest.mark.parametrize("content", [b"%PDF-1.7 and so on", b"SQLite format 3\0" + b"\xff" * 5000, b"x"])
def test_what_is_no_database_is_refused_and_left_alone(tmp_path: Path, content: bytes) -> None:
    path = tmp_path / "clinic.sqlite"
    path.write_bytes(content)
    problem = _says("database.not-a-database", "open", str(path))
    assert isinstance(problem, Unavailable)
    assert problem.params["path"] == str(path)
    assert _says("database.exists", "create", str(path))
    assert path.read_bytes() == content


def test_a_folder_is_no_database(tmp_path: Path) -> None:
    _says("database.not-a-database", "open", str(tmp_path))
    _says("database.folder", "create", str(tmp_path))


def test_a_folder_that_cannot_be_made_is_told(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("")
    _says("database.folder", "create", str(tmp_path / "file" / "clinic.sqlite"))


def test_another_programs_database_is_left_alone(tmp_path: Path) -> None:
    path = tmp_path / "photos.sqlite"
    with closing(sqlite3.connect(path)) as other:
        other.execute("CREATE TABLE photo (id)")
    before = path.read_bytes()
    _says("database.no-clinic", "open", str(path))
    _says("database.exists", "create", str(path))
    assert path.read_bytes() == before


def test_an_empty_file_is_filled_but_not_opened(tmp_path: Path) -> None:
    path = tmp_path / "clinic.sqlite"
    path.touch()
    _says("database.no-clinic", "open", str(path))
    Database.create(str(path)).close()
    Database.open(str(path)).close()


def test_a_clinic_is_never_made_over_another(database_url: str) -> None:
    _says("database.exists", "create", database_url)


@pytest.mark.feature("ADM-6")
def test_a_newer_schema_is_left_alone(database: Database, database_url: str) -> None:
    for newer in ("9999", "0001a", "f00d"):
        change = text("UPDATE alembic_version SET version_num = :newer").bindparams(newer=newer)
        database.write(lambda connection, change=change: connection.execute(change))  # type: ignore[misc]  # bound now
        problem = _says("database.newer", "open", database_url)
        assert isinstance(problem, Unavailable)
        assert problem.params["found"] == newer


def test_a_damaged_file_is_told_and_kept(sqlite_url: str) -> None:
    path = Path(sqlite_url.removeprefix("sqlite:///"))
    content = bytearray(path.read_bytes())
    content[100:4096] = b"\xff" * 3996  # the first page lists all tables
    path.write_bytes(content)
    with pytest.raises(Unavailable) as caught:
        Database.open(sqlite_url)
    assert caught.value.code in ("database.damaged", "database.not-a-database")
    assert path.read_bytes() == bytes(content)


@pytest.mark.parametrize(
    "url",
    [
        "",
        "   ",
        ":memory:",
        "sqlite://",
        "sqlite:///:memory:",
        "mysql://user:secret@host/database",
        "http://example.org",
        "postgresql://user:secret@host",
        "postgresql://user:secret@host:port/database",
        "a\0b",
    ],
)
@pytest.mark.parametrize("attempt", ["open", "create"])
def test_an_address_of_nothing_is_refused(url: str, attempt: str) -> None:
    _says("database.url", attempt, url)


def test_addresses_of_files() -> None:
    assert read_address("sqlite:////var/lib/clinic.sqlite").path == Path("/var/lib/clinic.sqlite").resolve()
    assert read_address("/var/lib/clinic.sqlite").path == Path("/var/lib/clinic.sqlite").resolve()
    assert read_address("sqlite:///clinic.sqlite").path == Path("clinic.sqlite").resolve()
    assert read_address("clinic.sqlite").path == Path("clinic.sqlite").resolve()
    assert read_address("sqlite:///a%20b.sqlite").path == Path("a b.sqlite").resolve()


def test_a_password_is_never_shown() -> None:
    place = read_address("postgres://desk:secret@db.example.org/clinic?sslmode=verify-full")
    assert place.shown == "db.example.org/clinic"
    assert place.server is not None
    assert place.server.query["sslmode"] == "verify-full"


@pytest.mark.parametrize("attempt", ["open", "create"])
def test_a_server_that_does_not_answer_is_told(attempt: str) -> None:
    _says("database.unreachable", attempt, "postgresql://desk:secret@127.0.0.1:1/clinic")
    _says("database.unreachable", attempt, "postgresql://desk:secret@/clinic?host=/nowhere")


def test_a_database_that_the_server_has_not_is_missing(postgres_url: str) -> None:
    name = read_address(postgres_url).server
    assert name is not None
    _says("database.missing", "open", postgres_url.replace(str(name.database), "nowhere"))


def test_a_user_that_the_server_has_not_is_told(postgres_url: str) -> None:
    server = read_address(postgres_url).server
    assert server is not None
    url = server.set(drivername="postgresql", username="nobody").render_as_string(hide_password=False)
    problem = _says("database.sign-in", "open", url)
    assert isinstance(problem, Unavailable)
    assert "nobody" in str(problem.params["reason"])


def test_an_empty_server_database_is_filled_but_not_opened(empty_postgres_url: str) -> None:
    _says("database.no-clinic", "open", empty_postgres_url)
    Database.create(empty_postgres_url).close()
    Database.open(empty_postgres_url).close()


def test_a_server_database_with_other_tables_is_left_alone(empty_postgres_url: str) -> None:
    with psycopg.connect(empty_postgres_url) as other:
        other.execute("CREATE TABLE photo (id int)")
    _says("database.exists", "create", empty_postgres_url)


def test_sessions_have_limits_and_think_in_utc(postgres_url: str) -> None:
    database = Database.open(postgres_url)
    with database.read() as connection:
        for name, wanted in {
            "TimeZone": "UTC",
            "lock_timeout": "5s",
            "statement_timeout": "30s",
            "idle_in_transaction_session_timeout": "30s",
            "application_name": "frontdesk",
            "transaction_isolation": "repeatable read",
            "transaction_read_only": "on",
        }.items():
            assert connection.exec_driver_sql(f"SHOW {name}").scalar_one() == wanted
    database.close()


MOUNTS = """\
/dev/sda1 / ext4 rw,relatime 0 0
server:/export /home/nfs nfs4 rw,vers=4.2 0 0
//server/share /mnt/my\\040share cifs rw 0 0
desk@server: /mnt/my\\040share/local/ssh fuse.sshfs rw 0 0
/dev/sdb1 /home/nfs/disk xfs rw 0 0
"""


@pytest.mark.parametrize(
    ("path", "kind"),
    [
        ("/home/anna/clinic.sqlite", None),
        ("/home/nfs/clinic.sqlite", "nfs4"),
        ("/home/nfs2/clinic.sqlite", None),
        ("/home/nfs/disk/clinic.sqlite", None),
        ("/mnt/my share/a/clinic.sqlite", "cifs"),
        ("/mnt/my share/local/ssh/clinic.sqlite", "fuse.sshfs"),
        ("/home/anna/Dropbox/clinic.sqlite", "Dropbox"),
        ("/home/anna/OneDrive - Clinic/db/clinic.sqlite", "OneDrive - Clinic"),
        ("/home/anna/Google Drive/clinic.sqlite", "Google Drive"),
        ("/Users/anna/Library/CloudStorage/x/clinic.sqlite", "CloudStorage"),
        ("/home/anna/dropbox.sqlite", None),
    ],
)
def test_which_folders_are_shared(path: str, kind: str | None) -> None:
    assert network_kind(Path(path), MOUNTS) == kind


@pytest.mark.parametrize("attempt", ["open", "create"])
def test_a_shared_folder_is_refused_before_anything_is_made(tmp_path: Path, attempt: str) -> None:
    path = tmp_path / "Dropbox" / "clinic.sqlite"
    problem = _says("database.network-folder", attempt, str(path))
    assert isinstance(problem, Unavailable)
    assert problem.params["kind"] == "Dropbox"
    assert list(tmp_path.iterdir()) == []


def test_a_link_does_not_hide_a_shared_folder(tmp_path: Path) -> None:
    (tmp_path / "Dropbox").mkdir()
    (tmp_path / "data").symlink_to(tmp_path / "Dropbox")
    _says("database.network-folder", "create", str(tmp_path / "data" / "clinic.sqlite"))


def test_a_setting_that_does_not_hold_is_told(sqlite_url: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("frontdesk.database.sqlite.settings", lambda: {"application_id": "nonsense"})
    problem = _says("database.settings", "open", sqlite_url)
    assert isinstance(problem, Unavailable)
    assert problem.params["setting"] == "application_id"
