import { editSources } from './edit-sources.mjs';

/**
 * Math.min and Math.max of two or three numbers, as comparisons. V8's middle compiler, in which a short process does
 * most of its work, calls out for either and puts each fraction given to it into an object first: 22 ns where this
 * takes 8. What is neither smaller nor larger (alike, two zeros of other signs, no number) is left to the built-in
 * function.
 */
const TWO = {
  min: { name: 'fitroomMin', code: '(a, b) => (a < b ? a : b < a ? b : Math.min(a, b))' },
  max: { name: 'fitroomMax', code: '(a, b) => (a > b ? a : b > a ? b : Math.max(a, b))' },
};
const THREE = {
  min: { name: 'fitroomMinOf3', code: '(a, b, c) => fitroomMin(fitroomMin(a, b), c)' },
  max: { name: 'fitroomMaxOf3', code: '(a, b, c) => fitroomMax(fitroomMax(a, b), c)' },
};
/** By how many numbers are given. */
const FUNCTIONS = { 2: TWO, 3: THREE };

/** A plugin of vite: each chunk whose sources take the smaller or larger of two gets functions of its own for it. */
export function plainMaths() {
  return {
    ...editSources('plain-maths', (node) => (isPlain(node) ? [editOf(node)] : [])),
    renderChunk(code) {
      const functions = Object.values(FUNCTIONS).flatMap((byName) => Object.values(byName));
      if (!functions.some(({ name }) => code.includes(name))) return null;
      const definitions = functions.map(({ name, code }) => `const ${name} = ${code};\n`);
      return { code: definitions.join('') + code, map: null };
    },
  };
}

/** Names the function for so many numbers where the built-in one is called. */
function editOf({ callee, arguments: given }) {
  const { start, end, property } = callee;
  return { start, end, to: FUNCTIONS[given.length][property.name].name };
}

function isPlain({ type, callee, arguments: given, optional }) {
  return (
    type === 'CallExpression' &&
    !optional &&
    callee.type === 'MemberExpression' &&
    !callee.computed &&
    callee.object.name === 'Math' &&
    callee.property.name in TWO &&
    given.length in FUNCTIONS &&
    given.every((argument) => argument.type !== 'SpreadElement')
  );
}
