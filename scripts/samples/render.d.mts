/** Key files that must exist: path under `samples/` -> kind. */
export const keyFiles: Record<string, 'ec' | 'rsa' | 'ed25519'>;
/** Key texts by path under `samples/` -> texts of all generated files by path from the project's top. */
export function renderSamples(keyTexts: Record<string, string>): Record<string, string>;
