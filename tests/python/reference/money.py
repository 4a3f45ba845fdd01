"""Exchange rates and the MRR of one item. Amounts are whole units of 0.0001."""

from datetime import date
from fractions import Fraction

from .rows import TOO_LARGE, Reason, Values
from .values import round_away, rounded

Rates = dict[str, Fraction]

MONTHS_IN_INTERVAL = {
    "month": Fraction(1),
    "quarter": Fraction(3),
    "year": Fraction(12),
    "week": Fraction(12, 52),
    "day": Fraction(12, 365),
}


def _latest(quotes: list[Values], one: str, other: str, on: date) -> Rates:
    """The latest rate of each currency named in column `one`, quoted in `other`."""
    latest: dict[str, tuple[date, Fraction]] = {}
    for quote in quotes:
        currency = quote[one]
        if quote["rate_date"] <= on:
            found = (quote["rate_date"], quote["rate"])
            latest[currency] = max(latest.get(currency, found), found)
    return {currency: rate for currency, (_, rate) in latest.items()}


def constant_rates(quotes: list[Values], reporting: str, on: date) -> Rates:
    """What one unit of each currency is worth: direct quotes before inverse ones."""
    direct = [quote for quote in quotes if quote["to_currency"] == reporting]
    reverse = [quote for quote in quotes if quote["from_currency"] == reporting]
    inverse = {
        currency: rounded(1 / rate, 10)
        for currency, rate in _latest(reverse, "to_currency", "rate", on).items()
    }
    rates = inverse | _latest(direct, "from_currency", "rate", on)
    return rates | {reporting: Fraction(1)}


def own_mrr(item: Values) -> int:
    """MRR of an item in its own currency, rounded once."""
    quantity = Fraction(1) if item["quantity"] is None else item["quantity"]
    discount = item["discount_percent"] or Fraction(0)
    net = quantity * item["unit_amount"] * (1 - discount / 100)
    count = item["billing_interval_count"] or 1
    months = MONTHS_IN_INTERVAL[item["billing_interval"]] * count
    return round_away(net / months * 10**4)


def reporting_mrr(item: Values, rates: Rates) -> int:
    """MRR of an item in the reporting currency, rounded once more."""
    return round_away(own_mrr(item) * rates[item["currency"]])


def amount_reason(item: Values, rates: Rates) -> Reason | None:
    """An item's MRR has to fit DECIMAL(18,4), in both currencies."""
    amounts = [own_mrr(item)]
    if item["currency"] in rates:
        amounts.append(reporting_mrr(item, rates))
    # 12 times the MRR has to fit as well: it is shown as ARR
    is_too_large = 12 * max(amounts) >= TOO_LARGE["decimal"] * 10**4
    return ("out_of_range", "unit_amount") if is_too_large else None


def reserved_reason(step: Values, rates: Rates) -> Reason | None:
    """What a step reserves has to fit DECIMAL(18,4) as ARR, in both currencies."""
    most = max(rates.get(step["currency"], Fraction(1)), Fraction(1))
    is_too_large = 12 * step["reserved_mrr"] * most >= TOO_LARGE["decimal"]
    return ("out_of_range", "reserved_mrr") if is_too_large else None
