// Retention from month A to month B: choices, answer, bridge, values.
const chosen = { a: 0, b: 0, dimension: 'all', value: 'all' };
const STEPS = ['opening', 'reserved', 'newly', 'contraction', 'churned', 'closing'];
const LOSSES = ['contraction', 'churned'];

function monthsShown() {
  const months = data.tables.retention.months.rows.map(([day]) => day);
  return months.slice(data.cube.first);
}

function startRetention() {
  const last = monthsShown().length - 1;
  chosen.b = last;
  chosen.a = Math.max(last - 12, 0);
  const onChange = {
    'month-a': (value) => {
      chosen.a = Number(value);
      if (chosen.b <= chosen.a) chosen.b = last;
    },
    'month-b': (value) => { chosen.b = Number(value); },
    dimension: (value) => {
      chosen.dimension = value;
      chosen.value = 'all';
    },
    value: (value) => { chosen.value = value; },
  };
  for (const [id, change] of Object.entries(onChange)) {
    document.getElementById(id).addEventListener('change', (event) => {
      change(event.target.value);
      drawRetention();
    });
  }
}

function drawChoices() {
  const months = monthsShown().map((day, at) => [at, month(day)]);
  const dimensions = Object.keys(data.cube.dimensions);
  options('month-a', months.slice(0, -1), chosen.a);
  options('month-b', months.slice(chosen.a + 1), chosen.b);
  options('dimension', DIMENSIONS.filter((name) => dimensions.includes(name))
    .map((name) => [name, word('dimension', name)]), chosen.dimension);
  const values = chosen.dimension === 'all' ? [] : inNaturalOrder(
    data.cube.dimensions[chosen.dimension].values.map((value) => ({ value })));
  options('value', [['all', word('value', 'all')],
    ...values.map(({ value }) => [`=${value}`, word('value', value)])], chosen.value);
  const leftOut = data.cube.dimensions[chosen.dimension]?.left_out ?? 0;
  const limits = [
    data.cube.first ? t('retention.months_left_out', { n: data.cube.first }) : '',
    leftOut ? t('retention.values_left_out', { n: leftOut }) : '',
  ];
  say('retention-limits', limits.join(' ').trim());
}

const DIMENSIONS = ['all', 'size_segment', 'industry', 'region', 'acquisition_year',
  'reservation', 'arr_band', 'product_family'];

// Years and bands in their own order; all else as it comes, the largest first.
function inNaturalOrder(rows) {
  const bands = data.tables.retention.bands.rows.map(([band]) => band);
  const orders = {
    acquisition_year: (one, other) => one.value.localeCompare(other.value),
    arr_band: (one, other) => bands.indexOf(one.value) - bands.indexOf(other.value),
  };
  return [...rows].sort(orders[chosen.dimension] ?? (() => 0));
}

// The figures chosen; of a value without any row, none.
function figures() {
  const value = chosen.value === 'all' ? 'all' : chosen.value.slice(1);
  const dimension = chosen.value === 'all' ? 'all' : chosen.dimension;
  return between(chosen.a, chosen.b, dimension).find((row) => row.value === value);
}

function drawRetention() {
  drawChoices();
  const months = monthsShown();
  const found = months.length > 1 ? figures() : undefined;
  const span = { a: month(months[chosen.a]), b: month(months[chosen.b]) };
  drawAnswer(found, span);
  drawBridge(found);
  drawValues();
  drawHistory();
  drawCohorts();
  drawMovers(months[chosen.b]);
  drawPolicies(months[chosen.b]);
}

function drawAnswer(found, span) {
  const group = chosen.value === 'all' ? ''
    : t('retention.group', { group: word('value', chosen.value.slice(1)) });
  if (!found?.accounts) {
    const key = monthsShown().length > 1 ? 'retention.no_opening' : 'retention.one_month';
    say('retention-answer', group + t(key, span));
    tiles('retention-tiles', []);
    return;
  }
  const shown = {
    ...span, n: found.accounts, kept: found.kept,
    opening: money(toNumber(found.opening)), closing: money(toNumber(found.closing)),
    nrr: percent(found.nrr), grr: percent(found.grr), logos: percent(found.logos),
  };
  say('retention-answer', group + t('retention.answer', shown));
  const accounts = t('page.accounts', { n: found.accounts });
  tiles('retention-tiles', [
    [t('retention.nrr'), ratio('nrr', found), accounts],
    [t('retention.grr'), ratio('grr', found), accounts],
    [t('retention.logos'), ratio('logos', found),
      t('retention.kept', { n: found.accounts, kept: found.kept })],
  ]);
}

function ratio(name, found) {
  return element('data', { value: found[name], id: `figure-${name}` }, percent(found[name]));
}
