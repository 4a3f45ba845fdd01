// Elements, only ever filled with text: names from the data are never HTML.
function element(tag, attributes = {}, ...children) {
  const made = document.createElement(tag);
  for (const [name, value] of Object.entries(attributes)) {
    if (value !== null && value !== false) made.setAttribute(name, value);
  }
  made.append(...children);
  return made;
}

function say(id, text) {
  document.getElementById(id).textContent = text;
}

// A part with nothing in it says so; one that does not apply is not there.
function showPart(id, has) {
  const part = document.querySelector(`[data-part="${id}"]`);
  part.hidden = has === null;
  part.querySelector('.empty').hidden = has !== false;
  part.querySelector('.plot, .scroll').hidden = !has;
}

function tiles(id, shown) {
  const groups = shown.map(([label, value, detail]) => element(
    'div',
    {},
    element('dt', {}, label),
    element('dd', {}, value, element('small', {}, detail)),
  ));
  document.getElementById(id).replaceChildren(...groups);
}

function options(id, choices, chosen) {
  const select = document.getElementById(id);
  select.replaceChildren(...choices.map(([value, text]) => {
    const option = element('option', { value }, text);
    option.selected = String(value) === String(chosen);
    return option;
  }));
}
