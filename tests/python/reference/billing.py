"""fct_billing_reconciliation_monthly: invoice lines over their months beside MRR."""

from collections import defaultdict
from collections.abc import Iterator
from fractions import Fraction
from typing import Any

from .items import LiveItem
from .settings import Settings, month_of, month_start
from .sources import Judged, accepted, rates_of
from .values import money, round_away

Row = dict[str, Any]


def parts(line: Row, amount: int) -> dict[int, int]:
    """What of a line is billed in each month; the last one holds the rest."""
    if line["is_credit_note"] or amount < 0:
        return {month_of(line["invoice_date"]): amount}
    first = month_of(line["service_start_date"] or line["invoice_date"])
    end = line["service_end_date"]
    count = max(1, month_of(end) - first) if end else 1
    part = round_away(Fraction(amount, count))
    spread = dict.fromkeys(range(first, first + count), part)
    spread[first + count - 1] += amount - count * part
    return spread


def billing(done: Judged, items: list[LiveItem], settings: Settings) -> Iterator[Row]:
    """One row a month of the calendar and currency, in units of 0.0001 on the way."""
    rates = rates_of(done, settings)
    known = {
        item["subscription_item_id"]: item
        for item in accepted(done["billing_subscription_items"])
    }
    mrr: dict[str, dict[int, int]] = defaultdict(lambda: defaultdict(int))
    for item in items:
        for month in item.months(settings.last_month):
            mrr[known[item.item_id]["currency"]][month] += item.mrr
    months = sorted({month for series in mrr.values() for month in series})
    if not months:
        return
    billed: dict[str, dict[int, int]] = defaultdict(lambda: defaultdict(int))
    for line in accepted(done["billing_invoice_lines"]):
        item = known.get(line["subscription_item_id"])
        is_recurring = item and (item["charge_type"] or "recurring") == "recurring"
        if is_recurring and line["currency"] in rates:
            exact = line["amount"] * rates[line["currency"]] * 10**4
            for month, part in parts(line, round_away(exact)).items():
                billed[line["currency"]][month] += part
    for currency in {*mrr, *billed}:
        for month in range(months[0], settings.last_month + 1):
            here, sent = mrr[currency][month], billed[currency][month]
            yield {
                "month": month_start(month),
                "currency": currency,
                "mrr": money(here),
                "billed_recurring": money(sent),
                "difference": money(sent - here),
                "difference_share": (sent - here) / here if here else None,
            }
