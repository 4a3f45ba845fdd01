"""Landing: the user's files as all-text Parquet, nothing coerced, or a refusal."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import UTC, date, datetime
from pathlib import Path
from tempfile import TemporaryDirectory

import duckdb

from nrr.contract import required_tables
from nrr.errors import NrrError, Refused
from nrr.raw_bytes import known_encoding
from nrr.raw_csv import csv_source
from nrr.raw_files import RawFile, Say, find_raw_files
from nrr.raw_landed import check_texts, latest_recorded_at
from nrr.raw_manifest import Manifest, check_manifest, read_manifest
from nrr.raw_output import check_replaceable, replaced_folder
from nrr.raw_parquet import parquet_source
from nrr.raw_records import shown
from nrr.raw_tables import Source, connection, write_table


@dataclass(frozen=True)
class LandedTable:
    """What was landed as one raw table; without files it is empty."""

    table: str
    files: tuple[str, ...]  # relative to the raw folder, in the order of the rows
    rows: int
    missing_columns: tuple[str, ...]  # optional ones that a file of it lacks
    ignored_columns: tuple[str, ...]  # extra ones, carried nowhere
    sha256: dict[str, str]  # file: hex
    latest_recorded_at: date | None  # the day (UTC) of the greatest readable one


@dataclass(frozen=True)
class _Landing:
    """What is the same for all tables of one landing."""

    con: duckdb.DuckDBPyConnection
    folder: Path
    work: Path  # for what is thrown away
    codec: str
    manifest: Manifest
    loaded_at: datetime  # UTC, without a zone
    say: Say


def land(
    raw: Path, out: Path, *, encoding: str = "utf-8", progress: Say | None = None
) -> list[LandedTable]:
    """Land every raw table of the contract as `out/<table>.parquet`.

    Reads `<table>*.csv` and `<table>*.parquet` in `raw` and below, CSV in
    `encoding` (utf-8 or cp932). Columns written: the contract's as VARCHAR
    (empty text is null), source_file, row_number from 1, loaded_at (UTC).
    `out` is replaced as a whole at the end; where anything is wrong it stays
    as it was. A `manifest.json` in `raw` is checked (see raw_manifest), what is
    ignored is said through `progress`.

    Raises Refused for the first thing wrong with a file, and WrongUse where
    there is no folder, no file of a required table, or `out` is not for this.
    """
    say = progress or (lambda _: None)
    codec = known_encoding(encoding)
    check_replaceable(raw, out)
    files = find_raw_files(raw, out, say)
    manifest = read_manifest(raw)
    now = datetime.now(UTC).replace(tzinfo=None)
    try:
        with (
            replaced_folder(out) as new,
            TemporaryDirectory(dir=new) as work,
            connection(Path(work)) as con,
        ):
            landing = _Landing(con, new, Path(work), codec, manifest, now, say)
            return [_land_table(landing, *group) for group in files.items()]
    except (OSError, duckdb.Error) as error:
        reason = str(error).splitlines()[0]
        raise NrrError(f"The files could not be landed in {out}: {reason}") from error


def _land_table(landing: _Landing, table: str, files: list[RawFile]) -> LandedTable:
    before = _states(files)
    sources: list[Source] = []
    for file in files:
        first = 1 + sum(source.rows for source in sources)
        sources.append(_source(landing, file, first))
    target = landing.folder / f"{table}.parquet"
    write_table(landing.con, table, sources, target, landing.loaded_at)
    for source in sources:
        if source.file.is_parquet and source.rows:
            check_texts(landing.con, source, target)
        check_manifest(landing.con, source, landing.manifest, target)
    for canonical in landing.work.glob("*.csv"):
        canonical.unlink()
    names = tuple(file.name for file in files)
    if _states(files) != before:
        raise Refused(
            f"{', '.join(names)}: changed while it was read: run again once the export"
            " is complete."
        )
    rows = sum(source.rows for source in sources)
    if not rows and table in required_tables():
        raise Refused(
            f"{', '.join(names)}: holds no rows, and without {table} there is nothing"
            " to measure: export it again."
        )
    headers = [source.header for source in sources if source.header]
    return LandedTable(
        table=table,
        files=names,
        rows=rows,
        missing_columns=_union(header.missing(table) for header in headers),
        ignored_columns=_union(header.ignored for header in headers),
        sha256={source.file.name: source.sha256 for source in sources},
        latest_recorded_at=latest_recorded_at(landing.con, target) if rows else None,
    )


def _source(landing: _Landing, file: RawFile, first: int) -> Source:
    landing.say(f"{file.name}: reading")
    if file.is_parquet:
        source = parquet_source(landing.con, file, first)
    else:
        source = csv_source(file, landing.codec, first, landing.work, landing.say)
    if source.header and source.header.ignored:
        names = [shown(name) for name in source.header.ignored]
        some = ", ".join(names[:10]) + (", ..." if len(names) > 10 else "")
        landing.say(f"{file.name}: ignored, not in the contract: {some}")
    landing.say(f"{file.name}: {source.rows:,} rows")
    return source


def _states(files: list[RawFile]) -> list[tuple[int, int]]:
    """Size and time of change of each file."""
    states = [file.path.stat() for file in files]
    return [(state.st_size, state.st_mtime_ns) for state in states]


def _union(groups: Iterable[Iterable[str]]) -> tuple[str, ...]:
    return tuple(dict.fromkeys(name for group in groups for name in group))
