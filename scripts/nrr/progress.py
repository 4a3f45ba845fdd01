"""What a build says while it works: a bar on a terminal, plain lines elsewhere."""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass

from rich.console import Console
from rich.progress import (
    BarColumn,
    Progress,
    SpinnerColumn,
    TextColumn,
    TimeElapsedColumn,
)


@dataclass(frozen=True)
class Report:
    """How a build reports."""

    # stage(name, done, total): total 0 where the size of a stage is not known.
    stage: Callable[[str, int, int], None]
    # note(text): a line that stays; detail(text): what the stage does just now.
    note: Callable[[str], None]
    detail: Callable[[str], None]


def error_console() -> Console:
    """Progress and errors go to stderr: stdout holds results only."""
    return Console(stderr=True, highlight=False)


@contextmanager
def progress() -> Iterator[Report]:
    """Something to report progress to, for the time of the block."""
    console = error_console()

    def note(text: str) -> None:
        console.print(text, markup=False, soft_wrap=True)

    if not console.is_terminal:
        yield Report(_plain(note), note, lambda _: None)
        return
    bar = Progress(
        SpinnerColumn(finished_text="[green]✓[/]"),
        TextColumn("{task.description:<24}"),
        BarColumn(bar_width=24),
        TimeElapsedColumn(),
        TextColumn("{task.fields[count]}", markup=False),
        console=console,
        transient=True,
    )

    def detail(text: str) -> None:
        bar.update(bar.tasks[-1].id, count=text)

    with bar:
        yield Report(_on(bar), note, detail)


def _on(bar: Progress) -> Callable[[str, int, int], None]:
    """Each stage is a line of its own; a new one ends the one before."""
    lines: dict[str, int] = {}

    def stage(name: str, done: int, total: int) -> None:
        if name not in lines:
            for task in bar.tasks:
                bar.update(task.id, total=1, completed=1, count="")
            lines[name] = bar.add_task(name, total=None, count="")
        count = f"{done} of {total}" if total else ""
        bar.update(lines[name], completed=done, total=total or None, count=count)

    return stage


def _plain(note: Callable[[str], None]) -> Callable[[str, int, int], None]:
    """One line when a stage starts and at each quarter of it."""
    quarters: dict[str, int] = {}

    def stage(name: str, done: int, total: int) -> None:
        quarter = 4 * done // total if total else 0
        if quarter <= quarters.get(name, -1):
            return
        quarters[name] = quarter
        note(f"{name} ({done} of {total})" if done and total else name)

    return stage
