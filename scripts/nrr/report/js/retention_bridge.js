// The bridge from A to B, and the same figures value by value.
function bridgeSteps(found) {
  let reached = 0n;
  return STEPS.map((step) => {
    const amount = LOSSES.includes(step) ? -found[step] : found[step];
    const from = ['opening', 'closing'].includes(step) ? 0n : reached;
    const to = from + amount;
    const shown = wholeUnits(to) - wholeUnits(from);
    reached = to;
    return { step, label: t(`step.${step}`), amount, from, to, shown };
  });
}

// Shown in whole units so that they add up as shown: each is the difference of two
// rounded states.
function drawBridge(found) {
  const steps = found ? bridgeSteps(found) : [];
  drawChart('retention.bridge', steps.map(({ step, label, from, to, amount }) => ({
    step, label, from: toNumber(from), to: toNumber(to), amount: toNumber(amount),
    text: compact(toNumber(amount)), end: Math.max(toNumber(from), toNumber(to)),
  })));
  const rows = steps.map((each) => ({
    ...each,
    units: Number(each.shown),
    share: found.opening ? toNumber(each.amount) / toNumber(found.opening) : null,
  }));
  drawTable('retention.steps', [
    {
      key: 'label', label: t('retention.step'), kind: 'text', exact: (row) => row.step,
    },
    {
      key: 'units', label: t('retention.mrr_in', { currency: unitWord('') }),
      kind: 'amount', exact: (row) => decimalText(row.amount),
    },
    { key: 'share', label: t('retention.of_opening'), kind: 'percent' },
  ], rows);
}

function drawValues() {
  const isCut = chosen.dimension !== 'all' && monthsShown().length > 1;
  const rows = !isCut ? [] : inNaturalOrder(
    between(chosen.a, chosen.b, chosen.dimension).sort(byOpening)).map(valueRow);
  drawChart('retention.segments', isCut ? rows.filter((row) => row.nrr !== null)
    .flatMap((row) => ['nrr', 'grr'].map((measure) => ({
      label: `${row.label}, n = ${whole(row.accounts)}`,
      accounts: row.accounts, ratio: row[measure],
      measure: t(`retention.${measure}`),
    }))) : null);
  drawTable('retention.values', [
    {
      key: 'label', label: word('dimension', chosen.dimension), kind: 'text',
      exact: (row) => row.value,
    },
    { key: 'accounts', label: t('retention.accounts'), kind: 'whole' },
    { key: 'opening', label: t('step.opening'), kind: 'money', exact: exactly('opening') },
    { key: 'reserved', label: t('step.reserved'), kind: 'money', exact: exactly('reserved') },
    { key: 'newly', label: t('step.newly'), kind: 'money', exact: exactly('newly') },
    {
      key: 'contraction', label: t('step.contraction'), kind: 'money',
      exact: exactly('contraction'),
    },
    { key: 'churned', label: t('step.churned'), kind: 'money', exact: exactly('churned') },
    { key: 'closing', label: t('step.closing'), kind: 'money', exact: exactly('closing') },
    { key: 'nrr', label: t('retention.nrr'), kind: 'percent', exact: (row) => row.nrr },
    { key: 'grr', label: t('retention.grr'), kind: 'percent', exact: (row) => row.grr },
    { key: 'logos', label: t('retention.logos'), kind: 'percent', exact: (row) => row.logos },
  ], rows, { sortable: true });
  if (!isCut) showPart('retention.values', null);
}

function byOpening(one, other) {
  return Number(other.opening - one.opening);
}

function exactly(name) {
  return (row) => decimalText(row.scaled[name]);
}

function valueRow(found) {
  const amounts = [...STEPS, 'expansion'].map((name) => [name, toNumber(found[name])]);
  return {
    ...found, ...Object.fromEntries(amounts), scaled: found,
    label: word('value', found.value),
  };
}
