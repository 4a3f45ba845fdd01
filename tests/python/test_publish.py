"""Publication: whole, durable, and the old version until the new one stands."""

import signal
import subprocess
import sys
from pathlib import Path

import duckdb
import pytest

from conftest import PROVENANCE, make_build, manifest_of
from nrr.content import content_hash
from nrr.publish import KEPT_VERSIONS, TEMPORARY, publish
from nrr.versions import current_damage, current_name, kept_names

CHILD = """
import os, signal, sys
from pathlib import Path

import conftest
from nrr.publish import publish

built, warehouse, stop_at = Path(sys.argv[1]), Path(sys.argv[2]), int(sys.argv[3])
events = ("open", "os.rename", "os.mkdir", "os.chmod", "os.remove", "shutil.copyfile")
seen = 0

def watch(event, arguments):
    global seen
    if event in events and str(warehouse) in str(arguments[0]):
        seen += 1
        if seen == stop_at:
            os.kill(os.getpid(), signal.SIGKILL)

sys.addaudithook(watch)
publish(built, warehouse, conftest.PROVENANCE)
"""

# Every mart says which version it is, so that a mixture would show.
MARKED = """
update marts.fct_nrr_monthly set net_revenue_retention = {n};
update marts.fct_mrr_waterfall_monthly set closing_mrr = {n};
"""

SAME_CONTENT = {
    "row order": """
        create or replace table marts.dim_accounts as
        from marts.dim_accounts order by account_id desc
    """,
    "column order": """
        create or replace table marts.dim_accounts as
        select region, * exclude (region) from marts.dim_accounts
    """,
    "a view": """
        alter table marts.dim_months rename to months;
        create schema other;
        create table other.months as from marts.months;
        drop table marts.months;
        create view marts.dim_months as from other.months
    """,
    "last bit of a ratio": """
        update marts.fct_nrr_monthly set net_revenue_retention = 0.7045 + 1e-16
    """,
    "not a mart": "create table staging.other as select 2 as y",
}

OTHER_CONTENT = {
    "null to empty": """
        update marts.dim_accounts set industry = '' where industry is null
    """,
    "null to dash": """
        update marts.dim_accounts set industry = '-' where industry is null
    """,
    "case": """
        update marts.dim_accounts set region = 'wesT' where account_id = 'b'
    """,
    "last decimal of money": """
        update marts.fct_mrr_movements set mrr_change = 100.0001
        where mrr_change = 100
    """,
    "ratio": """
        update marts.fct_nrr_monthly set net_revenue_retention = 0.70450001
    """,
    "rows twice": "insert into marts.dim_products from marts.dim_products",
    "no rows": "delete from marts.dim_products",
    "one more mart": "create table marts.more as select 1 as x",
    "name": "alter table marts.dim_products rename product_family to family",
    "columns swapped": """
        update marts.dim_accounts set size_segment = region, region = size_segment
    """,
}

LIMITED = """
import resource, sys
from pathlib import Path

import conftest
from nrr.errors import NrrError
from nrr.publish import publish

resource.setrlimit(resource.RLIMIT_FSIZE, (5_000_000, 5_000_000))
try:
    publish(Path(sys.argv[1]), Path(sys.argv[2]), conftest.PROVENANCE)
except NrrError as error:
    sys.exit(str(error))
"""


READER = """
import sys, threading
import duckdb

path = sys.argv[1]
query = (
    "select net_revenue_retention, closing_mrr::double from marts.fct_nrr_monthly"
    " cross join marts.fct_mrr_waterfall_monthly"
)
held = duckdb.connect(path, read_only=True)
stop = threading.Event()
threading.Thread(target=lambda: (sys.stdin.readline(), stop.set())).start()
print("reading", flush=True)
seen = []
while True:
    is_last = stop.is_set()
    # Another name for the same path: else DuckDB would hand out the held file.
    with duckdb.connect() as connection:
        connection.execute(f"attach '{path}' as one (read_only)")
        connection.execute("use one")
        figure, closing = connection.execute(query).fetchone()
    assert figure == closing
    if figure not in seen:
        seen.append(figure)
    if is_last:
        break
print(held.execute(query).fetchone()[0], *seen)
"""


def child(built: Path, warehouse: Path, stop_at: int) -> subprocess.Popen:
    return subprocess.Popen(
        [sys.executable, "-c", CHILD, str(built), str(warehouse), str(stop_at)],
        cwd=Path(__file__).parent,
    )


def marts_of(path: Path) -> set[str]:
    with duckdb.connect(str(path), read_only=True) as connection:
        rows = connection.execute(
            "select table_schema || '.' || table_name from information_schema.tables"
        ).fetchall()
    return {name for (name,) in rows}


def figure(path: Path) -> float:
    with duckdb.connect(str(path), read_only=True) as connection:
        return connection.execute(
            "select net_revenue_retention from marts.fct_nrr_monthly"
        ).fetchone()[0]


def hash_of(path: Path) -> str:
    with duckdb.connect() as connection:
        connection.execute(f"attach '{path}' as one (read_only)")
        return content_hash(connection, "one")


def test_published_file_has_the_marts_and_nothing_else(warehouse: Path) -> None:
    published = marts_of(warehouse / "current.duckdb")
    built = marts_of(warehouse / "build" / "build.duckdb")
    assert published == built - {"staging.secret"} | {"main.published_version"}


def test_published_file_opens_in_older_tools(warehouse: Path) -> None:
    with duckdb.connect() as connection:
        connection.execute(
            f"attach '{warehouse / 'current.duckdb'}' as published (read_only)"
        )
        (tags,) = connection.execute(
            "select tags from duckdb_databases() where database_name = 'published'"
        ).fetchone()
    assert tags["storage_version"] == "v1.4.0+"


def test_descriptions_are_kept(warehouse: Path) -> None:
    with duckdb.connect(str(warehouse / "current.duckdb"), read_only=True) as con:
        table = con.execute(
            "select comment from duckdb_tables() where table_name = 'dim_months'"
        ).fetchone()
        column = con.execute(
            "select comment from duckdb_columns() where table_name = 'dim_months'"
        ).fetchone()
    assert (table, column) == (("The calendar's months",), ("First day",))


def test_current_is_a_file_of_its_own(warehouse: Path) -> None:
    current = warehouse / "current.duckdb"
    kept = warehouse / "versions" / "v1" / "marts.duckdb"
    assert not current.is_symlink()
    assert current.stat().st_ino != kept.stat().st_ino
    assert current.read_bytes() == kept.read_bytes()


def test_manifest_and_version_row_say_the_same(warehouse: Path) -> None:
    manifest = manifest_of(warehouse)
    with duckdb.connect(str(warehouse / "current.duckdb"), read_only=True) as con:
        rows = con.execute(
            "select version, as_of::varchar, code, content_hash"
            " from main.published_version"
        ).fetchall()
    names = ("version", "as_of", "code", "content_hash")
    assert rows == [tuple(manifest[name] for name in names)]
    assert manifest["headline"] == {
        "month": "2026-03-01",
        "net_revenue_retention": 0.7045,
        "gross_revenue_retention": 0.69,
        "closing_mrr": "70450.5000",
        "closing_accounts": 3,
    }


@pytest.mark.parametrize("change", SAME_CONTENT.values(), ids=SAME_CONTENT)
def test_content_hash_is_of_the_content_only(tmp_path: Path, change: str) -> None:
    plain = make_build(tmp_path / "plain.duckdb")
    changed = make_build(tmp_path / "changed.duckdb", change)
    assert hash_of(plain) == hash_of(changed)


@pytest.mark.parametrize("change", OTHER_CONTENT.values(), ids=OTHER_CONTENT)
def test_content_hash_sees_every_change(tmp_path: Path, change: str) -> None:
    plain = make_build(tmp_path / "plain.duckdb")
    changed = make_build(tmp_path / "changed.duckdb", change)
    assert hash_of(plain) != hash_of(changed)


def test_o01_killed_at_any_point(tmp_path: Path, warehouse: Path) -> None:
    """Killed before each of its file operations in turn: the old or the new
    version stands, whole; the next publication completes and leaves no mess."""
    old = make_build(tmp_path / "old.duckdb", MARKED.format(n=1))
    new = make_build(tmp_path / "new.duckdb", MARKED.format(n=2))
    current = warehouse / "current.duckdb"
    seen = []
    for stop_at in range(1, 100):
        publish(old, warehouse, PROVENANCE)
        assert not list(warehouse.rglob(f"{TEMPORARY}*"))
        status = child(new, warehouse, stop_at).wait()
        assert current_damage(warehouse) == ""
        seen.append(figure(current))
        if status == 0:
            break
        assert status == -signal.SIGKILL
    assert status == 0, "the publication never came to its end"
    assert seen == sorted(seen)
    assert seen.count(1) > 10
    assert figure(current) == 2


def test_o02_full_disk(tmp_path: Path, warehouse: Path) -> None:
    """A disk that takes no more: refused in a sentence, cleaned up, and the
    next run completes."""
    new = make_build(
        tmp_path / "new.duckdb",
        "create table marts.large as select hash(range) as x from range(1000000)",
    )
    limited = subprocess.run(
        [sys.executable, "-c", LIMITED, str(new), str(warehouse)],
        cwd=Path(__file__).parent,
        capture_output=True,
        text=True,
        check=False,
    )
    assert limited.returncode == 1, limited.stderr
    assert "what was published before stays as it is" in limited.stderr
    assert not list(warehouse.rglob(f"{TEMPORARY}*"))
    assert current_name(warehouse) == "v1"
    assert publish(new, warehouse, PROVENANCE)["version"] == "v2"


def test_o04_readers_while_publishing(tmp_path: Path, warehouse: Path) -> None:
    """Readers poll while three versions come: never an error, never a mixture;
    one that holds the first version open keeps reading it."""
    current = warehouse / "current.duckdb"
    builds = [
        make_build(tmp_path / f"{n}.duckdb", MARKED.format(n=n)) for n in (2, 3, 4)
    ]
    publish(
        make_build(tmp_path / "1.duckdb", MARKED.format(n=1)), warehouse, PROVENANCE
    )
    reader = subprocess.Popen(
        [sys.executable, "-c", READER, str(current)],
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        text=True,
    )
    assert reader.stdout.readline() == "reading\n"
    for built in builds:
        assert child(built, warehouse, 0).wait() == 0
    seen, _ = reader.communicate("stop\n", timeout=60)
    assert reader.returncode == 0, seen
    held, *figures = seen.split()
    assert held == "1.0"
    assert figures == sorted(figures)
    assert figures[-1] == "4.0"


def test_last_versions_are_kept(tmp_path: Path, warehouse: Path) -> None:
    built = make_build(tmp_path / "built.duckdb")
    for _ in range(KEPT_VERSIONS + 1):
        publish(built, warehouse, PROVENANCE)
    names = kept_names(warehouse)
    assert names == [f"v{n}" for n in range(3, KEPT_VERSIONS + 3)]
    assert current_name(warehouse) == names[-1]


def test_same_input_same_content(tmp_path: Path, warehouse: Path) -> None:
    built = make_build(tmp_path / "built.duckdb")
    later = {**PROVENANCE, "built_at": "2027-01-01T00:00:00+00:00"}
    again = publish(built, warehouse, later)
    assert again["content_hash"] == manifest_of(warehouse)["content_hash"]


def test_log_of_a_writer_does_not_reach_the_next_version(
    tmp_path: Path, warehouse: Path
) -> None:
    """Who opened the published file for writing left a log beside it."""
    current = warehouse / "current.duckdb"
    assert current.stat().st_mode & 0o222 == 0
    log = current.with_name("current.duckdb.wal")
    log.write_bytes(b"of another file")
    publish(
        make_build(tmp_path / "b.duckdb", MARKED.format(n=5)), warehouse, PROVENANCE
    )
    assert not log.exists()
    assert figure(current) == 5
