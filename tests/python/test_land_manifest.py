"""F21: a manifest beside the files is checked against what arrived."""

import json

import pytest

from nrr.errors import Refused
from test_land import landed

INVOICES = b"invoice_line_id,customer_id,invoice_date,amount,currency\n"
LINES = INVOICES + b"l1,c1,2025-01-01,0.1,JPY\nl2,c1,2025-01-01,-0.30,JPY\n"
SHA = "8cde35d8be1e0fbeb8a27cfd5e7d08c2d8e1d8bb5cfac2ac6e2b7e86e3a7a7b1"


def _with_manifest(folder, expected, lines=LINES):
    manifest = json.dumps({"files": {"billing_invoice_lines.csv": expected}})
    files = {"billing_invoice_lines.csv": lines, "manifest.json": manifest.encode()}
    return landed(folder, files)["billing_invoice_lines"]


@pytest.mark.parametrize(
    ("expected", "message"),
    [
        ({"rows": 3}, "its row count is 2, but manifest.json expects 3"),
        ({"sha256": SHA}, f"its sha256 is .* expects {SHA}"),
        ({"sums": {"amount": "-0.21"}}, "sum of amount is -0.20, .* expects -0.21"),
        ({"sums": {"amount": "x"}}, "is x, not a number"),
        ({"sums": {"discount": "1"}}, "no column of billing_invoice_lines"),
        ({"sums": {"currency": "1"}}, "holds JPY, not a number"),
        ({"row": 2}, "an entry 'row' that cannot be checked"),
    ],
)
def test_F21_a_manifest_that_does_not_match(tmp_path, expected, message):
    with pytest.raises(Refused, match=message):
        _with_manifest(tmp_path, expected)


def test_F21_a_manifest_that_matches(tmp_path):
    sha256 = _with_manifest(tmp_path, {}).sha256["billing_invoice_lines.csv"]
    expected = {"rows": 2, "sha256": sha256.upper(), "sums": {"amount": "-0.2"}}
    assert _with_manifest(tmp_path, expected).rows == 2
    assert _with_manifest(tmp_path, {"sums": {"amount": -0.2}}).rows == 2


@pytest.mark.parametrize(
    ("manifest", "message"),
    [
        (b"{", "manifest.json: is no JSON"),
        (b"[]", 'has no "files"'),
        (b'{"files": {"crm_pocs.csv": {}}}', "lists crm_pocs.csv, which is not there"),
    ],
)
def test_F21_a_manifest_that_cannot_be_read(tmp_path, manifest, message):
    with pytest.raises(Refused, match=message):
        landed(tmp_path, {"manifest.json": manifest})
