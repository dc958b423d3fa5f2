import { sentenceOf } from '../../content/rules.ts';
import type { Params } from '../../decision.ts';
import { texts } from './i18n.svelte.ts';

/** The sentence of a rule or problem in the language in use. */
export const ruleText = (rule: string, params: Params): string => sentenceOf(texts.current, rule, params);
