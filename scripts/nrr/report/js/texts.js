// What the page says, in the language chosen. `data` is what page.py put in.
let data = null;
let language = 'en';

// The text of a key. A number among the values is written with its thousands; the
// value n says whether the text is about one or more. Between Japanese letters there
// is no space.
function t(key, values = {}) {
  let text = data.texts[language][key];
  if (text === undefined) throw new Error(`There is no text ${key}`);
  if (typeof text === 'object') {
    text = text[new Intl.PluralRules(language).select(values.n)] ?? text.other;
  }
  const filled = text.replace(/\{(\w+)\}/g, (_, name) => {
    const value = values[name];
    return typeof value === 'number' ? whole(value) : value;
  });
  return filled.replace(/([\u3000-\u9fff\uff00-\uffef]) (?=[\u3000-\u9fff])/g, '$1');
}

// The word for a value of the marts; a value of the user's own stands for itself.
function word(group, value) {
  if (value === null || value === undefined) return NOTHING;
  return data.texts[language][`${group}.${value}`] ?? String(value);
}

function chooseLanguage(chosen) {
  language = chosen;
  document.documentElement.lang = chosen;
  document.title = t('title');
  for (const element of document.querySelectorAll('[data-t]')) {
    element.textContent = t(element.dataset.t);
  }
  for (const button of document.querySelectorAll('[data-language]')) {
    button.setAttribute('aria-pressed', button.dataset.language === chosen);
  }
}
