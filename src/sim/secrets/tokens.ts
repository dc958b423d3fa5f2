/** Secrets that show themselves wherever they stand: passwords in URLs, tokens of services, hashes of passwords. */

import { isNoSecret } from './names.ts';

/** The last group that matched is the secret; without one, all of the match. */
const signs: readonly RegExp[] = [
  /\b[a-z][a-z0-9+.-]{1,20}:\/\/[^\s/@:"'<>]{0,100}:([^\s/@"'<>]{1,200})@/gi,
  /\bBasic(?:[\s\\]|%20){1,4}([A-Za-z0-9+/]{8,400}={0,2})(?![A-Za-z0-9_])/gi,
  /\b(?:Bearer|Token|ApiKey)(?:[\s\\=]|%20){1,4}["']?([A-Za-z0-9._~+/-]{16,4000}={0,2})/gi,
  /(?<![A-Za-z0-9_-])eyJ[A-Za-z0-9_-]{8,4000}\.[A-Za-z0-9_-]{8,8000}(?:\.[A-Za-z0-9_-]{0,4000})?/g,
  /\b(?:AKIA|ASIA)[A-Z0-9]{16}\b/g,
  /\b(?:gh[pousr]_|github_pat_|glpat-|npm_|hf_|dop_v1_|shp(?:at|ss|ca)_|xox[abeprs]-|xapp-|(?:sk|rk|pk)_(?:live|test)_|sk-(?:proj-|ant-)?|SG\.|AIza|ya29\.|whsec_|key-)[A-Za-z0-9_.-]{16,400}/g,
  /\bhooks\.slack\.com\/services\/([A-Za-z0-9/]{16,100})/g,
  /\bdiscord(?:app)?\.com\/api\/webhooks\/(\d{5,30}\/[\w-]{16,100})/g,
  /\bbot\d{6,12}:[A-Za-z0-9_-]{30,50}/g,
  /\$2[abxy]\$\d\d\$[./A-Za-z0-9]{53}/g,
  /\$(?:apr1|1|5|6|y|argon2(?:id|i|d))\$[^\s"':;]{8,300}/g,
  /\{SSHA\d{0,3}\}[A-Za-z0-9+/=]{16,200}|\{SHA\}[A-Za-z0-9+/]{27}=/g,
  /(?<![\w$-])["']?[\w.-]{0,40}?(?:password|passwd|secret|token|api[_-]?key|access[_-]?key|secret[_-]?key)["']?(?:=|:[ \t]{1,4})["']?([^\s"',;&{}()$%/][^\s"',;&{}()]{3,400})/gi,
];

/** What cannot be base64 of `user:password` is a word of prose behind `Basic`. */
function isCredential(base64: string): boolean {
  return base64.length % 4 === 0 && /^[\x20-\x7e]{0,200}:/.test(atob(base64));
}

/** Where such secrets stand in `text`. */
export function tokensIn(text: string): { start: number; end: number }[] {
  return signs.flatMap((sign) =>
    Array.from(text.matchAll(sign), (match) => {
      const [whole, secret = whole] = match;
      const start = match.index + whole.lastIndexOf(secret);
      const isProse = whole.slice(0, 5).toLowerCase() === 'basic' && !isCredential(secret);
      return { start, end: isProse ? start : start + secret.length };
    }).filter(({ start, end }) => end > start && !isNoSecret(text.slice(start, end))),
  );
}
