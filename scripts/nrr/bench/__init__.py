"""What the sparse ledger costs, against the usual spine of months times accounts.

Both start from the same staged tables of the same made-up companies and end in
the same fct_mrr_movements and fct_nrr_monthly, row by row, or the bench fails.
"""

from nrr.bench.bench import bench

__all__ = ["bench"]
