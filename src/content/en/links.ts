/** Links: what is wrong with one that was followed, and what is said of one that is shared. */
import type { Params } from '../../decision.ts';
import { own } from '../../text/own.ts';
import { counted } from './counted.ts';

/** What is wrong with a part of a link; `part` is the name before its `=`. */
const faults: Partial<Record<string, (p: Params) => string>> = {
  'link-damaged': (p) => `Its part ${p.part} was cut or changed on the way.`,
  'link-too-long': (p) =>
    `It has ${counted(Number(p.length))} characters, and links are read up to ${counted(Number(p.limit))}.`,
  'scenario-invalid': (p) => `Its part ${p.part} cannot be used: expected ${p.expected} at ${p.path}.`,
};

export const links = {
  unreadable: 'The link could not be read, so nothing was changed by it.',
  fault: (code: string, params: Params) => own(faults, code)?.(params) ?? '',
  hadKey: (names: readonly string[]) =>
    `The link carried a private key (${names.join(', ')}). It was cut out, and the address bar no longer has it. Whoever else has the link has the key: do not use that key any more.`,
  gone: 'This address points to a configuration that was open in another tab, or a while ago. Only that tab had it: open the configuration again, or ask for a shared link.',
  copied: (length: number) => `Link copied (${counted(length)} characters).`,
  notCopied: (length: number) =>
    `The link is in the address bar (${counted(length)} characters). The browser did not let whichcert copy it: copy it from here.`,
  whole: 'It carries the whole configuration and its certificates.',
  noKeys: 'Private keys are never in it.',
  marked: (count: number) =>
    count === 1
      ? 'One secret of the configuration, such as a password or a token, is left out: a mark stands in its place.'
      : `${counted(count)} secrets of the configuration, such as passwords and tokens, are left out: a mark stands in the place of each.`,
  tooLong: (length: number, limit: number) =>
    `This is too long for a link: ${counted(length)} characters, and browsers keep up to ${counted(limit)}. Nothing was changed or copied.`,
  byHand: 'Link',
};
