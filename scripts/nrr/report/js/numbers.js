// Numbers and days as people read them.
const NOTHING = '–';
// No line breaks at it.
const SPACE = '\u00a0';
const UNITS = {
  ja: [[1e8, '億'], [1e4, '万'], [1, '']],
  en: [[1e9, 'billion'], [1e6, 'million'], [1e3, 'thousand'], [1, '']],
};

function decimals(value, least, most = least) {
  const digits = { minimumFractionDigits: least, maximumFractionDigits: most };
  return value.toLocaleString('en-US', digits);
}

function whole(value) {
  return value === null ? NOTHING : decimals(value, 0);
}

// One digit, rounded as Python rounds: x.25 is the one tie to be told apart.
function oneDigit(value) {
  const isTie = Math.abs(value) % 1 === 0.25;
  return decimals(Number((isTie ? value - Math.sign(value) / 100 : value).toFixed(1)), 1);
}

// A ratio of 1.083 as 108.3 %.
function percent(ratio) {
  if (ratio === null || ratio === undefined) return NOTHING;
  return `${oneDigit(100 * ratio)}${language === 'ja' ? '' : SPACE}%`;
}

function points(value) {
  return value === null ? NOTHING : (value > 0 ? '+' : '') + oneDigit(value);
}

// The unit an amount is read in: [divisor, word].
function unitOf(amount) {
  return UNITS[language].find(([divisor]) => Math.abs(amount) >= divisor)
    ?? UNITS[language].at(-1);
}

function unitWord(unit) {
  const currency = data.currency;
  if (language === 'ja') return (unit + (currency === 'JPY' ? '円' : ` ${currency}`)).trim();
  return [currency, unit].filter(Boolean).join(' ');
}

// An amount in its own unit, for sentences.
function money(amount) {
  if (amount === null || amount === undefined) return NOTHING;
  const [divisor, unit] = unitOf(amount);
  const value = amount / divisor;
  const size = Math.abs(value);
  const most = divisor === 1 || size >= 100 ? 0 : size >= 10 ? 1 : 2;
  const text = decimals(value, 0, most);
  if (language === 'ja') return (text + unitWord(unit)).trim();
  const amountText = [data.currency, text].filter(Boolean).join(SPACE);
  return [amountText, unit].filter(Boolean).join(' ');
}

function month(day) {
  return day ? day.slice(0, 7) : NOTHING;
}

function day(text) {
  return text ? text.slice(0, 10) : NOTHING;
}
