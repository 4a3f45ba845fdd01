// Retention over time, by cohort, by account, by definition.
function historyOf(dimension, value) {
  return (records(data.tables.retention.history) ?? []).filter((row) => (
    row.dimension === dimension && (value === null || row.dimension_value === value)));
}

function drawHistory() {
  const isAll = chosen.value === 'all';
  const own = isAll ? historyOf('all', 'all')
    : historyOf(chosen.dimension, chosen.value.slice(1));
  drawChart('retention.history', own.flatMap((row) => ['nrr', 'grr'].map((measure) => ({
    month: row.month, ratio: row[measure], accounts: row.accounts,
    measure: t(`retention.${measure}`),
  }))));
  if (chosen.dimension === 'all') {
    drawChart('retention.lines', null);
    return;
  }
  const largest = data.cube.dimensions[chosen.dimension].values.slice(0, 5);
  drawChart('retention.lines', historyOf(chosen.dimension, null)
    .filter((row) => largest.includes(row.dimension_value))
    .map((row) => ({ ...row, label: word('value', row.dimension_value) })));
}

// A table is the heat map: its numbers can be read, copied and printed.
function drawCohorts() {
  const found = records(data.tables.retention.cohorts) ?? [];
  const ages = [...new Set(found.map((row) => row.age))].sort((one, other) => one - other);
  const cohorts = new Map();
  for (const row of found) {
    const cohort = cohorts.get(row.quarter)
      ?? { quarter: quarter(row.quarter), accounts: row.accounts };
    cohort[`age${row.age}`] = row.nrr;
    cohorts.set(row.quarter, cohort);
  }
  drawTable('retention.cohorts', [
    { key: 'quarter', label: t('retention.cohort'), kind: 'text' },
    { key: 'accounts', label: t('retention.accounts'), kind: 'whole' },
    ...ages.slice(1).map((age) => ({
      key: `age${age}`, label: t('retention.age', { age }), kind: 'heat',
      style: (row) => heat(row[`age${age}`]),
    })),
  ], [...cohorts.values()]);
}

function quarter(day) {
  return `${day.slice(0, 4)}-${day.slice(5, 7)}`;
}

// White at 100 %, blue above, orange below; full at half more, half less.
function heat(ratio) {
  if (ratio === null || ratio === undefined) return null;
  const strength = Math.min(Math.abs(ratio - 1) / 0.5, 1);
  const [red, green, blue] = ratio >= 1 ? [86, 180, 233] : [230, 159, 0];
  return `background: rgb(${red} ${green} ${blue} / ${strength.toFixed(2)})`;
}

function drawMovers(last) {
  const found = (records(data.tables.retention.contributions) ?? [])
    .filter((row) => row.month === last);
  drawTable('retention.movers', [
    { key: 'account', label: t('retention.account'), kind: 'text' },
    { key: 'size', label: word('dimension', 'size_segment'), kind: 'text' },
    { key: 'opening_mrr', label: t('retention.year_before'), kind: 'money' },
    { key: 'closing_mrr', label: t('retention.now'), kind: 'money' },
    { key: 'points', label: t('retention.points'), kind: 'points' },
  ], found.map((row) => ({ ...row, size: word('value', row.size_segment) })), {
    sortable: true,
  });
}

function drawPolicies(last) {
  const found = (records(data.tables.retention.policies) ?? [])
    .filter((row) => row.month === last && row.nrr !== null)
    .map((row) => ({ ...row, label: word('policy', row.policy), points: 100 * row.difference }))
    .sort((one, other) => other.nrr - one.nrr);
  drawChart('retention.policies', found, {
    headline: found.filter((row) => row.policy === 'cohort_point_to_point'),
  });
  drawTable('retention.rivals', [
    { key: 'label', label: t('retention.definition'), kind: 'text' },
    { key: 'nrr', label: t('retention.nrr'), kind: 'percent' },
    { key: 'points', label: t('retention.from_headline'), kind: 'points' },
  ], found);
}
