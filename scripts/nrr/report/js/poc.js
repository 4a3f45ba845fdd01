// PoCs: how many become contracts, by what was agreed first; when; how far they grow.
const ENDS = ['converted', 'lost', 'undecided', 'running'];

function drawPocs() {
  const groups = rowsOf('poc', 'conversion').filter((row) => row.started).map((row) => ({
    ...row,
    decided: row.converted + row.lost,
    cut: word('dimension', row.dimension),
    value: word('value', row.dimension_value),
    label: pocLabel(row),
    still_open: row.running + row.undecided,
  }));
  drawPocAnswer(groups);
  drawChart('poc.conversion', groups.filter((row) => row.decided).map((row) => ({
    ...row, label: `${row.label}, n = ${whole(row.decided)}`,
  })), {
    band: groups.slice(0, 1),
  });
  drawTable('poc.groups', [
    { key: 'label', label: t('page.group'), kind: 'text' },
    { key: 'started', label: t('poc.started'), kind: 'whole' },
    { key: 'converted', label: t('poc.converted'), kind: 'whole' },
    { key: 'lost', label: t('poc.lost'), kind: 'whole' },
    { key: 'still_open', label: t('poc.open'), kind: 'whole' },
    { key: 'rate', label: t('poc.rate'), kind: 'percent' },
    { key: 'interval', label: t('page.interval'), kind: 'figure' },
    { key: 'days', label: t('poc.days'), kind: 'whole' },
    { key: 'scale_known', label: t('poc.scale_known'), kind: 'whole' },
    { key: 'did_not_scale', label: t('poc.did_not_scale'), kind: 'whole' },
    { key: 'scale', label: t('poc.ratio'), kind: 'ratio' },
  ], groups.map((row) => ({ ...row, interval: wilson(row) })));
  drawChart('poc.curve', rowsOf('poc', 'curve').map((row) => ({
    ...row, label: pocLabel(row),
  })));
  drawChart('poc.quarters', rowsOf('poc', 'quarters').reverse()
    .flatMap((row) => ENDS.map((end, order) => ({
      quarter: row.quarter, end: t(`poc.${end === 'running' ? 'running' : end}`), order,
      pocs: row[end], started: row.started, rate: row.rate,
    }))).filter((row) => row.pocs));
  drawChart('poc.scale', rowsOf('poc', 'scale').map((row) => ({
    ...row, label: t(`scale.${row.size}`),
  })));
}

function pocLabel(row) {
  if (row.dimension === 'all') return t('poc.all');
  return t('poc.label', {
    cut: word('dimension', row.dimension), value: word('value', row.dimension_value),
  });
}

function wilson(row) {
  if (row.low === null) return NOTHING;
  return t('page.from_to', { low: percent(row.low), high: percent(row.high) });
}

function drawPocAnswer(groups) {
  const all = groups.find((row) => row.dimension === 'all');
  if (!all) {
    say('poc-answer', t('poc.none'));
    return;
  }
  if (!all.decided) {
    say('poc-answer', t('poc.none_decided', { n: all.started }));
    return;
  }
  const place = all.rate < all.benchmark_low ? 'below'
    : all.rate > all.benchmark_high ? 'above' : 'within';
  const by = Object.fromEntries(groups
    .filter((row) => row.dimension === 'criteria_before_start' && row.decided)
    .map((row) => [row.dimension_value, row]));
  const sentences = [
    t('poc.answer', {
      n: all.decided, converted: all.converted, rate: percent(all.rate),
      low: percent(all.low), high: percent(all.high),
      place: t(`poc.${place}`, {
        low: percent(all.benchmark_low), high: percent(all.benchmark_high),
      }),
    }),
    by.yes && by.no ? t('poc.by_criteria', {
      yes: percent(by.yes.rate), n_yes: by.yes.decided,
      no: percent(by.no.rate), n_no: by.no.decided,
    }) : '',
  ];
  say('poc-answer', sentences.filter(Boolean).join(language === 'ja' ? '' : ' '));
}
