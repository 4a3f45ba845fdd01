// Reserved expansion: due, taken up, overdue; committed ARR; what reserving does.
const PARTS = ['on_time', 'late', 'overdue', 'lapsed', 'cancelled', 'pending'];
const DAYS = ['sales_lead_days', 'first_value_days'];

function rowsOf(section, query) {
  return records(data.tables[section][query]) ?? [];
}

function lastMonth() {
  return data.tables.retention.months.rows.at(-1)[0];
}

function drawReserved() {
  const [totals] = rowsOf('reserved', 'totals');
  drawTaken(totals);
  drawPlanned();
  drawTable('reserved.overdue', [
    { key: 'account', label: t('retention.account'), kind: 'text' },
    { key: 'product', label: t('reserved.product'), kind: 'text' },
    { key: 'planned_month', label: t('reserved.planned'), kind: 'month' },
    { key: 'months_late', label: t('reserved.late'), kind: 'whole' },
    { key: 'reserved_mrr', label: t('reserved.reserved'), kind: 'money' },
    { key: 'unfulfilled_mrr', label: t('reserved.open'), kind: 'money' },
    { key: 'owner', label: t('reserved.owner'), kind: 'text' },
  ], rowsOf('reserved', 'overdue'), { sortable: true });
  drawCommitted();
  drawEffects();
}

function drawTaken(totals) {
  if (!totals?.steps) {
    say('reserved-answer', t('reserved.none'));
    tiles('reserved-tiles', []);
    return;
  }
  const rate = totals.due_mrr ? totals.fulfilled_mrr / totals.due_mrr : null;
  const shown = {
    n: totals.due_steps, month: month(lastMonth()), due: money(totals.due_mrr),
    fulfilled: money(totals.fulfilled_mrr), rate: percent(rate),
    overdue: money(totals.overdue_mrr ?? 0), overdue_steps: totals.overdue_steps,
    pending: money(totals.pending_mrr ?? 0), pending_steps: totals.pending_steps,
  };
  say('reserved-answer', t(totals.due_steps ? 'reserved.answer' : 'reserved.not_due', shown));
  tiles('reserved-tiles', [
    [t('reserved.due'), money(totals.due_mrr ?? 0), steps(totals.due_steps)],
    [t('reserved.fulfilled'), percent(rate), t('reserved.of_mrr', shown)],
    [t('reserved.overdue_mrr'), shown.overdue, steps(totals.overdue_steps)],
    [t('reserved.ahead'), shown.pending, steps(totals.pending_steps)],
  ]);
}

function steps(n) {
  return t('reserved.steps', { n });
}

function drawPlanned() {
  const months = rowsOf('reserved', 'months');
  drawChart('reserved.months', months.flatMap((row) => PARTS.map((part, order) => ({
    month: row.month, part: t(`reserved_part.${part}`), order,
    mrr: row[`${part}_mrr`], steps: row.steps, rate: row.rate,
  }))).filter((row) => row.mrr));
  const years = new Map();
  for (const row of months) {
    const year = row.month.slice(0, 4);
    years.set(year, [...(years.get(year) ?? []), row]);
  }
  drawTable('reserved.years', [
    { key: 'year', label: t('reserved.year'), kind: 'text' },
    { key: 'steps', label: t('reserved.step_count'), kind: 'whole' },
    { key: 'reserved', label: t('reserved.reserved'), kind: 'money' },
    { key: 'fulfilled', label: t('reserved.fulfilled'), kind: 'money' },
    { key: 'rate', label: t('reserved.rate'), kind: 'percent' },
    { key: 'on_time', label: t('reserved.on_time_rate'), kind: 'percent' },
    { key: 'overdue', label: t('reserved.overdue_mrr'), kind: 'money' },
  ], [...years].map(([year, rows]) => {
    const sum = (name) => rows.reduce((all, row) => all + row[name], 0);
    const reserved = sum('reserved_mrr');
    return {
      year, steps: sum('steps'), reserved, fulfilled: sum('fulfilled_mrr'),
      rate: sum('fulfilled_mrr') / reserved, on_time: sum('on_time_mrr') / reserved,
      overdue: sum('overdue_mrr'),
    };
  }));
}

function drawCommitted() {
  const months = rowsOf('reserved', 'committed');
  drawChart('reserved.committed', months.flatMap((row) => ['arr', 'committed_arr']
    .map((name) => ({
      month: row.month, arr: row[name], measure: t(`committed.${name}`),
    }))));
  const last = months.at(-1);
  const parts = [
    'arr', 'reserved_not_live_arr', 'known_starting_arr', 'known_ending_arr',
    'committed_arr',
  ];
  drawTable('reserved.parts', [
    { key: 'label', label: t('reserved.part'), kind: 'text' },
    { key: 'arr', label: t('reserved.arr_at', { month: month(last?.month) }), kind: 'money' },
    { key: 'share', label: t('reserved.of_live'), kind: 'percent' },
  ], !last ? [] : parts.map((part) => {
    const arr = part === 'known_ending_arr' ? -last[part] : last[part];
    return { label: t(`committed.${part}`), arr, share: last.arr ? arr / last.arr : null };
  }));
}

function drawEffects() {
  const found = rowsOf('reserved', 'effects').map((row) => ({
    ...row,
    isDays: DAYS.includes(row.outcome),
    label: t(`outcome.${row.outcome}`),
    group: word('value', row.dimension_value),
  }));
  const shown = found.filter((row) => row.has_enough_accounts && row.difference !== null);
  drawChart('reserved.days', shown.filter((row) => row.isDays));
  drawChart('reserved.arr', shown.filter((row) => !row.isDays));
  const written = (row, name) => outcomeText(row.outcome, row[name]);
  drawTable('reserved.effects', [
    { key: 'label', label: t('reserved.outcome'), kind: 'text' },
    { key: 'group', label: t('page.group'), kind: 'text' },
    { key: 'with', label: t('reserved.with'), kind: 'figure' },
    { key: 'reserved_accounts', label: 'n', kind: 'whole' },
    { key: 'without', label: t('reserved.without'), kind: 'figure' },
    { key: 'other_accounts', label: 'n', kind: 'whole' },
    { key: 'differs', label: t('reserved.difference'), kind: 'figure' },
    { key: 'interval', label: t('page.interval'), kind: 'figure' },
  ], found.filter((row) => row.reserved_accounts || row.other_accounts).map((row) => ({
    ...row,
    with: written(row, 'reserved_median'),
    without: written(row, 'other_median'),
    differs: row.has_enough_accounts ? written(row, 'difference') : t('page.too_few'),
    interval: row.has_enough_accounts && row.ci_low !== null
      ? t('page.from_to', { low: written(row, 'ci_low'), high: written(row, 'ci_high') })
      : NOTHING,
  })));
}

// An outcome is of days, of ARR, or a share of cases.
function outcomeText(outcome, value) {
  if (value === null) return NOTHING;
  if (DAYS.includes(outcome)) return t('page.days', { days: oneDigit(value) });
  return outcome.startsWith('arr_') ? compact(value) : percent(value);
}
