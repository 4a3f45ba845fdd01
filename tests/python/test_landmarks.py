"""int_account_landmarks beside its definition, in plain Python, on the sample.

Every account: what was done by its landmark, from accepted CRM rows alone, and whether
it expanded in the year after. What came later is looked at only to see that there is
some, and that it does not count.
"""

from collections import defaultdict
from collections.abc import Iterator
from datetime import date
from pathlib import Path

import duckdb
import pytest

TODAY, LAST = date(2026, 3, 31), 2026 * 12 + 2  # as_of_date, last reported month
LANDMARK = 6  # evidence_landmark_months
DONE = {
    "stg_crm__milestones": "account_id, milestone, achieved_date, target_date",
    "stg_crm__executive_reviews": (
        "account_id, 'outcome_reported', held_date,"
        " decision_maker_attended and outcome_reported"
    ),
    "stg_crm__expansion_proposals": "account_id, 'proposal', proposed_date, true",
}


@pytest.fixture(scope="module")
def build(published_sample: Path) -> Iterator[duckdb.DuckDBPyConnection]:
    """The sample's private build."""
    path = published_sample / "build" / "build.duckdb"
    with duckdb.connect(str(path), read_only=True) as connection:
        yield connection


def number(day: date) -> int:
    """Months are running numbers."""
    return day.year * 12 + day.month - 1


def history(build: duckdb.DuckDBPyConnection) -> dict[str, list[tuple]]:
    """By account, (month, movement, MRR after it), oldest first."""
    found = defaultdict(list)
    for account, month, movement, mrr in build.sql(
        "select account_id, month, movement_type, current_mrr"
        " from marts.fct_mrr_movements order by month"
    ).fetchall():
        found[account].append((number(month), movement, mrr))
    return found


def events(build: duckdb.DuckDBPyConnection) -> dict[tuple[str, str], list[tuple]]:
    """By surviving account and kind, (day it was done, what is said of it)."""
    survivor = dict(
        build.sql(
            "select account_id, ledger_account_id from intermediate.int_accounts_resolved"
        ).fetchall()
    )
    found = defaultdict(list)
    for table, columns in DONE.items():
        for account, kind, day, said in build.sql(
            f"select {columns} from staging.{table}"
        ).fetchall():
            known = day if day and day <= TODAY else None
            found[survivor.get(account, account), kind].append((known, said))
    return found


def is_on_time(onboardings: list[tuple], start: date) -> bool | None:
    """As known then: of the first one done; or else whether one was due."""
    done = sorted(
        (day, due or date.max, due) for day, due in onboardings if day and day < start
    )
    if done:
        day, _, due = done[0]
        return None if due is None else day <= due
    is_missed = any(due and due < start for _, due in onboardings)
    return False if is_missed else None


def test_every_account(build: duckdb.DuckDBPyConnection) -> None:
    """Those there are, and all that is said of them."""
    done = events(build)
    expected, late = {}, 0
    for account, moves in history(build).items():
        landmark = moves[0][0] + LANDMARK
        paid = [mrr for month, _, mrr in moves if month <= landmark][-1]
        if not paid or landmark + 12 > LAST:
            continue
        start = date((landmark + 1) // 12, (landmark + 1) % 12 + 1, 1)
        days = {
            kind: sorted(day for day, said in done[account, kind] if day and said)
            for kind in ("outcome_reported", "proposal")
        }
        late += sum(any(day >= start for day in of_kind) for of_kind in days.values())
        expected[account] = (
            start,
            any(m == "expansion" and 0 < n - landmark <= 12 for n, m, _ in moves),
            *(
                next((d for d in of_kind if d < start), None)
                for of_kind in days.values()
            ),
            is_on_time(done[account, "onboarded"], start),
        )
    found = {
        account: tuple(values)
        for account, *values in build.sql(
            "select account_id, outcome_start_date, has_expanded, reported_date,"
            " proposed_date, is_onboarded_on_time from intermediate.int_account_landmarks"
        ).fetchall()
    }
    assert found == expected
    assert len(found) > 150
    assert late > 100, "much is done too late to count"
