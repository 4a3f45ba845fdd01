// Trust: what was not counted, what contradicts itself, what was restated, words.
const SOURCE_COUNTS = [
  'loaded_rows', 'accepted_rows', 'superseded_rows', 'deleted_rows', 'rejected_rows',
];

function drawTrust() {
  const sources = rowsOf('trust', 'sources');
  const issues = rowsOf('trust', 'issues');
  const months = rowsOf('trust', 'restatements');
  drawTrustAnswer(sources, issues, months);
  drawVersionTiles();
  drawTable('trust.sources', [
    { key: 'source_table', label: t('trust.table'), kind: 'text' },
    ...SOURCE_COUNTS.map((name) => ({ key: name, label: t(`trust.${name}`), kind: 'whole' })),
    { key: 'is_reconciled', label: t('trust.reconciled'), kind: 'yes' },
  ], sources, { sortable: true });
  drawTable('trust.rejected', [
    { key: 'source_table', label: t('trust.table'), kind: 'text' },
    { key: 'label', label: t('trust.reason'), kind: 'text' },
    { key: 'rows', label: t('trust.rows'), kind: 'whole' },
    { key: 'mrr', label: t('trust.at_stake'), kind: 'money' },
    { key: 'example', label: t('trust.example'), kind: 'long' },
  ], rowsOf('trust', 'rejected').map((row) => ({
    ...row, label: word('reason', row.reason_code),
  })), { sortable: true });
  drawTable('trust.issues', [
    { key: 'label', label: t('trust.issue'), kind: 'text' },
    { key: 'weight', label: t('trust.severity'), kind: 'text' },
    { key: 'issues', label: t('trust.times'), kind: 'whole' },
    { key: 'mrr', label: t('trust.at_stake'), kind: 'money' },
    { key: 'example', label: t('trust.example'), kind: 'long' },
  ], issues.map((row) => ({
    ...row, label: word('issue', row.issue_code), weight: word('severity', row.severity),
  })), { sortable: true });
  drawChart('trust.restatements', months.some((row) => row.difference) ? months : []);
  drawDefinitions();
}

function drawTrustAnswer(sources, issues, months) {
  if (!sources.length) {
    say('trust-answer', t('trust.none'));
    return;
  }
  const sum = (rows, name) => rows.reduce((all, row) => all + (row[name] ?? 0), 0);
  const loaded = sum(sources, 'loaded_rows');
  const rejected = sum(sources, 'rejected_rows');
  const sizes = months.map((row) => Math.abs(row.difference));
  const sentences = [
    t('trust.answer', {
      rejected, loaded, share: percent(loaded ? rejected / loaded : null),
      whole: sources.filter((row) => row.is_reconciled).length, tables: sources.length,
    }),
    t('trust.issue_answer', { n: sum(issues, 'issues'), mrr: money(sum(issues, 'mrr')) }),
    months.length ? t('trust.restated', {
      n: sizes.filter(Boolean).length, months: months.length,
      most: money(Math.max(...sizes)),
    }) : '',
  ];
  say('trust-answer', sentences.filter(Boolean).join(language === 'ja' ? '' : ' '));
}

function drawVersionTiles() {
  const [version] = rowsOf('trust', 'version');
  tiles('trust-tiles', !version ? [] : [
    [t('trust.version'), version.version, t('trust.built', { at: built(version) })],
    [t('trust.as_of'), day(version.as_of), t('trust.known')],
    [t('trust.code'), version.code.slice(0, 8), t('trust.commit')],
    [t('trust.content'), version.content_hash.slice(0, 8), t('trust.hash')],
  ]);
}

function built(version) {
  return version.built_at.slice(0, 16).replace('T', ' ');
}

// The one place where HTML is put in: the project's own words, from its doc blocks.
function drawDefinitions() {
  const terms = Object.entries(data.definitions[language]).map(([term, html]) => {
    const text = element('div', { class: 'scroll' });
    text.innerHTML = html;
    const summary = element('summary', {}, t(`definition.${term}`));
    return element('details', {}, summary, text);
  });
  document.getElementById('definitions').replaceChildren(...terms);
}

// On paper nothing can be opened.
function openDefinitions(isOpen) {
  for (const term of document.querySelectorAll('#definitions details')) {
    term.open = isOpen;
  }
}
