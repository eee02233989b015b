/** Libraries are left as they are: they may count on what our own code does without. */
const OWN_SOURCES = /[/\\](shared|server)[/\\]src[/\\]/;

/**
 * A plugin of vite that writes our own sources otherwise than they are written.
 *
 * @param {string} name
 * @param {(node: object) => { start: number, end: number, to: string }[]} editsOf What of a syntax tree's node becomes what; nothing of
 *   most. No two may overlap.
 */
export function editSources(name, editsOf) {
  return {
    name,
    // When types are gone.
    enforce: 'post',
    transform(code, id) {
      if (!OWN_SOURCES.test(id)) return null;
      const edits = editsIn(this.parse(code), editsOf, []).sort((a, b) => b.start - a.start);
      const changed = edits.reduce(
        (text, { start, end, to }) => text.slice(0, start) + to + text.slice(end),
        code,
      );
      return { code: changed, map: null };
    },
  };
}

function editsIn(node, editsOf, edits) {
  if (typeof node !== 'object' || node === null) return edits;
  edits.push(...editsOf(node));
  for (const value of Object.values(node)) editsIn(value, editsOf, edits);
  return edits;
}
