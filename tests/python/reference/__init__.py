"""An independent reference: the marts in plain Python, from the definitions.

No SQL, exact fractions, every month of every account written out. It is slow
on purpose and meant to be read; the tests compare the published marts with it.
"""

from .marts import GRAIN, expected_marts
from .settings import Settings

__all__ = ["GRAIN", "Settings", "expected_marts"]
