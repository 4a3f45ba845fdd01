// The text of a script element: compressed by gzip, written in base64.
async function inflate(id) {
  const packed = atob(document.getElementById(id).textContent);
  const bytes = Uint8Array.from(packed, (letter) => letter.charCodeAt(0));
  const stream = new Blob([bytes]).stream();
  const text = stream.pipeThrough(new DecompressionStream('gzip'));
  return new Response(text).text();
}

// The rows of a query as objects; null where this version lacks the mart.
function records(answer) {
  if (!answer) return null;
  const named = (row) => answer.columns.map((column, at) => [column, row[at]]);
  return answer.rows.map((row) => Object.fromEntries(named(row)));
}
