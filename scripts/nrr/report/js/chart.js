// Charts: specifications of Vega-Lite from charts/, with words and rows put in.
const TEXT = /^t\((.+)\)$/;
const views = {};

// Okabe and Ito's colours, without the yellow that white paper swallows.
const COLOURS = ['#0072B2', '#D55E00', '#009E73', '#CC79A7', '#E69F00', '#56B4E9', '#000000'];
const FONT = 'system-ui, "Hiragino Sans", "Noto Sans JP", "Yu Gothic", Meiryo, sans-serif';

const CONFIG = {
  font: FONT,
  customFormatTypes: true,
  view: { stroke: null },
  range: { category: COLOURS },
  axis: {
    labelFontSize: 12, titleFontSize: 12, titleFontWeight: 'normal', labelLimit: 190,
    gridColor: '#e5e5e5', domainColor: '#767676', tickColor: '#767676',
    labelColor: '#333', titleColor: '#333', labelOverlap: 'greedy',
    labelSeparation: 6,
  },
  legend: {
    orient: 'top', direction: 'horizontal', title: null, labelFontSize: 12,
    labelLimit: 260, symbolStrokeWidth: 3,
  },
  axisX: { labelBound: true },
  mark: { color: COLOURS[0] },
  line: { strokeWidth: 2 },
};

function compact(value) {
  return value.toLocaleString(language, { notation: 'compact', maximumSignificantDigits: 4 });
}

// Draws rows (or several named sets of rows) into the part `id`.
function drawChart(id, rows, sets = {}) {
  showPart(id, rows === null ? null : rows.length > 0);
  if (!rows?.length) return;
  const place = document.querySelector(`[data-chart="${id}"]`);
  const spec = worded(data.charts[id]);
  spec.datasets = { rows, ...sets };
  spec.width = 'container';
  spec.autosize = { type: 'fit', contains: 'padding', resize: true };
  spec.description = t(`${id}.title`);
  if (spec.height?.step) {
    spec.height = spec.height.base + spec.height.step * distinct(rows, spec.height.of);
  }
  views[id]?.finalize();
  const legend = { ...CONFIG.legend, columns: legendColumns(spec, rows, place) };
  const embedded = window.vegaEmbed(place, spec, {
    actions: false, renderer: 'svg', config: { ...CONFIG, legend }, mode: 'vega-lite',
    expressionFunctions: { compact, amount: money },
  });
  drawing.push(embedded.then((result) => { views[id] = result; }));
}
const drawing = [];

function distinct(rows, key) {
  return new Set(rows.map((row) => row[key])).size;
}

// As many as fit side by side: a letter is about 7 wide, a Japanese one 12.
function legendColumns(spec, rows, place) {
  const parts = [spec, ...(spec.layer ?? [])];
  const field = parts.map((part) => part.encoding?.color?.field).find(Boolean);
  const widths = rows.map((row) => [...String(row[field])]
    .reduce((all, letter) => all + (letter > '\u2fff' ? 12 : 7), 40));
  return Math.max(1, Math.floor((place.clientWidth - 40) / Math.max(...widths)));
}

// A copy of a specification with the text of each t(key) in its place.
function worded(part) {
  if (typeof part === 'string') {
    const found = TEXT.exec(part);
    return found ? t(found[1], { currency: unitWord('') }) : part;
  }
  if (Array.isArray(part)) return part.map(worded);
  if (part === null || typeof part !== 'object') return part;
  return Object.fromEntries(
    Object.entries(part).map(([key, value]) => [key, worded(value)]),
  );
}
