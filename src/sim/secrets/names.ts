/** Names that say: what comes next is a secret. */

/** Request and response headers whose value is one. */
export const secretHeader =
  /^(?:(?:proxy-)?authorization|(?:set-)?cookie2?|(?:.{1,60}[-_])?(?:api-?key|auth(?:-?key)?|token|secret|password|passwd|credentials?|access-?key))$/i;

/** Variables, directives and parameters. */
export const secretName =
  /^.{0,60}?(?:pass(?:word|wd|phrase)?|pwd|secret|token|api[_-]?key|access[_-]?key|secret[_-]?key|auth[_-]?key|mac[_-]?key|hmac(?:[_-]?key)?|cookie[_-]key|credentials?)(?:[_-]?(?:id|value|1|2))?$/i;

/** Variables and placeholders with nothing but punctuation around them. */
const reference =
  /^(?:(?:Basic|Bearer|Token|Digest)\b)?(?:[\s=:,;"'\\]|\$\{?[A-Za-z_]\w{0,60}\}?|\{[$A-Za-z][^{}\s]{0,80}\}|%\{[^{}]{1,80}\}[a-z]?|%\[[^[\]]{1,120}\])*$/i;

/** Whether `text` says where a secret is and not what it is: a variable, a path, a command, on or off. */
export const isNoSecret = (text: string): boolean =>
  text.length < 2 ||
  text.length > 8192 ||
  reference.test(text) ||
  /^(?:\.{0,2}\/|file:|exec:|env:)/.test(text) ||
  /^(?:on|off|yes|no|true|false|none|null|default|builtin|hidden-by-whichcert)$/i.test(text);
