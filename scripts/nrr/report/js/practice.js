// The practice: who is ready for more, what stands in the way, what customers say.
let nextStep = 'all';

function startPractice() {
  document.getElementById('next-step').addEventListener('change', (event) => {
    nextStep = event.target.value;
    drawReadiness();
  });
}

function drawPractice() {
  const found = rowsOf('practice', 'steps');
  drawPracticeAnswer(found);
  options('next-step', [
    ['all', t('practice.every_step')],
    ...found.map((row) => [`=${row.next_step}`, word('next_step', row.next_step)]),
  ], nextStep);
  drawTable('practice.steps', [
    { key: 'label', label: t('practice.next_step'), kind: 'text' },
    { key: 'accounts', label: t('retention.accounts'), kind: 'whole' },
    { key: 'arr', label: t('practice.arr'), kind: 'money' },
    { key: 'white_space_arr', label: t('practice.white_space'), kind: 'money' },
    { key: 'ready_accounts', label: t('practice.ready'), kind: 'whole' },
  ], found.map((row) => ({ ...row, label: word('next_step', row.next_step) })));
  drawReadiness();
  drawEvidence();
  drawChurn();
  drawRequests();
}

function drawPracticeAnswer(found) {
  if (!found.length) {
    say('practice-answer', t('practice.none'));
    return;
  }
  const sum = (name) => found.reduce((all, row) => all + (row[name] ?? 0), 0);
  const [most] = found;
  say('practice-answer', t('practice.answer', {
    n: sum('accounts'), step: word('next_step', most.next_step), most: most.accounts,
    arr: money(most.arr), ready: sum('ready_accounts'), white: money(sum('white_space_arr')),
  }));
}

function drawReadiness() {
  const rows = rowsOf('practice', 'accounts')
    .filter((row) => nextStep === 'all' || `=${row.next_step}` === nextStep);
  drawTable('practice.accounts', [
    { key: 'account', label: t('retention.account'), kind: 'text' },
    { key: 'step', label: t('practice.next_step'), kind: 'text' },
    { key: 'arr', label: t('practice.arr'), kind: 'money' },
    { key: 'points', label: t('practice.points'), kind: 'whole' },
    { key: 'is_onboarded', label: t('practice.onboarded'), kind: 'yes' },
    { key: 'is_acknowledged', label: t('practice.acknowledged'), kind: 'yes' },
    { key: 'blocking_requests', label: t('practice.blocking'), kind: 'whole' },
    { key: 'poc', label: t('practice.poc'), kind: 'text' },
    { key: 'adoption', label: t('practice.adoption'), kind: 'percent' },
    { key: 'penetration', label: t('practice.penetration'), kind: 'percent' },
    { key: 'reserved_arr', label: t('practice.reserved'), kind: 'money' },
    { key: 'white_space_arr', label: t('practice.white_space'), kind: 'money' },
    { key: 'contribution', label: t('retention.points'), kind: 'points' },
  ], rows.map((row) => ({
    ...row,
    step: word('next_step', row.next_step),
    poc: row.poc_status ? word('poc_status', row.poc_status) : null,
  })), { sortable: true, most: 30 });
}

function drawEvidence() {
  drawTable('practice.evidence', [
    { key: 'words', label: t('practice.claim'), kind: 'long' },
    { key: 'judged', label: t('practice.verdict'), kind: 'text' },
    { key: 'measured', label: t('reserved.outcome'), kind: 'text' },
    { key: 'with', label: t('practice.exposed'), kind: 'figure' },
    { key: 'exposed_n', label: 'n', kind: 'whole' },
    { key: 'without', label: t('practice.unexposed'), kind: 'figure' },
    { key: 'unexposed_n', label: 'n', kind: 'whole' },
    { key: 'differs', label: t('reserved.difference'), kind: 'figure' },
    { key: 'interval', label: t('page.interval'), kind: 'figure' },
  ], rowsOf('practice', 'evidence').map((row) => ({
    ...row,
    words: word('claim', row.claim),
    judged: word('verdict', row.verdict),
    measured: word('outcome', row.outcome),
    with: outcomeText(row.outcome, row.exposed_value),
    without: outcomeText(row.outcome, row.unexposed_value),
    differs: outcomeText(row.outcome, row.difference),
    interval: row.ci_low === null ? NOTHING : t('page.from_to', {
      low: outcomeText(row.outcome, row.ci_low), high: outcomeText(row.outcome, row.ci_high),
    }),
  })));
}

function drawChurn() {
  const found = rowsOf('practice', 'churn');
  const all = found.reduce((sum, row) => sum + row.mrr, 0);
  const rows = found.map((row) => ({
    ...row, label: word('churn', row.category), share: all ? row.mrr / all : null,
  }));
  drawChart('practice.churn', rows);
  drawTable('practice.reasons', [
    { key: 'label', label: t('practice.reason'), kind: 'text' },
    { key: 'accounts', label: t('retention.accounts'), kind: 'whole' },
    { key: 'mrr', label: t('practice.churned'), kind: 'money' },
    { key: 'share', label: t('practice.of_churn'), kind: 'percent' },
    { key: 'shared_accounts', label: t('practice.shared'), kind: 'whole' },
  ], rows);
}

function drawRequests() {
  drawTable('practice.requests', [
    { key: 'label', label: t('practice.status'), kind: 'text' },
    { key: 'requests', label: t('practice.request_count'), kind: 'whole' },
    { key: 'accounts', label: t('retention.accounts'), kind: 'whole' },
    { key: 'blocking', label: t('practice.blocking_count'), kind: 'whole' },
    { key: 'potential_arr', label: t('practice.potential'), kind: 'money' },
    { key: 'pulled_forward', label: t('practice.pulled_forward'), kind: 'whole' },
    { key: 'followed', label: t('practice.followed'), kind: 'whole' },
  ], rowsOf('practice', 'requests').map((row) => ({
    ...row, label: word('request_status', row.status),
  })));
  drawTable('practice.asked', [
    { key: 'account', label: t('retention.account'), kind: 'text' },
    { key: 'product', label: t('reserved.product'), kind: 'text' },
    { key: 'requested_date', label: t('practice.requested'), kind: 'day' },
    { key: 'is_blocking', label: t('practice.is_blocking'), kind: 'yes' },
    { key: 'label', label: t('practice.status'), kind: 'text' },
    { key: 'account_arr', label: t('practice.at_stake'), kind: 'money' },
    { key: 'potential_arr', label: t('practice.potential'), kind: 'money' },
    { key: 'request', label: t('practice.request'), kind: 'text' },
  ], rowsOf('practice', 'open_requests').map((row) => ({
    ...row, label: word('request_status', row.status),
  })), { sortable: true });
}
