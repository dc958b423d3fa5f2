/** Alert: RFC 9846 section 6, RFC 5246 section 7.2. It has a content type of its own and no handshake header. */
import { alertCode, alertLevel, alertLevelName, alertName } from '../codePoints.ts';
import type { AlertLevelName, AlertName } from '../codePoints.ts';
import { sequence, uint } from '../codec.ts';
import type { ContentOf } from '../codec.ts';
import { encodePlain, parseAs } from '../message.ts';
import type { Message, ParsedMessage } from '../message.ts';

const alert = sequence({ level: uint(1, alertLevelName), description: uint(1, alertName) });

/** Code points of both. */
export type AlertContent = ContentOf<typeof alert>;

/** Any level and description. @throws RangeError when one is not a byte. */
export const encodeAlert = (content: AlertContent): Message => encodePlain('alert', 'Alert', alert, content);

/** The content of an alert by its names. */
export const alertContent = (level: AlertLevelName, description: AlertName): AlertContent => ({
  level: alertLevel(level),
  description: alertCode(description),
});

/** Reads an alert; never throws. */
export const parseAlert = (bytes: Uint8Array): ParsedMessage<AlertContent> =>
  parseAs('alert', 'Alert', bytes, (reader) => alert.read(reader, 'Alert'));
