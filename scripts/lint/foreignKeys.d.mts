import type { Rule } from 'eslint';

declare const foreignKeys: Rule.RuleModule;
export default foreignKeys;
