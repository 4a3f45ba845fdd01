"""`nrr` in a process of its own, and folders that the workers of a test run share."""

import fcntl
import os
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from multiprocessing import get_context
from pathlib import Path
from subprocess import CompletedProcess
from tempfile import TemporaryDirectory

import pytest

# Each command is forked from a process that has imported dbt, which takes two
# seconds, and run nothing.
FORKS = get_context("forkserver")
FORKS.set_forkserver_preload(["nrr.cli", "nrr.build", "dbt.cli.main"])


def run_nrr(*words: object, input: str = "") -> CompletedProcess:
    """The command as a user has it: a process of its own, with its exit code.

    input: what it reads on stdin. A run writes its HTML page only where a test asks
    for it.
    """
    if words[:1] == ("run",) and "--report" not in words:
        words = (*words, "--no-report")
    command = ["nrr", *map(str, words)]
    with TemporaryDirectory() as folder:
        asked, *said = (Path(folder, name) for name in ("in", "out", "err"))
        asked.write_text(input, encoding="utf-8")
        task = (command, asked, said, dict(os.environ))
        process = FORKS.Process(target=_main, args=task)
        process.start()
        process.join()
        texts = [path.read_text(encoding="utf-8") for path in said]
        return CompletedProcess(command, process.exitcode, *texts)


def _main(
    command: list[str], asked: Path, said: list[Path], environment: dict[str, str]
) -> None:
    os.environ.clear()
    os.environ.update(environment)
    sys.stdin = asked.open(encoding="utf-8")
    for number, path in enumerate(said, 1):
        os.dup2(os.open(path, os.O_WRONLY | os.O_CREAT), number)
    sys.argv = command
    from nrr.cli import main

    main()


@contextmanager
def shared_folder(factory: pytest.TempPathFactory, name: str) -> Iterator[Path]:
    """A folder of this test run, one for all workers of pytest-xdist, who enter it
    one after the other: what the first builds there, the others find."""
    base = factory.getbasetemp()
    if "PYTEST_XDIST_WORKER" in os.environ:
        base = base.parent
    folder = base / "shared" / name
    folder.mkdir(parents=True, exist_ok=True)
    with folder.with_suffix(".lock").open("w") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        yield folder
