"""A second `nrr run`: after a kill, without a network, and not alone."""

import shutil
import signal
import subprocess
import sys
from dataclasses import dataclass
from pathlib import Path

import pytest

from conftest import Nrr, manifest_of
from nrr.versions import current_damage, current_name


@dataclass(frozen=True)
class Repeated:
    """What was seen while the sample was run again in its warehouse."""

    warehouse: Path
    killed: int
    after_kill: tuple[str | None, str]
    beside: subprocess.CompletedProcess
    returncode: int
    stderr: str


@pytest.fixture(scope="module")
def repeated(
    published_sample: Path, nrr: Nrr, tmp_path_factory: pytest.TempPathFactory
) -> Repeated:
    """Killed while dbt builds; run again with no network; meanwhile, a third."""
    # a copy: other tests count on what is published in theirs
    warehouse = tmp_path_factory.mktemp("repeated") / "warehouse"
    shutil.copytree(published_sample, warehouse)
    words = ("-m", "nrr.cli", "run", "--warehouse", str(warehouse))
    with _started(words) as first:
        _wait_for(first, "Building and testing (")
        first.send_signal(signal.SIGKILL)
        first.wait()
    after_kill = current_name(warehouse), current_damage(warehouse)
    with _started(words, *_no_network()) as second:
        _wait_for(second, "Reading the models")
        beside = nrr("run", "--warehouse", warehouse)
        _, stderr = second.communicate(timeout=300)
    return Repeated(
        warehouse, first.returncode, after_kill, beside, second.returncode, stderr
    )


def _started(words: tuple[str, ...], *before: str) -> subprocess.Popen:
    return subprocess.Popen(
        [*before, sys.executable, *words],
        stdout=subprocess.DEVNULL,
        stderr=subprocess.PIPE,
        text=True,
    )


def _wait_for(process: subprocess.Popen, words: str) -> None:
    for line in process.stderr:
        if words in line:
            return
    pytest.fail(f"it ended before it said {words}")


def _no_network() -> tuple[str, ...]:
    """What starts a command without a network, where the system allows it."""
    command = ("unshare", "--net", "--map-root-user")
    if not shutil.which("unshare"):
        return ()
    tried = subprocess.run([*command, "true"], capture_output=True, check=False)
    return command if tried.returncode == 0 else ()


def test_o01_killed_build_changes_nothing(repeated: Repeated) -> None:
    assert repeated.killed == -signal.SIGKILL
    assert repeated.after_kill == ("v1", "")


def test_o03_second_build_at_once(repeated: Repeated) -> None:
    assert repeated.beside.returncode == 75
    assert "Another build is running" in repeated.beside.stderr


def test_o05_same_input_same_content(repeated: Repeated) -> None:
    assert repeated.returncode == 0, repeated.stderr
    first, second = (manifest_of(repeated.warehouse, name) for name in ("v1", "v2"))
    assert len(first["inputs"]) >= 18
    assert first["inputs"] == second["inputs"]
    assert first["content_hash"] == second["content_hash"]


def test_second_run_parses_only_what_changed(repeated: Repeated) -> None:
    assert repeated.returncode == 0, repeated.stderr
    log = (repeated.warehouse / "build" / "logs" / "dbt.log").read_text()
    last = log.rpartition("Running with dbt")[2]
    assert last
    assert "Unable to do partial parsing" not in last


def test_o08_no_network(repeated: Repeated) -> None:
    if not _no_network():
        pytest.skip("this system cannot take the network from a process")
    assert repeated.returncode == 0, repeated.stderr
