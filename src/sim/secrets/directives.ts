/** Which words of a statement are secrets, by the directives of each program. */
import type { Software } from '../../hosting/model.ts';
import { isNoSecret, secretHeader, secretName } from './names.ts';
import type { Statement, Word } from './statements.ts';

/** The secrets among a statement's words. */
export function secretWords(software: Software, statement: Statement): Word[] {
  const [first] = statement.words;
  if (first === undefined) return [];
  return [...byProgram[software](statement), ...byName(statement)].filter(({ text }) => !isNoSecret(text));
}

type Reader = (statement: Statement) => Word[];
const byProgram: Record<Software, Reader> = {
  nginx: inNginx,
  apache: inApache,
  haproxy: inHaproxy,
  caddy: inCaddy,
  gnutls: () => [],
};

const at = (words: readonly Word[], index: number): string => words[index]?.text ?? '';

/** The words behind the name of a header at `index`, up to what the directive says besides. */
function headerValue(words: readonly Word[], index: number, stop: RegExp): Word[] {
  const name = at(words, index)
    .replace(/^[-+?>]/, '')
    .replace(/:$/, '');
  if (!secretHeader.test(name)) return [];
  const rest = words.slice(index + 1);
  const end = rest.findIndex(({ text }) => stop.test(text));
  return end < 0 ? rest : rest.slice(0, end);
}

/** `password x`, `api_token x`, `env API_TOKEN x`, `SetEnv DB_PASSWORD x`, `set $token x`. */
function byName({ words }: Statement): Word[] {
  const [first, second] = [at(words, 0), at(words, 1)];
  const isAssignment = /^(?:set|env|setenv|presetenv|define|setenvif|\w{2,8}_param)$/i.test(first);
  if (isAssignment && secretName.test(second.replace(/^\$/, ''))) return words.slice(2, 3);
  const isDirective = secretName.test(first) && !/^(?:pass|proxy_pass|cookie|auth)$|_pass$/i.test(first);
  return isDirective && words.length < 5 ? words.slice(1) : [];
}

function inNginx({ words, around }: Statement): Word[] {
  const first = at(words, 0);
  if (/^(?:add_header|add_trailer|\w{2,8}_set_header)$/.test(first)) return headerValue(words, 1, /^always$/);
  if (first === 'auth_http_header') return words.slice(2);
  if (first === 'secure_link_md5' || first === 'secure_link_secret') return words.slice(1);
  if (first === 'if') return words.length > 3 && isSecretSource(at(words, 1)) ? trimmed(words.slice(3)) : [];
  const [directive = '', source = ''] = around.at(-1) ?? [];
  const isKey =
    directive === 'map' && isSecretSource(source) && !/^(?:default|hostnames|include|volatile)$/.test(first);
  return isKey ? words.slice(0, 1) : [];
}

const isSecretSource = (variable: string): boolean => {
  const name = /\$\{?(?:http_|arg_|cookie_)(\w+)/.exec(variable);
  return (
    name !== null && (variable.includes('cookie_') || secretHeader.test((name[1] ?? '').replaceAll('_', '-')))
  );
};

/** Without the bracket that closes the condition. */
const trimmed = (words: readonly Word[]): Word[] =>
  words.map(({ text, start, end }) =>
    text.endsWith(')') ? { text: text.slice(0, -1), start, end: end - 1 } : { text, start, end },
  );

function inApache({ words }: Statement): Word[] {
  const first = at(words, 0).toLowerCase();
  if (first === 'header' || first === 'requestheader') {
    const isPlaced = /^(?:always|onsuccess)$/i.test(at(words, 1));
    return headerValue(words, isPlaced ? 3 : 2, /^(?:env=|expr=|early$)/i);
  }
  if (first === 'authbasicfake' || first === 'mdexternalaccountbinding') return words.slice(2);
  if (first === 'dbdparams') return words.slice(1);
  const isCondition = first === 'rewritecond' && /%\{HTTP(?::|_)([\w-]+)\}/i.exec(at(words, 1));
  return isCondition && secretHeader.test(isCondition[1] ?? '') ? pattern(words.slice(2, 3)) : [];
}

/** A pattern that names nothing (`^$`, `.+`) is no secret. */
const pattern = (words: readonly Word[]): Word[] => words.filter(({ text }) => /[A-Za-z0-9]{6}/.test(text));

function inHaproxy({ words }: Statement): Word[] {
  const [first, second] = [at(words, 0), at(words, 1)];
  if (first === 'user' && /^(?:insecure-)?password$/.test(at(words, 2))) return words.slice(3, 4);
  if (first === 'stats' && second === 'auth') return words.slice(2, 3).map(behindColon);
  if (first === 'dynamic-cookie-key') return words.slice(1);
  const set = words.findIndex(({ text }) => /^(?:set|add|replace)-header$|^hdr$/.test(text));
  if (set > 0) return headerValue(words, set + 1, /^(?:if|unless|hdr|body|meth|uri|ver)$/);
  const fetch = words.findIndex(({ text }) => /hdr(?:_\w+)?\(["']?([\w-]+)/.test(text));
  const header = fetch < 0 ? null : /hdr(?:_\w+)?\(["']?([\w-]+)/.exec(at(words, fetch));
  if (header === null || !secretHeader.test(header[1] ?? '')) return [];
  return pattern(words.slice(fetch + 1).filter(({ text }) => !/^(?:-\w|\}|if|unless|or|\|\|)/.test(text)));
}

/** `user:password` */
function behindColon({ text, start, end }: Word): Word {
  const colon = text.indexOf(':') + 1;
  return { text: text.slice(colon), start: start + colon, end };
}

function inCaddy({ words, around }: Statement): Word[] {
  const first = at(words, 0);
  const [block = '', ...named] = around.at(-1) ?? [];
  if (/^basic_?auth$/.test(block)) return words.slice(1);
  if (block === 'dns' || block === 'acme_dns') return words.slice(1);
  if (first === 'dns' || first === 'acme_dns') return words.slice(2);
  if (first === 'eab' || first === 'external_account') return words.slice(2);
  if (first === 'query' || named.includes('query')) return [];
  const header = words.findIndex(({ text }) =>
    /^(?:header|header_up|header_down|request_header)$/.test(text),
  );
  if (header >= 0) {
    const isMatched = /^[@/*]/.test(at(words, header + 1));
    return headerValue(words, header + (isMatched ? 2 : 1), /^$/);
  }
  return block === 'header' ? headerValue(words, 0, /^$/) : [];
}
