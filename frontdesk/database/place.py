"""Where a database is: reading what a person gives as its address, and refusing folders where SQLite is not safe."""

import os
import re
import sys
from dataclasses import dataclass
from pathlib import Path
from urllib.parse import unquote

from sqlalchemy import URL, make_url
from sqlalchemy.exc import ArgumentError

from frontdesk.rules.problems import RuleBroken, Unavailable

_NETWORK_FILE_SYSTEMS = frozenset(
    {
        *("nfs", "nfs4", "cifs", "smb3", "smbfs", "ncpfs", "afs", "ceph", "lustre", "glusterfs", "9p", "davfs"),
        *("vboxsf", "vmhgfs", "prl_fs", "fuse.sshfs", "fuse.rclone", "fuse.s3fs", "fuse.gvfsd-fuse", "fuse.davfs2"),
        *("fuse.glusterfs", "fuse.vmhgfs-fuse", "fuse.kio-fuse", "fuse.google-drive-ocamlfuse", "fuse.onedriver"),
    }
)
_SYNCED = re.compile(
    r"(?i)^(dropbox|onedrive|google ?drive|icloud ?drive|mobile documents|cloudstorage|nextcloud|pcloud)"
)
_MOUNTS = Path("/proc/self/mounts")


@dataclass(frozen=True, slots=True)
class Place:
    """An address taken apart: `path` for a SQLite file, `server` for PostgreSQL; exactly one of them is set."""

    url: str
    path: Path | None
    server: URL | None

    @property
    def shown(self) -> str:
        """The address as it may be shown and logged: never with a password."""
        if self.server is None:
            return str(self.path)
        host = self.server.host or str(self.server.query.get("host", "localhost"))
        return f"{host}/{self.server.database or ''}"


def read_address(url: str) -> Place:
    """Takes `sqlite:///path`, a bare path or `postgresql://user:password@host/database` apart.

    Raises RuleBroken("database.url") for anything else; looks at no file and no server.
    """
    scheme, mark, rest = url.partition("://")
    if not mark:
        return _file(url, url)
    if scheme == "sqlite":
        return _file(url, unquote(rest.removeprefix("/")))
    if scheme not in ("postgresql", "postgres", "postgresql+psycopg"):
        raise RuleBroken("database.url", fields=("database",), scheme=scheme[:32])
    try:
        server = make_url(url).set(drivername="postgresql+psycopg")
    except (ArgumentError, ValueError) as error:
        raise RuleBroken("database.url", fields=("database",), scheme=scheme) from error
    if not server.database:
        raise RuleBroken("database.url", fields=("database",), scheme=scheme)
    return Place(url, None, server)


def _file(url: str, name: str) -> Place:
    if not name.strip() or "\0" in name or name.startswith(":"):
        raise RuleBroken("database.url", fields=("database",), scheme="sqlite")
    return Place(url, Path(os.path.realpath(Path(name).expanduser())), None)


def refuse_shared_folder(path: Path) -> None:
    """Raises Unavailable("database.network-folder") where locks or a sync program would damage a SQLite file."""
    kind = network_kind(path, _MOUNTS.read_text(errors="replace") if _MOUNTS.exists() else "")
    if kind is not None:
        raise Unavailable("database.network-folder", path=str(path), kind=kind)


def network_kind(path: Path, mounts: str) -> str | None:
    """The network file system or sync folder `path` lies in, by the lines of /proc/mounts; None on a local disk."""
    if sys.platform == "win32" and path.drive.startswith("\\\\"):
        return "share"
    for part in path.parts[:-1]:
        if _SYNCED.match(part):
            return part
    best, kind = "", ""
    for line in mounts.splitlines():
        fields = line.split(" ")
        if len(fields) < 3:
            continue
        folder = re.sub(r"\\([0-7]{3})", lambda found: chr(int(found[1], 8)), fields[1])
        if len(folder) >= len(best) and path.is_relative_to(folder):
            best, kind = folder, fields[2]
    return kind if kind in _NETWORK_FILE_SYSTEMS else None
