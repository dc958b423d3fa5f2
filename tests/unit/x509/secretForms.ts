/** Whether octets of a secret are in a text in any form: as base64 at any offset, hexadecimal, decimals, escapes. */

/** So many octets of a secret are a leak. */
const WINDOW = 12;

/** The forms in which a window of `secret` is found in `text`; empty: it is not there. */
export function formsOf(text: string, secret: Uint8Array): string[] {
  const found = new Set<string>();
  for (const [name, layer] of layersOf(text)) {
    const base64 = layer
      .replace(/[^A-Za-z0-9+/_-]/g, '')
      .replaceAll('-', '+')
      .replaceAll('_', '/');
    if (has(base64, base64Of(secret), (WINDOW * 4) / 3)) found.add(`${name}: base64`);
    const hex = layer
      .replace(/0x|\\x/g, '')
      .toLowerCase()
      .replace(/[^0-9a-f]/g, '');
    if (has(hex, [Buffer.from(secret).toString('hex')], WINDOW * 2)) found.add(`${name}: hexadecimal`);
    const decimal = layer
      .replace(/[^0-9-]+/g, ' ')
      .trim()
      .split(' ')
      .map((n) => String(Number(n) & 0xff))
      .join(' ');
    if (windows(secret).some((window) => ` ${decimal} `.includes(` ${window.join(' ')} `)))
      found.add(`${name}: decimal`);
    if (windows(secret).some((window) => layer.includes(Buffer.from(window).toString('latin1'))))
      found.add(`${name}: octets`);
  }
  return [...found];
}

function layersOf(text: string): Map<string, string> {
  const layers = new Map([['text', text]]);
  const visible = text.replace(/[\u200b\u00ad\ufeff]/g, '');
  layers.set(
    'percent',
    visible
      .replace(/%25/g, '%')
      .replace(/%([0-9a-f]{2})/gi, (_, pair: string) => String.fromCharCode(parseInt(pair, 16))),
  );
  layers.set(
    'escapes',
    visible
      .replace(/\\u([0-9a-f]{4})|\\x([0-9a-f]{2})|\\([0-7]{3})/gi, (_, u?: string, x?: string, o?: string) =>
        String.fromCharCode(parseInt(u ?? x ?? o ?? '', o ? 8 : 16)),
      )
      .replace(/\\[nr]/g, ''),
  );
  layers.set(
    'entities',
    visible
      .replace(/&#(\d+);/g, (_, code: string) => String.fromCharCode(Number(code)))
      .replace(/<[^>]*>/g, ''),
  );
  const runs = [...(layers.get('percent') ?? '').replace(/\s+/g, '').matchAll(/[A-Za-z0-9+/_-]{40,}/g)].map(
    ([run]) => run,
  );
  for (const [index, run] of runs.entries()) {
    for (let offset = 0; offset < 4; offset++) {
      const inner = Buffer.from(run.slice(offset), 'base64').toString('latin1');
      layers.set(`base64 ${index}.${offset}`, inner);
      layers.set(`base64 ${index}.${offset}, UTF-16`, inner.replaceAll('\0', ''));
      const twice = Buffer.from(inner.replace(/[^A-Za-z0-9+/_-]/g, ''), 'base64').toString('latin1');
      layers.set(`base64 ${index}.${offset} twice`, twice);
    }
  }
  const hex = text.replace(/0x|\\x/g, '').replace(/[^0-9a-f]/gi, '');
  layers.set('hexadecimal', Buffer.from(hex, 'hex').toString('latin1'));
  return layers;
}

function windows(secret: Uint8Array): number[][] {
  return Array.from({ length: Math.max(0, secret.length - WINDOW + 1) }, (_, at) => [
    ...secret.subarray(at, at + WINDOW),
  ]);
}

/** The digits of base64 that `secret` has wherever it begins in a group of three. */
const base64Of = (secret: Uint8Array): string[] =>
  [0, 1, 2].map((offset) =>
    Buffer.concat([Buffer.alloc(offset), secret])
      .toString('base64')
      .replace(/=+$/, '')
      .slice(Math.ceil((offset * 8) / 6), -1),
  );

function has(text: string, wanted: readonly string[], width: number): boolean {
  const grams = new Set(
    wanted.flatMap((one) =>
      Array.from({ length: Math.max(0, one.length - width + 1) }, (_, at) => one.slice(at, at + width)),
    ),
  );
  for (let at = 0; at + width <= text.length; at++) if (grams.has(text.slice(at, at + width))) return true;
  return false;
}
