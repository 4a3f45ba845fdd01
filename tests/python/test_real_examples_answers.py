"""What of ours answers each published worked example.

A case's `figure` is what we publish for it, in the publisher's unit. Where the
definitions are the same it is the published answer, at the precision published.
Where they are not, `ours` is our answer and `why` says what differs. `also` holds
what else the example says, or how our definition sets it apart.
"""

from dataclasses import dataclass, field

from reference.published import read_csv
from test_real_examples_raw import EXAMPLES
from test_real_mappings import real

YEAR = (1, 3, 12)  # an opening holds in every window; nothing happens later
KEPT = "net_revenue_retention * 100"
CHURNED = "(1 - gross_revenue_retention) * 100"
LOST_LOGOS = "(1 - logo_retention) * 100"
DISPERSION = "fct_arr_dispersion_monthly"
COMMITTED = "fct_committed_arr_monthly"


@dataclass(frozen=True)
class Case:
    """What of ours is an example's answer, so many months after January 2024."""

    figure: str
    months: tuple[int, ...] = (1,)
    ours: str = ""
    why: str = ""
    also: dict[str, str] = field(default_factory=dict)
    source: str = "figures"


CASES = {
    "M1": Case("closing_mrr - opening_mrr"),
    "M2": Case("expansion_mrr"),
    "M3": Case("new_mrr", also={"closing_accounts": "1"}),
    "M4": Case(
        "contraction_mrr",
        also={"churned_mrr": "0", "logo_retention": "1"},
        why="The publisher calls a downgrade churn; here nobody has left.",
    ),
    "M5": Case(
        "reactivation_mrr",
        also={"expansion_mrr": "0", "new_mrr": "0", "closing_mrr - opening_mrr": "350"},
        why="Older help of the publisher has it in expansion, and M1 not in net new.",
    ),
    "M6": Case("reactivation_mrr", also={"reactivated_accounts": "5"}),
    "M8": Case("closing_mrr / 1e6", (3,), also={KEPT: "97.27"}),
    "M9": Case("contraction_mrr", also={LOST_LOGOS: "0", "churned_mrr": "0"}),
    "N1": Case("closing_mrr"),
    "N2": Case("closing_mrr"),
    "N5": Case("closing_mrr * 12"),
    "N6": Case("closing_mrr * 12", (1, 3, 12)),
    "N7": Case("closing_mrr", (2,), also={"opening_mrr": "0", "new_mrr": "100"}),
    # an absolute discount has no column: 50 of 200 is 25 % of both items
    "N9": Case("closing_mrr"),
    "R1": Case(KEPT, YEAR),
    "R2": Case("gross_revenue_retention * 100", YEAR),
    "R3": Case(KEPT, YEAR),
    "R4": Case("gross_revenue_retention * 100", YEAR),
    "R5": Case(KEPT, YEAR, also={"churned_mrr": "5000"}),
    # gross MRR churn counts contraction: 1 - GRR; MRR that left is half of it
    "R6": Case(CHURNED, YEAR, also={"churned_mrr": "10", KEPT: "90"}),
    "R8": Case(CHURNED, YEAR, also={"opening_mrr_of_window": "34500"}),
    "R9": Case(LOST_LOGOS, YEAR),
    "R12": Case(LOST_LOGOS, YEAR, also={CHURNED: "2.5"}),
    "R14": Case(LOST_LOGOS, YEAR),
    "R15": Case(CHURNED, YEAR, also={"opening_mrr_of_window": "500000"}),
    "Q1": Case("quick_ratio"),
    "Q2": Case("quick_ratio"),
    "Q3": Case("quick_ratio"),
    "C1": Case("committed_arr / 12", (12,), source=COMMITTED),
    "C2": Case(
        "arr",
        (12,),
        ours="10000",
        also={"committed_arr": "30000"},
        why="No average over the ramp: what is live, and what is agreed, beside it.",
        source=COMMITTED,
    ),
    "C3": Case(
        "expansion_mrr",
        ours="9",
        why="The published delta is before discounts; MRR here is after them.",
    ),
    "C9": Case("expansion_mrr", also={"seat_expansion": "15"}),
    "G1": Case("hhi * 10000", source=DISPERSION),
    "G2": Case("hhi * 10000", source=DISPERSION),
    "G7": Case(
        "gini",
        ours="0.266667",
        also={"gini_unbiased": "0.3333"},
        why="The published Gini is negative, which none can be.",
        source=DISPERSION,
    ),
    # no rate of trials is published: accounts that came to pay, of those known
    "T1": Case("new_accounts * 100.0 / known_accounts", also={"churned_accounts": "0"}),
    "T2": Case("new_accounts * 100.0 / known_accounts", also={"opening_mrr": "0"}),
}


def test_every_example_has_an_answer() -> None:
    ids = {row["id"] for row in read_csv(real("worked_examples.csv"))}
    assert ids == set(CASES) == set(EXAMPLES)


def test_other_answers_are_explained() -> None:
    assert all(case.why for case in CASES.values() if case.ours)
