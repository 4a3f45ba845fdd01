// Tables. A column is {key, label, kind}; kinds say how a cell is written.
const WRITTEN = {
  text: (value) => value ?? NOTHING,
  long: (value) => value ?? NOTHING,
  figure: (value) => value ?? NOTHING,
  whole: (value) => whole(value ?? null),
  amount: (value) => whole(value ?? null),
  percent: (value) => percent(value),
  heat: (value) => (value === undefined ? '' : percent(value).replace(/ ?%/, '')),
  points: (value) => points(value ?? null),
  ratio: (value) => (value === null ? NOTHING : decimals(value, 2)),
  month: (value) => month(value),
  day: (value) => day(value),
  yes: (value) => (value === null ? NOTHING : t(value ? 'page.yes' : 'page.no')),
};
const orders = {};

// Fills the part `id`; sortable tables keep their order when drawn again.
function drawTable(id, columns, rows, { sortable = false, most = null } = {}) {
  showPart(id, rows ? rows.length > 0 : false);
  if (!rows?.length) return;
  const unit = moneyUnit(columns, rows);
  const units = columns.map((column) => (column.kind === 'money' ? unit : null));
  const order = orders[id];
  const shown = order ? inOrder(rows, order) : rows;
  const redraw = (key) => {
    const falls = orders[id]?.key === key ? !orders[id].falls : true;
    orders[id] = { key, falls };
    drawTable(id, columns, rows, { sortable, most });
    place.querySelector(`[data-key="${key}"]`).focus();
  };
  const head = columns.map((column, at) => (
    heading(column, units[at], order, sortable ? redraw : null)));
  const body = shown.slice(0, most ?? shown.length).map((row) => element(
    'tr',
    {},
    ...columns.map((column, at) => cell(column, row[column.key], units[at], at, row)),
  ));
  const place = document.querySelector(`[data-rows="${id}"]`);
  place.replaceChildren(element(
    'table',
    {},
    element('caption', { class: 'unseen' }, t(`${id}.title`)),
    element('thead', {}, element('tr', {}, ...head)),
    element('tbody', {}, ...body),
  ));
  scrolls(place, t(`${id}.title`));
}

// One unit a table, so that its amounts can be compared: one in which the column of
// the smallest amounts still says something.
function moneyUnit(columns, rows) {
  const most = columns.filter((column) => column.kind === 'money')
    .map((column) => Math.max(...rows.map((row) => Math.abs(row[column.key] ?? 0))))
    .filter(Boolean);
  return unitOf(Math.max(Math.min(...most) / 10, Math.max(...most) / 1e6));
}

function heading(column, unit, order, redraw) {
  const label = unit
    ? t('page.in_unit', { label: column.label, unit: unitWord(unit[1]) })
    : column.label;
  const attributes = { scope: 'col', class: classOf(column) };
  if (!redraw) return element('th', attributes, label);
  const isOrder = order?.key === column.key;
  attributes['aria-sort'] = isOrder ? (order.falls ? 'descending' : 'ascending') : 'none';
  const button = element('button', { type: 'button', 'data-key': column.key }, label);
  button.addEventListener('click', () => redraw(column.key));
  return element('th', attributes, button);
}

function classOf({ kind }) {
  if (kind === 'long') return 'long';
  return ['text', 'yes'].includes(kind) ? null : 'number';
}

function cell(column, value, unit, at, row) {
  const text = unit ? inUnit(value, unit) : WRITTEN[column.kind](value);
  const attributes = {
    class: classOf(column),
    scope: at === 0 ? 'row' : null,
    style: column.style?.(row),
  };
  const exact = column.exact?.(row);
  const inner = exact === undefined ? text : element('data', { value: exact }, text);
  return element(at === 0 ? 'th' : 'td', attributes, inner);
}

function inUnit(value, [divisor]) {
  if (value === null || value === undefined) return NOTHING;
  return decimals(value / divisor, divisor === 1 ? 0 : 1);
}

function inOrder(rows, { key, falls }) {
  const compared = (one, other) => {
    if (one[key] === null || other[key] === null) {
      return (one[key] === null) - (other[key] === null);
    }
    const way = typeof one[key] === 'string'
      ? one[key].localeCompare(other[key], language)
      : one[key] - other[key];
    return falls ? -way : way;
  };
  return [...rows].sort(compared);
}

// A box that scrolls can be reached and named, so that keys can scroll it.
function scrolls(box, label) {
  const isWide = box.scrollWidth > box.clientWidth;
  box.tabIndex = isWide ? 0 : -1;
  if (isWide) {
    box.setAttribute('role', 'region');
    box.setAttribute('aria-label', label);
  }
}
