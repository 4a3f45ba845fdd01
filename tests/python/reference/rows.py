"""What becomes of each raw row of one table, and why."""

from collections import defaultdict
from collections.abc import Callable, Iterable
from dataclasses import dataclass, field
from datetime import UTC, datetime
from fractions import Fraction
from typing import Any

from nrr.contract import raw_contract

from .currencies import CURRENCIES
from .settings import Settings
from .values import Unreadable, parsed, rounded

Raw = dict[str, str | None]
Values = dict[str, Any]
Reason = tuple[str, str | None]
Check = Callable[[Values], Reason | None]

START_OF_TIME = datetime.min.replace(tzinfo=UTC)
# A deletion ends what these rows say; elsewhere it removes the key altogether.
OUTLIVING_DELETION = ("billing_subscription_items",)
# An amount has to fit DECIMAL(18,4), and a whole number 18 digits.
TOO_LARGE = {"decimal": 10**14, "integer": 10**18}


@dataclass
class Row:
    """One raw row: its values, and its outcome.

    outcome: accepted | superseded | deleted | rejected | not_yet_known
    key: the row's key as text, for people to find it by
    """

    number: int
    values: Values
    key: str = ""
    outcome: str = ""
    reason: Reason | None = None
    unreadable: list[str] = field(default_factory=list)

    @property
    def is_open(self) -> bool:
        """Whether nothing has been decided about the row yet."""
        return not self.outcome

    @property
    def recorded_at(self) -> datetime:
        """When the source recorded the row; the start of time where unsaid."""
        return self.values["recorded_at"] or START_OF_TIME

    def reject(self, reason: Reason | None) -> None:
        """Reject the row, where there is a reason and no earlier one."""
        if reason and self.is_open:
            self.outcome, self.reason = "rejected", reason


def read_row(table: str, number: int, raw: Raw) -> Row:
    """Parse every contract column; what cannot be read is None and noted.

    A decimal is read to its column's scale, before anything looks at its range.
    """
    row = Row(number, {})
    for column, rule in raw_contract()[table]["columns"].items():
        try:
            value = parsed(raw.get(column), rule["type"])
            if value is not None and "scale" in rule:
                value = rounded(value, rule["scale"])
            row.values[column] = value
        except Unreadable:
            row.values[column] = None
            row.unreadable.append(column)
    contract = raw_contract()[table]
    parts = [_key_part(row, raw, contract, column) for column in contract["key"]]
    row.key = "|".join(parts)
    return row


def _key_part(row: Row, raw: Raw, contract: dict[str, Any], column: str) -> str:
    """A key column's value as text; as it stands where it means nothing."""
    value, rule = row.values[column], contract["columns"][column]
    is_listed = rule["type"] in ("code", "currency")
    if column in row.unreadable or (is_listed and _is_out_of_range(value, rule)):
        return (raw[column] or "").strip()
    return "" if value is None else str(value)


def _is_out_of_range(value: Any, rule: dict[str, Any]) -> bool:
    if value is None:
        return False
    if "values" in rule and value not in rule["values"]:
        return True
    if rule["type"] == "currency" and value not in CURRENCIES:
        return True
    if "min" in rule and value < Fraction(str(rule["min"])):
        return True
    if "above" in rule and value <= rule["above"]:
        return True
    if rule["type"] in TOO_LARGE and abs(value) >= TOO_LARGE[rule["type"]]:
        return True
    return "max" in rule and value > rule["max"]


def _own_reason(table: str, row: Row) -> Reason | None:
    """The first thing wrong with a row by itself. A deletion needs its key only."""
    contract = raw_contract()[table]
    rules = contract["columns"]
    needed = [*contract["key"], "recorded_at", "is_deleted"]
    looked_at = [c for c in rules if not row.values["is_deleted"] or c in needed]
    for column in looked_at:
        if column in row.unreadable:
            return "unreadable_value", column
    for column in looked_at:
        if rules[column].get("required") and row.values[column] is None:
            return "missing_required", column
    for column in looked_at:
        if _is_out_of_range(row.values[column], rules[column]):
            return "out_of_range", column
    return None


def _open_by_key(table: str, rows: Iterable[Row]) -> dict[tuple[Any, ...], list[Row]]:
    groups: dict[tuple[Any, ...], list[Row]] = defaultdict(list)
    for row in rows:
        if row.is_open:
            key = tuple(row.values[column] for column in raw_contract()[table]["key"])
            groups[key].append(row)
    return groups


def _reject_conflicts(table: str, rows: list[Row]) -> None:
    for versions in _open_by_key(table, rows).values():
        instants: dict[datetime, list[Row]] = defaultdict(list)
        for row in versions:
            instants[row.recorded_at].append(row)
        for same in instants.values():
            if any(row.values != same[0].values for row in same):
                for row in same:
                    first = raw_contract()[table]["key"][0]
                    row.reject(("conflicting_versions", first))


def _are_inverted(table: str, values: Values) -> Reason | None:
    first, last = raw_contract()[table].get("in_order", (None, None))
    if first is None or values[first] is None or values[last] is None:
        return None
    if values.get("status") == "canceled" and table == "billing_subscription_items":
        return None
    return ("inverted_dates", last) if values[last] < values[first] else None


def _settle(table: str, versions: list[Row]) -> None:
    """Give the good versions of one key their outcomes.

    The newest counts. Where it is a deletion of what outlives one, the newest
    version that is none counts too, up to the first deletion after it.
    """
    for row in versions:
        row.outcome = "superseded"
    newest = max(versions, key=lambda row: row.recorded_at)
    newest.outcome = "deleted" if newest.values["is_deleted"] else "accepted"
    standing = [row for row in versions if not row.values["is_deleted"]]
    if newest.outcome == "accepted" or not standing:
        return
    if table not in OUTLIVING_DELETION:
        return
    kept = max(standing, key=lambda row: row.recorded_at)
    later = [row.recorded_at for row in versions if row.recorded_at > kept.recorded_at]
    kept.outcome = "accepted"
    kept.values["deleted_at"] = min(later)


def judged(
    table: str, raws: list[Raw], settings: Settings, *, amount: Check, reference: Check
) -> list[Row]:
    """Every row with its outcome: the reasons in their order, then the versions.

    amount looks at what several columns come to (out_of_range), reference at
    what the row names in other tables.
    """
    rows = [read_row(table, number, raw) for number, raw in enumerate(raws, 1)]
    for row in rows:
        if row.recorded_at >= settings.known_before:
            row.outcome = "not_yet_known"
        row.reject(_own_reason(table, row))
        if row.is_open and not row.values["is_deleted"]:
            row.reject(amount(row.values))
    _reject_conflicts(table, rows)
    for row in rows:
        if row.is_open and not row.values["is_deleted"]:
            row.reject(reference(row.values))
            row.reject(_are_inverted(table, row.values))
    for versions in _open_by_key(table, rows).values():
        _settle(table, versions)
    return rows
