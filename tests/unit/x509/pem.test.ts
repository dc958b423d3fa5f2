import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { decodeBase64Body } from '../../../src/x509/base64Body.ts';
import { decodeHexBody } from '../../../src/x509/hexBody.ts';
import { readPem } from '../../../src/x509/pem.ts';
import { byteOfCharacter, charactersOfBytes, mapOfPart } from '../../../src/x509/textMap.ts';

const decode = (text: string) => decodeBase64Body(text, 0, text.length);
const ascii = (text: string): number[] => [...Buffer.from(text, 'ascii')];

describe('base64 bodies', () => {
  it.each<[reason: string, text: string, plain: string]>([
    ['RFC 4648 section 10', 'Zm9vYmFy', 'foobar'],
    ['one pad', 'Zm9vYmE=', 'fooba'],
    ['two pads', 'Zm9vYg==', 'foob'],
    ['line ends, tabs and blanks anywhere', ' Zm\r\n9v\tYm\n Fy\n', 'foobar'],
    ['line ends as JSON writes them', 'Zm9v\\nYmFy\\r\\n', 'foobar'],
  ])('%s', (_reason, text, plain) => {
    const body = decode(text);
    expect([...body.bytes]).toEqual(ascii(plain));
    expect(body).toMatchObject({ bad: null, incomplete: false });
  });

  it.each<[reason: string, text: string, bad: { start: number; end: number } | null, plain: string]>([
    ['a character outside the alphabet', 'Zm9v*mFy', { start: 4, end: 5 }, 'foo'],
    ['a letter beyond ASCII', 'Zm9vü', { start: 4, end: 5 }, 'foo'],
    ['one of two code units', 'Zm9v😀', { start: 4, end: 6 }, 'foo'],
    ['digits behind the padding', 'Zm9vYg==Zm9v', { start: 8, end: 9 }, 'foob'],
    ['a backslash that is no line end', 'Zm9v\\x', { start: 4, end: 5 }, 'foo'],
  ])('%s', (_reason, text, bad, plain) => {
    const body = decode(text);
    expect(body.bad).toEqual(bad);
    expect([...body.bytes]).toEqual(ascii(plain));
  });

  it.each(['Zm9vY', 'Zm9vYg', 'Zm9vYg='])('%s stops inside a group of four', (text) => {
    expect(decode(text)).toMatchObject({ bad: null, incomplete: true });
  });

  it('agrees with Node on any octets in lines of any length', () => {
    const property = fc.property(
      fc.uint8Array({ maxLength: 300 }),
      fc.integer({ min: 1, max: 80 }),
      (octets, n) => {
        const lines =
          Buffer.from(octets)
            .toString('base64')
            .match(new RegExp(`.{1,${n}}`, 'g')) ?? [];
        expect(decode(lines.join('\r\n')).bytes).toEqual(octets);
      },
    );
    fc.assert(property, { seed: 1 });
  });
});

describe('bytes and characters', () => {
  const text = '  Zm9v\n  YmFy\n';
  const body = decode(text);
  it.each<[bytes: [number, number], characters: string]>([
    [[0, 1], 'Zm'],
    [[1, 2], 'm9'],
    [[2, 3], '9v'],
    [[0, 3], 'Zm9v'],
    [[2, 4], '9v\n  Ym'],
    [[0, 6], 'Zm9v\n  YmFy'],
  ])('bytes %j stand in %j', ([start, end], characters) => {
    const range = charactersOfBytes(body, { start, end });
    expect(range && text.slice(range.start, range.end)).toBe(characters);
  });

  it('a range that is empty or outside has no characters', () => {
    expect(charactersOfBytes(body, { start: 2, end: 2 })).toBeNull();
    expect(charactersOfBytes(body, { start: 0, end: 7 })).toBeNull();
  });

  it.each<[character: number, byte: number | null]>([
    [0, null], // blank
    [2, 0], // Z
    [3, 0], // m carries bits of 0 and 1
    [4, 1], // 9
    [5, 2], // v
    [6, null], // line end
    [9, 3], // Y
    [12, 5], // y
    [13, null], // behind
  ])('character %i carries byte %s', (character, byte) => {
    expect(byteOfCharacter(body, character)).toBe(byte);
  });
});

describe('hexadecimal bodies', () => {
  it.each<[reason: string, text: string, octets: number[]]>([
    ['RFC 4648 section 10', '666F6f', [0x66, 0x6f, 0x6f]],
    ['as openssl prints a fingerprint', '66:6F\n:6f', [0x66, 0x6f, 0x6f]],
    ['as C writes it', '0x66, 0x6f,\n0x6f', [0x66, 0x6f, 0x6f]],
    ['as a shell writes it', '\\x66\\x0f', [0x66, 0x0f]],
  ])('%s', (_reason, text, octets) => {
    const body = decodeHexBody(text, 0, text.length);
    expect([...body.bytes]).toEqual(octets);
    expect(body).toMatchObject({ bad: null, incomplete: false });
    for (const [i, octet] of octets.entries()) {
      const place = charactersOfBytes(body, { start: i, end: i + 1 });
      expect(parseInt(text.slice(place?.start, place?.end), 16)).toBe(octet);
      expect(byteOfCharacter(body, place?.start ?? -1)).toBe(i);
    }
  });

  it('stops at what is no digit, and says when half a byte is left', () => {
    expect(decodeHexBody('66 g7', 0, 5)).toMatchObject({ bad: { start: 3, end: 4 } });
    expect(decodeHexBody('66 6', 0, 4)).toMatchObject({ bad: null, incomplete: true });
  });

  it('the second of two elements has a map of its own', () => {
    const text = '0500 0201 07';
    const second = mapOfPart(decodeHexBody(text, 0, text.length), { start: 2, end: 5 });
    expect(charactersOfBytes(second, { start: 0, end: 2 })).toEqual({ start: 5, end: 9 });
    expect(charactersOfBytes(second, { start: 2, end: 4 })).toBeNull();
    expect(byteOfCharacter(second, 10)).toBe(2);
    expect(byteOfCharacter(second, 0)).toBeNull();
  });
});

const begin = '-----BEGIN CERTIFICATE-----';
const end = '-----END CERTIFICATE-----';

describe('blocks', () => {
  it.each<[reason: string, text: string, bodies: string[], problems: string[]]>([
    ['plain', `${begin}\nZm9v\n${end}\n`, ['foo'], []],
    [
      'two, with text around',
      `one\n${begin}\nZm9v\n${end}\ntwo\n${begin}\nYmFy\n${end}\n`,
      ['foo', 'bar'],
      [],
    ],
    ['Windows line ends', `${begin}\r\nZm9v\r\nYmFy\r\n${end}\r\n`, ['foobar'], []],
    ['old Macintosh line ends', `${begin}\rZm9v\r${end}\r`, ['foo'], []],
    ['indented, as in YAML', `  ca: |\n    ${begin}\n    Zm9v\n    ${end}\n`, ['foo'], []],
    ['in one line', `${begin}Zm9v${end}`, ['foo'], []],
    ['in one line with blanks', `${begin} Zm9v YmFy ${end}`, ['foobar'], []],
    ['inside JSON', `{"crt":"${begin}\\nZm9v\\n${end}\\n"}`, ['foo'], []],
    ['comments before', `# What it shows: foo\n# Should match: bar\n${begin}\nZm9v\n${end}`, ['foo'], []],
    ['no END', `${begin}\nZm9v\n`, ['foo'], ['pem-no-end']],
    ['no END, then words', `${begin}\nZm9v\nand so on.\n`, ['foo'], ['pem-no-end']],
    ['no END, then the next', `${begin}\nZm9v\n${begin}\nYmFy\n${end}`, ['foo', 'bar'], ['pem-no-end']],
    ['another label at the end', `${begin}\nZm9v\n-----END X509 CRL-----`, ['foo'], ['pem-label-mismatch']],
    ['nothing inside', `${begin}\n${end}`, [''], ['pem-empty']],
    ['bad base64', `${begin}\nZm9v*\n${end}`, ['foo'], ['pem-bad-base64']],
    ['cut base64', `${begin}\nZm9vY\n${end}`, ['foo'], ['pem-incomplete-base64']],
    ['RFC 1421 headers', `${begin}\nProc-Type: 4,CLEAR\nX: y\n\nZm9v\n${end}`, ['foo'], []],
    ['four dashes are no block', '----BEGIN CERTIFICATE----\nZm9v\n', [], []],
  ])('%s', (_reason, text, bodies, problems) => {
    const { blocks, stray } = readPem(text);
    expect(blocks.map(({ body }) => Buffer.from(body.bytes).toString('ascii'))).toEqual(bodies);
    expect(blocks.flatMap((block) => block.problems.map(({ code }) => code))).toEqual(problems);
    expect(stray).toEqual([]);
  });

  it('an END without a BEGIN is reported where it stands', () => {
    const { blocks, stray } = readPem(`Zm9v\n${end}\n`);
    expect(blocks).toEqual([]);
    expect(stray).toMatchObject([
      { code: 'pem-end-without-begin', range: { start: 5, end: 5 + end.length } },
    ]);
  });

  it('a block’s range runs from the first dash to the last', () => {
    const text = `before\n${begin}\nZm9v\n${end}\nafter`;
    const [block] = readPem(text).blocks;
    expect(text.slice(block?.range.start, block?.range.end)).toBe(`${begin}\nZm9v\n${end}`);
  });

  it('an encrypted key says so', () => {
    const text =
      '-----BEGIN RSA PRIVATE KEY-----\nProc-Type: 4,ENCRYPTED\nDEK-Info: x\n\nZm9v\n-----END RSA PRIVATE KEY-----';
    expect(readPem(text).blocks[0]?.encrypted).toBe(true);
  });

  it('many BEGIN lines without END take no more than linear time', () => {
    const text = `${begin}\nZm9v\n`.repeat(50_000);
    const started = process.cpuUsage();
    expect(readPem(text).blocks).toHaveLength(50_000);
    expect(process.cpuUsage(started).user / 1000).toBeLessThan(3000);
  });
});
