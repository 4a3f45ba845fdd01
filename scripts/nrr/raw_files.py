"""Which files of a folder hold which raw table."""

from collections.abc import Callable
from dataclasses import dataclass
from difflib import get_close_matches
from pathlib import Path

from nrr.contract import raw_contract, required_tables
from nrr.errors import WrongUse

Say = Callable[[str], None]

MANIFEST = "manifest.json"
EXTENSIONS = (".csv", ".parquet")
# Files people keep beside their data: not worth a word.
COMPANIONS = (".yml", ".yaml", ".md")


@dataclass(frozen=True)
class RawFile:
    """One file of one raw table; `name` is its path relative to the raw folder."""

    table: str
    path: Path
    name: str

    @property
    def is_parquet(self) -> bool:
        return self.path.suffix.lower() == ".parquet"


def find_raw_files(raw: Path, out: Path, say: Say) -> dict[str, list[RawFile]]:
    """{table: its files, in the order in which they land} for every raw table.

    Looks in `raw` and all folders below it, but never in `out` nor in anything
    hidden. What matches no table is reported through `say` and left alone.
    Raises WrongUse where there is no folder, or no file of a required table.
    """
    if not raw.is_dir():
        raise WrongUse(
            f"{raw} is not a folder: name the one that holds your CSV or Parquet"
            " files with --raw."
        )
    found: dict[str, list[RawFile]] = {table: [] for table in raw_contract()}
    ignored: list[str] = []
    for path in _visible_files(raw, out):
        name = _text(path.relative_to(raw))
        table = table_of(path)
        if table:
            found[table].append(RawFile(table, path, name))
        elif not _is_companion(path):
            ignored.append(name)
            say(_ignored(path, name))
    for table in required_tables():
        if not found[table]:
            raise WrongUse(_no_required_table(raw, table, ignored))
    return found


def table_of(path: Path) -> str | None:
    """The raw table a file belongs to by its name, or None.

    The stem is the table's name in any case, alone or followed by something
    that is not a letter: `crm_pocs_2026-03.csv` and `CRM_POCS (1).CSV` are
    crm_pocs, `crm_pocsites.csv` is nothing.
    """
    if path.suffix.lower() not in EXTENSIONS:
        return None
    stem = path.stem.lower()
    # The longest name first, should one table's name ever begin another's.
    for table in sorted(raw_contract(), key=len, reverse=True):
        rest = stem.removeprefix(table)
        if stem.startswith(table) and not rest[:1].isalpha():
            return table
    return None


def _visible_files(raw: Path, out: Path) -> list[Path]:
    """All files below raw, sorted by folder, then stem, so that
    `crm_pocs.csv` comes before `crm_pocs (1).csv`."""
    written = out.resolve()
    files = [
        path
        for path in raw.rglob("*")
        if path.is_file()
        and not any(part[0] in ".~" for part in path.relative_to(raw).parts)
        and not path.resolve().is_relative_to(written)
    ]
    return sorted(files, key=lambda path: (path.parent.parts, path.stem, path.suffix))


def _text(path: Path) -> str:
    """A relative path as text, also where its bytes are not UTF-8."""
    return path.as_posix().encode("utf-8", "surrogateescape").decode("utf-8", "replace")


def _is_companion(path: Path) -> bool:
    return (
        path.suffix.lower() in COMPANIONS
        or path.name == MANIFEST
        or path.name.upper().startswith("README")
    )


def _ignored(path: Path, name: str) -> str:
    if path.suffix.lower() not in EXTENSIONS:
        return f"{name}: ignored, it is neither .csv nor .parquet"
    near = get_close_matches(path.stem.lower(), raw_contract(), n=1, cutoff=0.8)
    hint = f" (the nearest is {near[0]})" if near else ""
    return f"{name}: ignored, it is named like no raw table{hint}"


def _no_required_table(raw: Path, table: str, ignored: list[str]) -> str:
    near = [name for name in ignored if table in name.lower()]
    hint = f" ({near[0]} is neither: export or unpack it as one)" if near else ""
    return (
        f"{raw} holds no {table}.csv or {table}.parquet{hint}: add it, or name"
        " another folder with --raw."
    )
