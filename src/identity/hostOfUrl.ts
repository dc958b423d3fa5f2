/** The host as a program takes it out of a URL (WHATWG URL for the browsers, curl's urlapi.c for curl). */
import { aLabelToUnicode, isAsciiText } from './idna.ts';
import type { UrlRules } from './policy.ts';

export type UrlFault = 'host-empty' | 'host-forbidden-character' | 'host-bad-percent' | 'host-bad-a-label';
export type UrlStep = 'host-port-dropped' | 'host-percent-decoded' | 'host-line-breaks-dropped';
export type UrlHost = { host: string; bracketed: boolean; steps: { rule: UrlStep; to: string }[] };

/** `bracketed`: an IPv6 literal, with its brackets off; an IPv6 address without brackets is read as if it had them. */
export function hostOfUrl(text: string, rules: UrlRules): UrlHost | UrlFault {
  const steps: UrlHost['steps'] = [];
  const change = (rule: UrlStep, from: string, to: string): string => {
    if (from !== to) steps.push({ rule, to });
    return to;
  };
  let host = text;
  if (rules.lineBreaks === 'dropped') {
    host = change('host-line-breaks-dropped', host, host.replace(/[\t\n\r]/g, ''));
  }
  host = change('host-port-dropped', host, host.replace(/^([^:]*|\[[^\]]*\]):\d{0,5}$/, '$1'));
  const inside = /^\[(.*)\]$/s.exec(host)?.[1];
  if (inside !== undefined || host.includes(':')) return { host: inside ?? host, bracketed: true, steps };
  const decoded = percentDecode(host);
  if (decoded === null) return 'host-bad-percent';
  host = change('host-percent-decoded', host, decoded);
  if (host === '') return 'host-empty';
  return rules.forbidden.test(host) ? 'host-forbidden-character' : { host, bracketed: false, steps };
}

const utf8 = new TextDecoder('utf-8', { fatal: true });

/** null: a `%` that is not followed by two hex digits, or octets that are not UTF-8. */
function percentDecode(text: string): string | null {
  if (!text.includes('%')) return text;
  if (/%(?![0-9a-f]{2})/i.test(text)) return null;
  const escaped = text.replace(/(?:%[0-9a-f]{2})+/gi, (run) => {
    const octets = run
      .split('%')
      .slice(1)
      .map((pair) => parseInt(pair, 16));
    return decodeUtf8(Uint8Array.from(octets)) ?? '\ufffd';
  });
  return escaped.includes('\ufffd') ? null : escaped;
}

function decodeUtf8(octets: Uint8Array): string | null {
  try {
    return utf8.decode(octets);
  } catch (error) {
    if (error instanceof TypeError) return null;
    throw error;
  }
}

/** Whether the A-labels of `host` (already ASCII) decode as the program wants them to. */
export function aLabelsDecode(host: string, given: string, rules: UrlRules): boolean {
  if (rules.aLabels === 'unchecked') return true;
  if (rules.aLabels === 'checked-beside-u-labels' && isAsciiText(given)) return true;
  return host
    .split('.')
    .every((label) => !label.toLowerCase().startsWith('xn--') || aLabelToUnicode(label, 'uts46') !== null);
}
