/** Whether octets of a secret are in a text in any form: as base64 at any offset, hexadecimal, decimals, escapes. */

/** So many octets of a secret are a leak. */
const WINDOW = 12;

/** The forms in which a window of `secret` is found in `text`; empty: it is not there. */
export function formsOf(text: string, secret: Uint8Array): string[] {
  const wanted = windowsOf(secret);
  const found: string[] = [];
  for (const [name, layer] of layersOf(text)) {
    const base64 = layer
      .replace(/[^A-Za-z0-9+/_-]/g, '')
      .replaceAll('-', '+')
      .replaceAll('_', '/');
    const hex = layer
      .replace(/0x|\\x|\(byte\)/g, '')
      .toLowerCase()
      .replace(/[^0-9a-f]/g, '');
    const numbers = layer.match(/-?\d{1,3}/g) ?? [];
    const decimal = numbers.map((number) => String.fromCharCode(Number(number) & 0xff)).join('');
    if (has(base64, wanted.base64)) found.push(`${name}: base64`);
    if (has(hex, wanted.hex)) found.push(`${name}: hexadecimal`);
    if (has(decimal, wanted.octets)) found.push(`${name}: decimal`);
    if (has(layer, wanted.octets)) found.push(`${name}: octets`);
  }
  return found;
}

/** Every window of a secret, written in one way: all of the same width. */
type Windows = { width: number; all: ReadonlySet<string> };

const known = new WeakMap<Uint8Array, { base64: Windows; hex: Windows; octets: Windows }>();

function windowsOf(secret: Uint8Array): { base64: Windows; hex: Windows; octets: Windows } {
  const made = known.get(secret) ?? {
    base64: windows(base64Of(secret), (WINDOW * 4) / 3),
    hex: windows([Buffer.from(secret).toString('hex')], WINDOW * 2),
    octets: windows([Buffer.from(secret).toString('latin1')], WINDOW),
  };
  known.set(secret, made);
  return made;
}

const windows = (texts: readonly string[], width: number): Windows => ({
  width,
  all: new Set(
    texts.flatMap((text) =>
      Array.from({ length: Math.max(0, text.length - width + 1) }, (_, at) => text.slice(at, at + width)),
    ),
  ),
});

function has(text: string, { width, all }: Windows): boolean {
  for (let at = 0; at + width <= text.length; at++) if (all.has(text.slice(at, at + width))) return true;
  return false;
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
  const dump = text.matchAll(/[0-9a-f]{8}: ((?:[0-9a-f]{2,4} )+)/g);
  const rows = Array.from(dump, ([, row = '']) => row.replaceAll(' ', '')).join('');
  layers.set('dump', Buffer.from(rows, 'hex').toString('latin1'));
  const numbers = text.match(/\d+/g) ?? [];
  layers.set('decimals', numbers.map((number) => String.fromCharCode(Number(number) & 0xff)).join(''));
  layers.set('hexadecimal', Buffer.from(hex, 'hex').toString('latin1'));
  return layers;
}

/** The digits of base64 that `secret` has wherever it begins in a group of three. */
const base64Of = (secret: Uint8Array): string[] =>
  [0, 1, 2].map((offset) =>
    Buffer.concat([Buffer.alloc(offset), secret])
      .toString('base64')
      .replace(/=+$/, '')
      .slice(Math.ceil((offset * 8) / 6), -1),
  );
