"""Random companies: raw tables in which everything that goes wrong goes wrong often.

Small domains on purpose: equal days, equal amounts and changes that cancel out
have to happen. The same seed gives the same company.
"""

import csv
import random
from datetime import date, timedelta
from pathlib import Path

from nrr.contract import columns, raw_contract
from reference.random_billing import billing
from reference.random_crm import crm, generic, rates
from reference.random_faults import rewritten, spoilt, versions
from reference.random_pocs import pocs
from reference.random_reserved import reserved
from reference.rows import Raw

Tables = dict[str, list[Raw]]

REWRITTEN_SHARE = 0.05


def random_company(
    seed: int, accounts: int, as_of: date, *, dirty: float = 0.03
) -> Tables:
    """The raw tables of one company with about `accounts` accounts.

    dirty: the share of rows in which one column is spoilt.
    """
    rng = random.Random(seed)
    last = as_of + timedelta(days=60)
    tables = billing(rng, accounts, last) | crm(rng, accounts, last)
    tables["exchange_rates"] = rates(as_of)
    tables["crm_reserved_expansions"] = reserved(rng, tables, accounts, last)
    tables |= pocs(rng, tables, accounts, last)
    for table in raw_contract():
        if table == "billing_products":
            continue
        clean = tables.get(table) or generic(rng, table, last)
        rows = [v for row in clean for v in versions(rng, table, row, as_of)]
        for place, row in enumerate(rows):
            if rng.random() < dirty:
                rows[place] = spoilt(rng, table, row)
            elif rng.random() < REWRITTEN_SHARE:
                rows[place] = rewritten(rng, table, row)
        rng.shuffle(rows)
        tables[table] = rows
    return {
        table: [{name: row.get(name) for name in columns(table)} for row in rows]
        for table, rows in tables.items()
    }


def write_csv(tables: Tables, folder: Path) -> Path:
    """Write each table to `<folder>/<table>.csv` (UTF-8); None is an empty field."""
    folder.mkdir(parents=True, exist_ok=True)
    for table, rows in tables.items():
        with (folder / f"{table}.csv").open("w", encoding="utf-8", newline="") as file:
            writer = csv.DictWriter(file, columns(table))
            writer.writeheader()
            writer.writerows(rows)
    return folder
