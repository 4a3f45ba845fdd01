"""fct_fx_effect_monthly: each month's own rate beside the constant one."""

from collections import defaultdict
from collections.abc import Iterator
from fractions import Fraction
from typing import Any

from .items import LiveItem, item_mrr
from .money import constant_rates
from .settings import Settings, month_end, month_start
from .sources import Judged, accepted, rates_of
from .values import money, round_away

Row = dict[str, Any]


def fx_effects(
    done: Judged, items: list[LiveItem], settings: Settings
) -> Iterator[Row]:
    """One row a month and currency, from the currency's first month on."""
    constant = rates_of(done, settings)
    quotes = accepted(done.get("exchange_rates", []))
    own = {
        row["subscription_item_id"]: row["own_mrr"] for row in item_mrr(done, constant)
    }
    currency = {
        item["subscription_item_id"]: item["currency"]
        for item in accepted(done["billing_subscription_items"])
    }
    sums: dict[str, dict[int, list[int]]] = defaultdict(
        lambda: defaultdict(lambda: [0, 0])
    )
    for item in items:
        for month in item.months(settings.last_month):
            total = sums[currency[item.item_id]][month]
            total[0] += own[item.item_id]
            total[1] += item.mrr
    for name, months in sums.items():
        for month in range(min(months), settings.last_month + 1):
            day = month_end(month)
            then = constant_rates(quotes, settings.reporting_currency, day).get(name)
            native, mrr = months.get(month, [0, 0])
            effect = None
            if then is not None:
                effect = round_away(
                    native * (Fraction(then) - Fraction(constant[name]))
                )
            yield {
                "month": month_start(month),
                "currency": name,
                "native_mrr": money(native),
                "constant_currency_mrr": money(mrr),
                "reported_mrr": None if effect is None else money(mrr + effect),
                "fx_effect_mrr": None if effect is None else money(effect),
            }
