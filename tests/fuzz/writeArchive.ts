/** Small archives to change: zip (PKWARE APPNOTE 6.3) and tar (POSIX.1-2017 ustar). */
import { concat } from '../../src/bytes/concat.ts';

/** `link`: the target of a symbolic link, which has no content. */
export type Member = { path: string; content: Uint8Array; link: string | null };

const utf8 = (text: string): Uint8Array => new TextEncoder().encode(text);
const little = (size: 2 | 4, ...values: readonly number[]): Uint8Array =>
  concat(...values.map((value) => Array.from({ length: size }, (_, each) => (value >>> (8 * each)) & 0xff)));

/** `deflate`: RFC 1951; null: the members are stored. */
export function zipOf(
  members: readonly Member[],
  deflate: ((content: Uint8Array) => Uint8Array) | null,
): Uint8Array {
  let at = 0;
  const parts = members.map(({ path, content, link }) => {
    const plain = link === null ? content : utf8(link);
    const data = deflate ? deflate(plain) : plain;
    const name = utf8(path);
    const sizes = concat(
      little(2, deflate ? 8 : 0),
      little(4, 0, 0, data.length, plain.length),
      little(2, name.length, 0),
    );
    const local = concat(utf8('PK\x03\x04'), little(2, 20, 0), sizes, name, data);
    const attributes = link === null ? 0x81a40000 : 0xa1ff0000;
    const entry = concat(
      utf8('PK\x01\x02'),
      little(2, 0x314, 20, 0),
      sizes,
      little(2, 0, 0, 0),
      little(4, attributes, at),
      name,
    );
    at += local.length;
    return { local, entry };
  });
  const directory = concat(...parts.map(({ entry }) => entry));
  const count = parts.length;
  return concat(
    ...parts.map(({ local }) => local),
    directory,
    utf8('PK\x05\x06'),
    little(2, 0, 0, count, count),
    little(4, directory.length, at),
    little(2, 0),
  );
}

const octal = (value: number, size: number): string => `${value.toString(8).padStart(size - 1, '0')}\0`;

function tarHeader({ path, content, link }: Member): Uint8Array {
  const header = new Uint8Array(512);
  const put = (at: number, text: string): void => {
    header.set(utf8(text), at);
  };
  put(0, path.slice(0, 99).replace(/[^\x20-\x7e]/g, '?'));
  put(100, octal(0o644, 8));
  put(124, octal(link === null ? content.length : 0, 12));
  put(136, octal(0, 12));
  put(148, ' '.repeat(8));
  put(156, link === null ? '0' : '2');
  put(157, link ?? '');
  put(257, 'ustar\0');
  put(263, '00');
  put(
    148,
    octal(
      header.reduce((sum, octet) => sum + octet, 0),
      8,
    ),
  );
  return header;
}

export function tarOf(members: readonly Member[]): Uint8Array {
  const parts = members.flatMap((member) => {
    const content = member.link === null ? member.content : new Uint8Array();
    return [tarHeader(member), content, new Uint8Array((512 - (content.length % 512)) % 512)];
  });
  return concat(...parts, new Uint8Array(1024));
}
