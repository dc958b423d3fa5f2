import type { Rule } from 'eslint';

/** The repetitions that make a search for `source` square, as they are written. */
export declare function squares(source: string, flags: string): string[];

declare const linearSearch: Rule.RuleModule;
export default linearSearch;
