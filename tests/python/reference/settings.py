"""What a build is asked for, and the arithmetic of months."""

from calendar import monthrange
from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta


def month_of(day: date) -> int:
    """The month a day lies in, as a running number (year * 12 + month - 1)."""
    return day.year * 12 + day.month - 1


def month_start(month: int) -> date:
    """The first day of a running month."""
    return date(month // 12, month % 12 + 1, 1)


def month_end(month: int) -> date:
    """The last day of a running month."""
    first = month_start(month)
    return first.replace(day=monthrange(first.year, first.month)[1])


@dataclass(frozen=True)
class Settings:
    """The variables of a build which the reference knows."""

    as_of_date: date
    reporting_currency: str = "JPY"
    constant_fx_date: date | None = None
    fiscal_year_start_month: int = 4
    renewal_grace_days: int = 0
    reserved_grace_months: int = 0
    account_level: str = "account"

    @property
    def fx_date(self) -> date:
        """The day whose exchange rates are the constant ones."""
        return self.constant_fx_date or self.as_of_date

    @property
    def known_before(self) -> datetime:
        """The instant (UTC) from which on nothing is known yet."""
        next_day = self.as_of_date + timedelta(days=1)
        return datetime.combine(next_day, time.min, UTC)

    @property
    def last_month(self) -> int:
        """The last month that is complete at the end of `as_of_date`."""
        this_month = month_of(self.as_of_date)
        is_complete = month_end(this_month) == self.as_of_date
        return this_month if is_complete else this_month - 1

    def fiscal_year(self, month: int) -> int:
        """The calendar year in which the fiscal year of a month starts."""
        return (month - (self.fiscal_year_start_month - 1)) // 12

    def fiscal_quarter(self, month: int) -> int:
        """1 to 4, counted from the start of the fiscal year."""
        return (month - (self.fiscal_year_start_month - 1)) % 12 // 3 + 1
