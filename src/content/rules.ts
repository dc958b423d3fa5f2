/** The sentence of a rule or problem, whichever room it comes from. */
import type { Params } from '../decision.ts';
import type { Messages } from './languages.ts';

type Sentence = (params: Params) => string;

const merged = new WeakMap<Messages, Map<string, Sentence>>();

function sentences(messages: Messages): Map<string, Sentence> {
  const known = merged.get(messages);
  if (known) return known;
  const made = new Map<string, Sentence>(
    [
      ...Object.values(messages.rules),
      ...Object.values(messages.programs).flatMap((program) =>
        program ? [program.rules, program.problems] : [],
      ),
    ].flatMap((catalog) => Object.entries(catalog)),
  );
  merged.set(messages, made);
  return made;
}

/** An id without a sentence is shown as it stands, so that nothing is hidden. */
export const sentenceOf = (messages: Messages, id: string, params: Params): string =>
  sentences(messages).get(id)?.(params) ?? id;
