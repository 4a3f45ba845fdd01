"""What the mapping of RavenStack takes for granted, and what RavenStack disputes.

Read from its files alone, nothing is built.
"""

from collections import Counter
from pathlib import Path

import duckdb
import pytest

from test_real_mappings import real

TABLES = ("accounts", "subscriptions", "churn_events")


@pytest.fixture(scope="module")
def source() -> duckdb.DuckDBPyConnection:
    """The source's files as tables."""
    folder: Path = real("ravenstack")
    connection = duckdb.connect()
    for table in TABLES:
        connection.execute(
            f"create table {table} as from read_csv('{folder}/ravenstack_{table}.csv')"
        )
    return connection


# If one of these were false, the mapping would have to decide something.
TAKEN_FOR_GRANTED = {
    "ids are unique": """
        select subscription_id from subscriptions group by 1 having count(*) > 1
        union all
        select account_id from accounts group by 1 having count(*) > 1
        union all
        select churn_event_id from churn_events group by 1 having count(*) > 1
    """,
    "accounts are known": """
        select account_id from subscriptions
        union
        select account_id from churn_events
        except
        select account_id from accounts
    """,
    "a year is twelve months": "from subscriptions where arr_amount <> 12 * mrr_amount",
    "a seat has a whole price": """
        from subscriptions where seats <= 0 or mrr_amount % seats <> 0
    """,
    "trials, and they alone, are free": """
        from subscriptions where is_trial <> (mrr_amount = 0)
    """,
    "what churned, and it alone, has ended": """
        from subscriptions where churn_flag <> (end_date is not null)
    """,
    "nothing ends before it starts": "from subscriptions where end_date < start_date",
    "nothing starts before signing up": """
        from subscriptions join accounts using (account_id)
        where start_date < signup_date
    """,
}


@pytest.mark.parametrize("claim", TAKEN_FOR_GRANTED)
def test_taken_for_granted(source: duckdb.DuckDBPyConnection, claim: str) -> None:
    assert not source.execute(TAKEN_FOR_GRANTED[claim]).fetchall()


LIVE = "mrr_amount > 0 and end_date is null"
# How often RavenStack contradicts itself. Of these, the build lists the accounts of
# the first two (as live_on_churned_account, but for one that did leave and came
# back) and counts the subscriptions of the third. Nothing looks at the others: most
# are in columns for which the raw contract has no place.
CONTRADICTIONS = {
    "account flagged as churned, and paying": (
        110,
        f"""from accounts where churn_flag and account_id in
        (select account_id from subscriptions where {LIVE})""",
    ),
    "account with churn events, not flagged, and paying": (
        277,
        f"""from accounts where not churn_flag
        and account_id in (select account_id from churn_events)
        and account_id in (select account_id from subscriptions where {LIVE})""",
    ),
    "subscription that ends the day it starts": (
        13,
        "from subscriptions where end_date = start_date",
    ),
    "churn event before the account's first subscription": (
        53,
        """from churn_events join (
            select account_id, min(start_date) as first_date
            from subscriptions group by 1
        ) using (account_id) where churn_date < first_date""",
    ),
    "account flagged as churned, no churn event": (
        35,
        """from accounts where churn_flag
        and account_id not in (select account_id from churn_events)""",
    ),
    "account on trial, and paying": (
        97,
        f"""from accounts where is_trial
        and account_id in (select account_id from subscriptions where {LIVE})""",
    ),
    "account's plan and seats on none of its subscriptions": (
        127,
        """from accounts where (account_id, plan_tier, seats) not in
        (select (account_id, plan_tier, seats) from subscriptions)""",
    ),
    "annual subscription that ends within the year": (
        240,
        """from subscriptions where billing_frequency = 'annual'
        and end_date < start_date + interval 1 year""",
    ),
    "annual, not renewed automatically, goes on after a year": (
        64,
        """from subscriptions where billing_frequency = 'annual'
        and not auto_renew_flag and end_date is null
        and start_date < date '2023-12-31'""",
    ),
    "both upgraded and downgraded": (
        23,
        "from subscriptions where upgrade_flag and downgrade_flag",
    ),
    "two subscriptions alike, from the same day": (
        23,
        """from subscriptions as a join subscriptions as b
        using (account_id, plan_tier, seats, start_date)
        where a.subscription_id < b.subscription_id""",
    ),
}


@pytest.mark.parametrize("what", CONTRADICTIONS)
def test_contradictions(source: duckdb.DuckDBPyConnection, what: str) -> None:
    """As many as were found when the mapping was written."""
    times, query = CONTRADICTIONS[what]
    assert Counter(source.execute(query).fetchall()).total() == times
