"""C17: what the runner does of extracts that were cut short, and of their keys."""

import signal
import subprocess
import sys
from pathlib import Path
from typing import Any

import duckdb
import pytest

from conftest import Nrr
from extracts import AS_OF, extract, extracted, kept, no_dbt, publish, reporting, state
from nrr.engines import run as engine_run
from nrr.errors import NrrError, Refused
from nrr.raw_keys import gather, kept_keys
from nrr.request import Request
from nrr.versions import current_name

__all__ = ["extracted", "no_dbt"]

# `nrr run` but for dbt, killed before the keys are put in place.
CHILD = """
import os, signal, sys
from pathlib import Path

import extracts

def watch(event, arguments):
    if event == "os.rename" and Path(arguments[1]).name == "keys.duckdb":
        os.kill(os.getpid(), signal.SIGKILL)

sys.addaudithook(watch)
extracts.build.dbt_build = extracts.built_by_hand
extracts.publish(Path(sys.argv[1]), Path(sys.argv[2]))
"""


@pytest.mark.parametrize("command", ["run", "check"])
def test_c17_refused_by_the_command(
    nrr: Nrr, extracted: Path, tmp_path: Path, command: str
) -> None:
    before = state(extracted)
    words = (command, "--raw", extract(tmp_path / "after", 30), "--warehouse")
    done = nrr(*words, extracted, "--as-of", AS_OF)
    assert done.returncode == 1
    assert "nrr: billing_subscription_items lacks 10 of 40 keys" in done.stderr
    assert "say --accept-vanished" in done.stderr
    # Accepted, it goes on: to the next refusal, here that nothing has begun.
    done = nrr(*words, extracted, "--as-of", "2000-01-01", "--accept-vanished")
    assert "\nbilling_subscription_items lacks 10 of 40 keys" in done.stderr
    assert "nrr: As of 2000-01-01 no subscription was known" in done.stderr
    assert state(extracted) == before


# ---------- which extract was before


def test_c17_the_sample_is_not_compared(extracted: Path, tmp_path: Path) -> None:
    assert publish(extracted, None) == []
    assert not kept_keys(extracted).exists()
    assert publish(extracted, extract(tmp_path / "after", 1)) == []
    assert kept(extracted, "billing_subscription_items") == 1


def test_c17_killed_between_publication_and_keys(
    extracted: Path, tmp_path: Path
) -> None:
    """The extract before that stays the one to compare with; all else goes on."""
    accounts = "account_id\na\nb\n"
    raw = extract(tmp_path / "second", 50, crm_accounts=accounts)
    killed = subprocess.run(
        [sys.executable, "-c", CHILD, str(extracted), str(raw)],
        cwd=Path(__file__).parent,
        check=False,
    )
    assert killed.returncode == -signal.SIGKILL
    assert current_name(extracted) == "v2"
    assert kept(extracted, "billing_subscription_items") == 40
    third = extract(tmp_path / "third", 39, crm_accounts=accounts)
    (told,) = publish(extracted, third)
    assert "lacks 1 of 40 keys" in told
    assert kept(extracted, "billing_subscription_items") == 39
    assert not list(extracted.glob("keys.duckdb?*"))


def test_c17_a_table_new_in_the_contract_lacks_nothing(
    extracted: Path, tmp_path: Path
) -> None:
    with duckdb.connect(str(kept_keys(extracted))) as connection:
        connection.execute("drop table crm_accounts")
    assert publish(extracted, extract(tmp_path / "after", 40)) == []


def test_c17_damaged_keys_are_said(extracted: Path, tmp_path: Path) -> None:
    kept_keys(extracted).write_bytes(b"damaged" * 1000)
    raw = extract(tmp_path / "after", 1)
    with pytest.raises(NrrError, match="cannot be read .* delete the file to go on"):
        publish(extracted, raw)
    kept_keys(extracted).unlink()
    assert publish(extracted, raw) == []


# ---------- other engines


class Engine:
    """What stands for an engine here: it takes everything."""

    def __init__(self, *_: Any) -> None:
        pass

    def prepare(self) -> str:
        return "nrr_building"

    def load(self, landed: Path, _: str) -> None:
        """As Spark does: the landed files are gone from their place."""
        landed.rename(landed.with_name("taken"))

    def headline(self, _: str) -> tuple[Any, ...]:
        return ("2026-02-01", 1.0, 1.0)

    def publish(self, *_: Any) -> str:
        return "there"


def test_c17_other_engines(
    extracted: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setitem(engine_run.ENGINES, "postgres", Engine)
    monkeypatch.setattr(engine_run, "dbt_build_on", lambda *_: [])

    def publish_there(raw: Path | None, **choices: Any) -> None:
        request = Request(raw, AS_OF, warehouse=extracted, target="postgres", **choices)
        engine_run.run(request, reporting()[0])

    raw = extract(tmp_path / "after", 10)
    with pytest.raises(Refused, match="lacks 30 of 40 keys"):
        publish_there(raw)
    publish_there(None, variables={"raw_schema": "own"})
    assert kept(extracted, "billing_subscription_items") == 40
    publish_there(raw, accept_vanished=True)
    assert kept(extracted, "billing_subscription_items") == 10


def test_c17_keys_that_cannot_be_gathered(tmp_path: Path) -> None:
    with (
        duckdb.connect() as connection,
        pytest.raises(NrrError, match="The keys could not be gathered in .*k.duckdb: "),
    ):
        gather(connection, tmp_path / "nowhere", tmp_path / "k.duckdb")
