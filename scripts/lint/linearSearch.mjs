/**
 * An expression that is looked for anywhere in a text must not run to the end from each of its beginnings: in
 * `/\$\{[^}]*\}/` every `${` of `${${${…` does, and the time grows with the square of the length.
 * (`regexp/no-super-linear-move` sees this only where the repetition comes first.)
 *
 * Reported: a repetition without limit that can also take everything that stands before it, where what follows it
 * may be missing. Expressions that are bound to one place (`^`, the flag `y`) are not looked for anywhere.
 */
import { RegExpParser } from '@eslint-community/regexpp';

const parser = new RegExpParser({ ecmaVersion: 2025 });
/** ASCII stands for all: classes are told apart by asking JavaScript about each. */
const alphabet = Array.from({ length: 128 }, (_, code) => String.fromCharCode(code));

export default {
  meta: {
    type: 'problem',
    schema: [],
    messages: {
      square:
        '{{ repetition }} runs on from every place where this begins: the time grows with the square of the text. Use indexOf, or a limit.',
    },
  },
  create(context) {
    return {
      Literal(node) {
        if (!('regex' in node)) return;
        for (const repetition of squares(node.regex.pattern, node.regex.flags)) {
          context.report({ node, messageId: 'square', data: { repetition } });
        }
      },
    };
  },
};

/** The repetitions that make a search for `source` square, as they are written. */
export function squares(source, flags) {
  if (flags.includes('y')) return [];
  const unicode = { unicode: flags.includes('u'), unicodeSets: flags.includes('v') };
  const { alternatives } = parser.parsePattern(source, 0, source.length, unicode);
  const own = flags.replaceAll(/[gy]/g, '');
  return alternatives.flatMap(({ elements }) => squaresIn(flattened(elements), own));
}

function squaresIn(elements, flags) {
  const isBound = elements[0]?.type === 'Assertion' && elements[0].kind === 'start';
  if (isBound && !flags.includes('m')) return [];
  return elements
    .filter((element, index) => {
      if (element.type !== 'Quantifier' || element.max !== Infinity) return false;
      const taken = charactersOf(element.element, flags);
      if (isBound && !taken.has('\n')) return false;
      const before = elements.slice(0, index);
      return (
        before.every((part) => canConsistOf(part, taken, flags)) &&
        canBeMissing(elements.slice(index + 1), begun(before, taken, flags), flags)
      );
    })
    .map(({ raw }) => raw);
}

/** Groups that only bind together are opened. */
const flattened = (elements) =>
  elements.flatMap((element) =>
    isGroup(element) && element.alternatives.length === 1
      ? flattened(element.alternatives[0].elements)
      : [element],
  );

const isGroup = ({ type }) => type === 'Group' || type === 'CapturingGroup';

/** The characters of the text that begins again and again. */
function begun(before, taken, flags) {
  const needed = before.filter((part) => !canBeEmpty(part)).map((part) => charactersOf(part, flags));
  const characters = new Set(needed.flatMap((set) => [...set]).filter((character) => taken.has(character)));
  return characters.size > 0 ? characters : taken;
}

const canBeMissing = (after, text, flags) =>
  after.some((part) => {
    if (part.type === 'Assertion') return true;
    if (canBeEmpty(part)) return false;
    const wanted = charactersOf(part, flags);
    return [...text].some((character) => !wanted.has(character));
  });

function charactersOf(element, flags) {
  if (element.type === 'Quantifier') return charactersOf(element.element, flags);
  if (isGroup(element)) {
    const parts = element.alternatives.flatMap(({ elements }) => elements);
    return new Set(parts.flatMap((part) => [...charactersOf(part, flags)]));
  }
  if (!/^(?:Character|CharacterSet|CharacterClass|ExpressionCharacterClass)$/.test(element.type))
    return new Set();
  const expression = new RegExp(`^(?:${element.raw})$`, flags);
  return new Set(alphabet.filter((character) => expression.test(character)));
}

function canBeEmpty(element) {
  if (element.type === 'Assertion') return true;
  if (element.type === 'Quantifier') return element.min === 0 || canBeEmpty(element.element);
  return isGroup(element) && element.alternatives.some(({ elements }) => elements.every(canBeEmpty));
}

function canConsistOf(element, characters, flags) {
  if (canBeEmpty(element)) return true;
  if (element.type === 'Quantifier') return canConsistOf(element.element, characters, flags);
  if (isGroup(element)) {
    return element.alternatives.some(({ elements }) =>
      elements.every((part) => canConsistOf(part, characters, flags)),
    );
  }
  return [...charactersOf(element, flags)].some((character) => characters.has(character));
}
