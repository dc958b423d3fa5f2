// A Vite plugin: every function entered and every turn of a loop takes a step (`virtual:steps`), in our own code and
// in its packages. What takes more than it may is ended at the next step, so that a loop without end has a stack.
// All on the line where it was, so that line numbers stay right.
import { parseAst } from 'vite';

const id = 'virtual:steps';
const counter = `
let left = Infinity;
let allowed = Infinity;
export function step() { if ((left -= 1) < 0) exceeded(); }
function exceeded() { throw new Error('budget overrun: more than ' + allowed + ' steps'); }
let fallen = null;
/** What the floor under the readers caught: shown as a problem on the page, and a failure here. */
export function fell(error) { fallen ??= error; }
export const whatFell = () => fallen;
/** The steps from now on. */
export function allow(count) { allowed = left = count; fallen = null; }
/** The steps since \`allow\`. */
export const taken = () => allowed - left;
`;

const loops = new Set([
  'ForStatement',
  'ForInStatement',
  'ForOfStatement',
  'WhileStatement',
  'DoWhileStatement',
]);
const functions = new Set(['FunctionDeclaration', 'FunctionExpression', 'ArrowFunctionExpression']);

/** Where to put what: [position, text]. */
function insertionsIn(ast) {
  const found = [];
  const open = [ast];
  for (let node = open.pop(); node !== undefined; node = open.pop()) {
    if (loops.has(node.type) || (functions.has(node.type) && node.body)) {
      const { body } = node;
      if (body.type === 'BlockStatement') found.push([body.start + 1, ' step$();']);
      else if (node.type === 'ArrowFunctionExpression')
        found.push([body.start, '(step$(), '], [body.end, ')']);
      else found.push([body.start, '{ step$(); '], [body.end, ' }']);
    }
    for (const value of Object.values(node)) {
      if (Array.isArray(value)) open.push(...value.filter((each) => typeof each?.type === 'string'));
      else if (typeof value?.type === 'string') open.push(value);
    }
  }
  return found;
}

/** Ends before beginnings where two meet, inner before outer. */
const inOrder = (insertions) =>
  insertions.map((each, at) => [...each, at]).sort(([a, , i], [b, , j]) => a - b || j - i);

function counted(code) {
  let [result, from] = ['', 0];
  for (const [position, text] of inOrder(insertionsIn(parseAst(code)))) {
    result += code.slice(from, position) + text;
    from = position;
  }
  return `import { step as step$ } from '${id}'; ${result}${code.slice(from)}`;
}

/** Their work depends on nothing but lengths: whoever calls them counts. */
const primitives = /@noble\/(?:curves|ciphers|hashes\/(?!pbkdf2|scrypt|hmac|_md))/;

const isCounted = (file) =>
  /\.[cm]?[jt]s$/.test(file) && !/^\0|\/tests\//.test(file) && !primitives.test(file);

/** Tells of every exception that becomes a problem (`stopped` in src/decision.ts). */
export const watchFloor = () => ({
  name: 'watch-floor',
  enforce: 'post',
  transform: (code, file) => {
    if (!file.endsWith('/src/decision.ts')) return null;
    const watched = code.replace(/\bstopped = \((\w+), (\w+)\) => \(/, '$&fell$($2), ');
    if (watched === code) throw new Error('src/decision.ts has no `stopped` that could be watched');
    return { code: `import { fell as fell$ } from '${id}'; ${watched}`, map: null };
  },
});

export const countSteps = () => ({
  name: 'count-steps',
  enforce: 'post',
  resolveId: (source) => (source === id ? `\0${id}` : null),
  load: (source) => (source === `\0${id}` ? counter : null),
  transform: (code, file) => (isCounted(file) ? { code: counted(code), map: null } : null),
});
