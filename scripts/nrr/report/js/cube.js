// Any A to B from the rows of cube_rows.sql: a figure is the sum of all rows with
// a <= A < b <= B (of an opening, with a <= A). Amounts are whole numbers of
// ten-thousandths, as BigInt: exact whatever their size.
const SCALE = 10000n;
const decoded = {};

function decode(dimension) {
  decoded[dimension] ??= (() => {
    const { columns } = data.cube.dimensions[dimension];
    const small = (name) => columns[name].split(',').map(Number);
    const large = (name) => columns[name].split(',').map((text) => BigInt(text || 0));
    return {
      values: data.cube.dimensions[dimension].values,
      value: small('value'), a: small('a'), b: small('b'),
      opened: small('opening_accounts'), lost: small('lost_accounts'),
      opening: large('opening'), expansion: large('expansion'),
      reserved: large('reserved'), contraction: large('contraction'),
      churned: large('churned'),
    };
  })();
  return decoded[dimension];
}

// One figure set a value of the dimension that has any, as `nrr between` has rows.
function between(a, b, dimension) {
  const rows = decode(dimension);
  const sums = rows.values.map((value) => ({
    value, accounts: 0, kept: 0, opening: 0n, expansion: 0n, reserved: 0n,
    contraction: 0n, churned: 0n,
  }));
  rows.value.forEach((value, at) => {
    if (rows.a[at] > a) return;
    const sum = sums[value];
    if (rows.b[at] === 0) {
      sum.accounts += rows.opened[at];
      sum.kept += rows.opened[at];
      sum.opening += rows.opening[at];
    } else if (a < rows.b[at] && rows.b[at] <= b) {
      sum.kept -= rows.lost[at];
      sum.expansion += rows.expansion[at];
      sum.reserved += rows.reserved[at];
      sum.contraction += rows.contraction[at];
      sum.churned += rows.churned[at];
    }
  });
  return sums.filter((sum) => sum.accounts || sum.expansion).map(withRatios);
}

function withRatios(sum) {
  const closing = sum.opening + sum.expansion - sum.contraction - sum.churned;
  const least = sum.opening - sum.contraction - sum.churned;
  const ratio = (part) => (
    sum.opening ? toNumber(part) / toNumber(sum.opening) : null);
  return {
    ...sum,
    closing,
    newly: sum.expansion - sum.reserved,
    nrr: ratio(closing),
    grr: ratio(least),
    logos: sum.accounts ? sum.kept / sum.accounts : null,
  };
}

// 704505000n is 70450.5000.
function decimalText(scaled) {
  const digits = String(scaled < 0n ? -scaled : scaled).padStart(5, '0');
  return `${scaled < 0n ? '-' : ''}${digits.slice(0, -4)}.${digits.slice(-4)}`;
}

function toNumber(scaled) {
  return Number(decimalText(scaled));
}

// To the whole unit, half away from zero.
function wholeUnits(scaled) {
  const size = ((scaled < 0n ? -scaled : scaled) + SCALE / 2n) / SCALE;
  return scaled < 0n ? -size : size;
}
