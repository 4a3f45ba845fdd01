// Starts the page: data and library out of their packing, then section by section.
const SECTIONS = [
  drawRetention, drawReserved, drawDispersion, drawPocs, drawPractice, drawTrust,
];

async function drawAll() {
  drawing.length = 0;
  drawVersion();
  for (const draw of SECTIONS) draw();
  await Promise.all(drawing);
}

function drawVersion() {
  const [version] = records(data.tables.trust.version) ?? [];
  say('version', version ? t('page.version', {
    version: version.version, as_of: day(version.as_of), built: day(version.built_at),
  }) : '');
}

async function start() {
  data = JSON.parse(await inflate('data'));
  const library = document.createElement('script');
  library.textContent = await inflate('library');
  document.head.append(library);
  for (const button of document.querySelectorAll('[data-language]')) {
    button.addEventListener('click', () => {
      chooseLanguage(button.dataset.language);
      drawAll();
    });
  }
  startRetention();
  window.addEventListener('beforeprint', () => openDefinitions(true));
  window.addEventListener('afterprint', () => openDefinitions(false));
  startPractice();
  const own = navigator.language?.startsWith('ja') ? 'ja' : 'en';
  chooseLanguage(data.language ?? own);
  await drawAll();
  document.body.dataset.state = 'drawn';
}

start().catch((error) => {
  const failure = document.getElementById('failure');
  failure.hidden = false;
  failure.textContent = `${error}`;
  throw error;
});
