/** A secret in every form in which its octets could stand somewhere, and where one of them does. */

export type Secret = { name: string; octets: Uint8Array };

const latin1 = (octets: Uint8Array): string => Buffer.from(octets).toString('latin1');
const windowSize = 14;

/** The digits that depend on nothing but these octets, wherever in a longer text they stand. */
function base64Cores(octets: Uint8Array): string[] {
  return [0, 1, 2].map((before) => {
    const digits = Buffer.concat([Buffer.alloc(before), octets]).toString('base64');
    const end = Math.floor(((before + octets.length) * 8) / 6);
    return digits.slice(Math.ceil((before * 8) / 6), end);
  });
}

const joined = (octets: Uint8Array, how: (octet: number) => string, by: string): string =>
  Array.from(octets, how).join(by);
const hex = (octet: number): string => octet.toString(16).padStart(2, '0');

function formsOfPart(octets: Uint8Array): string[] {
  const cores = base64Cores(octets);
  const lower = ['', ':', ' ', ',0x', ', 0x', '\\x', '-'].map((by) => joined(octets, hex, by));
  return [
    latin1(octets),
    ...cores,
    ...cores.map((core) => core.replaceAll('+', '-').replaceAll('/', '_')),
    ...cores.map((core) => encodeURIComponent(core)),
    ...lower,
    ...lower.map((text) => text.toUpperCase()),
    ...[',', ', '].map((by) => joined(octets, String, by)),
  ];
}

/** Of parts of 14 octets: a line break in the middle of a text hides no more than one of them. */
export function formsOf({ octets }: Secret): string[] {
  const starts = Array.from(
    { length: Math.floor(octets.length / windowSize) },
    (_, each) => each * windowSize,
  );
  const parts = starts.map((start) => octets.subarray(start, start + windowSize));
  return [...new Set((parts.length === 0 ? [octets] : parts).flatMap(formsOfPart))];
}

/** A word: as it is, in UTF-16 (as PKCS#12 takes passwords), and both as octets in their forms. */
export const wordSecrets = (name: string, word: string): Secret[] => [
  { name, octets: new Uint8Array(Buffer.from(word, 'utf8')) },
  { name: `${name} in UTF-16`, octets: new Uint8Array(Buffer.from(word, 'utf16le').swap16()) },
];

const unbroken = (text: string): string => text.replace(/\s|\\[nr]|%0[ADad]|%20/g, '');

/** What long runs of base64 digits stand for (a link carries its files so), at each of the four places to begin. */
function decoded(text: string): string {
  const runs = text.match(/[A-Za-z0-9+/_-]{60,}/g) ?? [];
  return runs
    .flatMap((run) =>
      [0, 1, 2, 3].map((skipped) => Buffer.from(run.slice(skipped), 'base64').toString('latin1')),
    )
    .join('\0');
}

/** Names of the secrets that stand in a text (octets as latin1): line breaks in it or not, in base64 or not. */
export function found(text: string, secrets: readonly Secret[]): string[] {
  const whole = unbroken(text);
  const once = decoded(whole);
  const readings = [text, whole, once, unbroken(once), decoded(unbroken(once))];
  return secrets
    .filter((secret) =>
      formsOf(secret).some((form) =>
        readings.some((reading) => reading.includes(form) || reading.includes(unbroken(form))),
      ),
    )
    .map(({ name }) => name);
}
