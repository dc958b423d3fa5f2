import type { Params } from '../../decision.ts';

/** Problems of a scenario itself. */
export const sim = {
  'unknown-preset': (p: Params) => `There is no preset named ${p.preset}.`,
  'scenario-invalid': (p: Params) => `The scenario is not readable at ${p.path}: expected ${p.expected}.`,
  'scenario-private-key': (p: Params) =>
    `${p.file} holds a private key. A scenario is shared, a key never is.`,
};
