// Dispersion of ARR: where the money sits, over time, and what explains it.
function drawDispersion() {
  const months = rowsOf('dispersion', 'months');
  drawDispersionAnswer(months);
  drawLorenz();
  drawChart('dispersion.gini', months);
  drawChart('dispersion.top', months.flatMap((row) => (
    ['top_decile_share', 'top_account_share'].map((name) => ({
      month: row.month, share: row[name], accounts: row.accounts,
      measure: t(`dispersion.${name}`),
    })))));
  drawChart('dispersion.explained', explained()
    .map((row) => ({ ...row, label: word('dimension', row.dimension) })));
  drawSizes();
}

// The last reported month, the dimension that explains most first.
function explained() {
  return rowsOf('dispersion', 'explained')
    .filter((row) => row.month === lastMonth() && row.between_share !== null)
    .sort((one, other) => other.between_share - one.between_share);
}

function drawDispersionAnswer(months) {
  const last = months.find((row) => row.month === lastMonth());
  if (!last) {
    say('dispersion-answer', t('dispersion.none'));
    return;
  }
  const before = months.at(-13);
  const size = explained().find((row) => row.dimension === 'size_segment');
  const sentences = [
    t('dispersion.answer', {
      n: last.accounts, month: month(last.month), top: percent(last.top_decile_share),
      largest: percent(last.top_account_share), gini: decimals(last.gini, 2),
    }),
    before ? t('dispersion.before', { gini: decimals(before.gini, 2) }) : '',
    size ? t('dispersion.by_size', { share: percent(size.between_share) }) : '',
  ];
  say('dispersion-answer', sentences.filter(Boolean).join(language === 'ja' ? '' : ' '));
}

function drawLorenz() {
  const label = (row) => word('value', row.dimension_value);
  drawChart('dispersion.lorenz', rowsOf('dispersion', 'lorenz')
    .map((row) => ({ ...row, label: label(row) })));
  drawTable('dispersion.segments', [
    { key: 'label', label: word('dimension', 'size_segment'), kind: 'text' },
    { key: 'accounts', label: t('retention.accounts'), kind: 'whole' },
    { key: 'total_arr', label: t('dispersion.total'), kind: 'money' },
    { key: 'median_arr', label: t('dispersion.median'), kind: 'money' },
    { key: 'mean_arr', label: t('dispersion.mean'), kind: 'money' },
    { key: 'max_arr', label: t('dispersion.max'), kind: 'money' },
    { key: 'top_decile_share', label: t('dispersion.top_decile_share'), kind: 'percent' },
    { key: 'gini', label: t('dispersion.gini_short'), kind: 'ratio' },
  ], rowsOf('dispersion', 'segments').map((row) => ({ ...row, label: label(row) })));
}

function drawSizes() {
  drawChart('dispersion.sizes', rowsOf('dispersion', 'sizes')
    .map((row) => ({ ...row, label: word('value', row.size_segment) })));
  const [unsized] = rowsOf('dispersion', 'unsized');
  say('dispersion-unsized', unsized?.accounts
    ? t('dispersion.unsized', { n: unsized.accounts }) : '');
}
