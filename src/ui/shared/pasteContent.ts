/** What the paste box holds: a text or a file, and what was found in it. */
import type { InputReport } from '../../x509/readInput.ts';
import type { ConfigurationNote } from '../stage/openConfiguration.ts';
import type { HelloNote } from '../stage/openHello.ts';

/** `isPasted`: a text, too large to stand in the box. */
export type Opened = { name: string; size: number; isPasted: boolean };

export type Content = {
  text: string;
  file: Opened | null;
  report: InputReport | null;
  /** The report as it was before a password opened more; null: none did. */
  closed: InputReport | null;
  /** What was opened was a server's configuration. */
  configuration: ConfigurationNote | null;
  /** What was opened was a capture, or a ClientHello. */
  hello: HelloNote | null;
  /** Files among several in which nothing could be shown. */
  passedOver: readonly string[];
  /** What a large input can be read from again, so that what was made of it is given up when it is cleared. */
  again: readonly File[] | null;
};

export const nothing: Content = {
  text: '',
  file: null,
  report: null,
  closed: null,
  configuration: null,
  hello: null,
  passedOver: [],
  again: null,
};

/**
 * What is kept of something cleared: nothing that a password opened, and of a large input no more than how to read it
 * again.
 */
export function laidAside(content: Content): Content {
  if (content.again) return { ...content, report: null, closed: null };
  return content.closed ? { ...content, report: content.closed, closed: null } : content;
}

/** No view was opened on it. */
export const isReadNowhere = ({ report, configuration, hello }: Content): boolean =>
  report === null && configuration === null && hello === null;
