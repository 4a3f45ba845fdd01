"""A PostgreSQL of its own for a test session, from Debian's package."""

import os
import shutil
import subprocess
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from processes import answers, free_port, server

OWNER = "postgres"  # the server refuses to run as root


def _binaries() -> Path:
    found = sorted(Path("/usr/lib/postgresql").glob("*/bin/postgres"))
    assert found, "PostgreSQL is not installed: make test-engines installs it"
    return found[-1].parent


def settings(environment: dict[str, str], schema: str, reader: str = "") -> dict:
    """What profiles.yml says of that server, for schemas of another name."""
    words = ("HOST", "PORT", "USER", "DATABASE")
    host, port, user, database = (environment[f"NRR_POSTGRES_{w}"] for w in words)
    place = {"host": host, "port": port, "dbname": database, "schema": schema}
    return place | {"user": user, "password": "", "reader": reader}


@contextmanager
def postgres() -> Iterator[dict[str, str]]:
    """The environment in which `--target postgres` means this server.

    Its order of text is not DuckDB's, as in most databases.
    """
    owner = {"user": OWNER} if os.geteuid() == 0 else {}
    folder = Path(tempfile.mkdtemp(prefix="nrr-postgres-"))
    if owner:
        shutil.chown(folder, OWNER)
    port = free_port()
    try:
        subprocess.run(
            [
                *(_binaries() / "initdb", "--pgdata", folder / "data"),
                *("--username", "nrr", "--auth", "trust", "--encoding", "UTF8"),
                *("--locale-provider", "icu", "--icu-locale", "und", "--no-sync"),
                *("--locale", "C.UTF-8"),
            ],
            check=True,
            capture_output=True,
            cwd=folder,
            **owner,
        )
        command = [str(_binaries() / "postgres"), "-D", str(folder / "data")]
        command += ["-p", str(port), "-h", "127.0.0.1", "-k", str(folder), "-F"]
        with server(
            command, folder.with_suffix(".log"), lambda: answers(port), **owner
        ):
            yield {
                "NRR_POSTGRES_HOST": "127.0.0.1",
                "NRR_POSTGRES_PORT": str(port),
                "NRR_POSTGRES_USER": "nrr",
                "NRR_POSTGRES_DATABASE": "postgres",
            }
    finally:
        shutil.rmtree(folder)
        folder.with_suffix(".log").unlink(missing_ok=True)
