"""The expected content of the marts, from raw rows."""

from typing import Any

from .accounts import accounts_of
from .billing import billing
from .cohorts import contributions, retention_cohorts
from .committed import Outlooks, committed_arr
from .dimensions import (
    dim_accounts,
    dim_months,
    dimensions_of,
    family_mrr,
    product_families,
    with_unlanded,
)
from .dispersion import decomposition, dispersion, lorenz
from .fx import fx_effects
from .items import live_items, standings
from .ledger import ledger_of
from .movements import drivers, movements
from .poc_marts import conversion, poc_rows
from .pocs import pocs_of
from .policies import nrr_by_policy
from .requests import request_impact
from .reservations import causes_of, expansions_of, fulfil, step_names, steps_of
from .reserved_marts import (
    fulfilled_series,
    fulfilments,
    reserved_causes,
    reserved_expansions,
    reserved_monthly,
)
from .retention import nrr_monthly
from .settings import Settings
from .sources import (
    RawTables,
    judged_tables,
    rates_of,
    reconciliation,
    rejected_rows,
)
from .waterfall import account_months, waterfall

Rows = list[dict[str, Any]]

GRAIN = {
    "dim_accounts": ["account_id"],
    "dim_months": ["month"],
    "fct_mrr_movements": ["account_id", "month"],
    "fct_mrr_movement_drivers": ["account_id", "product_id", "month", "driver"],
    "fct_account_mrr_monthly": ["account_id", "month"],
    "fct_mrr_waterfall_monthly": ["month", "dimension", "dimension_value"],
    "fct_nrr_monthly": ["month", "window_months", "dimension", "dimension_value"],
    "fct_nrr_by_policy": ["month", "policy"],
    "fct_nrr_account_contributions": ["month", "account_id"],
    "fct_retention_cohorts": [
        "cohort_month",
        "months_since_start",
        "dimension",
        "dimension_value",
    ],
    "fct_reserved_expansions": ["reserved_expansion_id"],
    "fct_reserved_expansion_fulfilments": ["reserved_expansion_id", "month"],
    "fct_reserved_expansions_monthly": [
        "planned_month",
        "dimension",
        "dimension_value",
    ],
    "fct_committed_arr_monthly": ["month", "dimension", "dimension_value"],
    "fct_pocs": ["poc_id"],
    "fct_poc_conversion": ["started_quarter", "dimension", "dimension_value"],
    "fct_arr_dispersion_monthly": ["month", "dimension", "dimension_value"],
    "fct_arr_dispersion_decomposition_monthly": ["month", "dimension"],
    "fct_arr_lorenz_curve": ["dimension", "dimension_value", "percentile"],
    "fct_fx_effect_monthly": ["month", "currency"],
    "fct_billing_reconciliation_monthly": ["month", "currency"],
    "fct_feature_request_impact": ["request_id"],
    "fct_rejected_rows": ["source_table", "row_number"],
    "fct_source_reconciliation": ["source_table"],
}


def expected_marts(raw: RawTables, settings: Settings) -> dict[str, Rows]:
    """Every mart the reference knows, {mart: rows}; raw is {table: rows of text}."""
    done = judged_tables(raw, settings)
    accounts = accounts_of(done, settings)
    rates = rates_of(done, settings)
    items = live_items(done, accounts, rates, settings)
    ledger = ledger_of(items, settings.last_month)
    account_rows = dim_accounts(done, accounts, ledger, settings)
    dimensions = dimensions_of(account_rows)
    product_family = product_families(done)
    families = family_mrr(ledger, product_family)
    with_mrr = list(dimensions)
    causes = causes_of(ledger)
    steps = steps_of(done, accounts, rates, ledger)
    fulfil(steps, expansions_of(causes), items, step_names(done), settings)
    pocs = pocs_of(done, accounts, ledger, items, settings)
    tried = list(poc_rows(pocs, ledger))
    taken = fulfilled_series(steps, ledger, product_family)
    return {
        "dim_accounts": account_rows,
        "dim_months": dim_months(ledger, settings),
        "fct_mrr_movements": list(movements(ledger)),
        "fct_mrr_movement_drivers": list(
            drivers(ledger, reserved_causes(steps, causes))
        ),
        "fct_account_mrr_monthly": list(account_months(ledger, dimensions)),
        "fct_mrr_waterfall_monthly": list(waterfall(ledger, dimensions)),
        "fct_nrr_monthly": list(nrr_monthly(ledger, dimensions, families, taken)),
        "fct_nrr_by_policy": list(
            nrr_by_policy(ledger, with_mrr, accounts.root, taken)
        ),
        "fct_nrr_account_contributions": list(contributions(ledger, with_mrr)),
        "fct_retention_cohorts": list(retention_cohorts(ledger, dimensions)),
        "fct_reserved_expansions": list(reserved_expansions(steps, settings)),
        "fct_reserved_expansion_fulfilments": list(fulfilments(steps)),
        "fct_reserved_expansions_monthly": list(
            reserved_monthly(
                steps,
                with_unlanded(accounts, dimensions, {step.account for step in steps}),
                settings,
            )
        ),
        "fct_committed_arr_monthly": list(
            committed_arr(
                Outlooks(
                    done,
                    accounts,
                    rates,
                    ledger,
                    {item.item_id: item for item in items},
                    {step.step_id: step for step in steps},
                    settings,
                ),
                dimensions,
            )
        ),
        "fct_pocs": tried,
        "fct_poc_conversion": list(conversion(tried, accounts, settings)),
        "fct_arr_dispersion_monthly": list(dispersion(ledger, dimensions, families)),
        "fct_arr_dispersion_decomposition_monthly": list(
            decomposition(ledger, dimensions)
        ),
        "fct_arr_lorenz_curve": list(lorenz(ledger, dimensions, families)),
        "fct_fx_effect_monthly": list(fx_effects(done, items, settings)),
        "fct_billing_reconciliation_monthly": list(billing(done, items, settings)),
        "fct_feature_request_impact": list(
            request_impact(done, accounts, rates, ledger, settings)
        ),
        "fct_rejected_rows": rejected_rows(done),
        "fct_source_reconciliation": reconciliation(
            done, standings(done, items, rates, settings)
        ),
    }
