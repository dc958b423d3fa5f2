/**
 * How strangers write a private key into a text: as it comes out of forums, mails, word processors, consoles and
 * programs. Each takes a PEM file with line ends LF and gives a text that still holds the key.
 */
export type Spelling = { name: string; write: (pem: string) => string };

const linesOf = (pem: string): string[] => pem.trimEnd().split('\n');
const bodyOf = (pem: string): string =>
  linesOf(pem)
    .filter((line) => /^[A-Za-z0-9+/=]+$/.test(line))
    .join('');
const derOf = (pem: string): Buffer => Buffer.from(bodyOf(pem), 'base64');
const base64 = (text: string | Uint8Array): string => Buffer.from(text).toString('base64');
const wrapped = (text: string, width: number, glue: string): string =>
  (text.match(new RegExp(`.{1,${width}}`, 'g')) ?? []).join(glue);
const hexPairs = (bytes: Uint8Array): string[] => Buffer.from(bytes).toString('hex').match(/../g) ?? [];
const prefixed = (pem: string, prefix: (line: number) => string): string =>
  linesOf(pem)
    .map((line, index) => prefix(index + 1) + line)
    .join('\n');
const withDashes = (pem: string, dashes: string): string => pem.replace(/-----/g, dashes);
const label = (pem: string, write: (label: string) => string): string =>
  pem.replace(/(BEGIN|END)[A-Z0-9 ]+/g, write);
const dumped = (bytes: Buffer): string => {
  let text = '';
  for (let at = 0; at < bytes.length; at += 16) {
    const row = bytes.subarray(at, at + 16);
    const words = row.toString('hex').match(/.{1,4}/g) ?? [];
    const letters = row.toString('latin1').replace(/[^ -~]/g, '.');
    text += `${at.toString(16).padStart(8, '0')}: ${words.join(' ').padEnd(40)} ${letters}\n`;
  }
  return text;
};

/** What any text that holds base64 between BEGIN and END can go through, OpenPGP's and OpenSSH's too. */
export const armouredSpellings: readonly Spelling[] = [
  { name: 'as it is', write: (pem) => pem },
  { name: 'CR LF', write: (pem) => pem.replaceAll('\n', '\r\n') },
  { name: 'CR', write: (pem) => pem.replaceAll('\n', '\r') },
  { name: 'one line', write: (pem) => linesOf(pem).join('') },
  { name: 'blanks for line ends', write: (pem) => linesOf(pem).join(' ') },
  { name: 'one em dash', write: (pem) => withDashes(pem, '—') },
  { name: 'em, en and hyphen', write: (pem) => withDashes(pem, '—–-') },
  { name: 'minus signs', write: (pem) => withDashes(pem, '−−−−−') },
  { name: 'non-breaking hyphens', write: (pem) => withDashes(pem, '‑‑‑‑‑') },
  { name: 'two dashes', write: (pem) => withDashes(pem, '--') },
  { name: 'one dash', write: (pem) => withDashes(pem, '-') },
  { name: 'nine dashes', write: (pem) => withDashes(pem, '---------') },
  { name: 'dashes with blanks', write: (pem) => withDashes(pem, ' - - - - - ') },
  { name: 'no dashes', write: (pem) => pem.replace(/-----/g, '') },
  { name: 'small letters', write: (pem) => label(pem, (written) => written.toLowerCase()) },
  {
    name: 'mixed letters',
    write: (pem) => label(pem, (written) => written.charAt(0) + written.slice(1).toLowerCase()),
  },
  { name: 'no-break blanks', write: (pem) => label(pem, (written) => written.replaceAll(' ', '\u00a0')) },
  { name: 'zero-width blanks', write: (pem) => pem.replace(/[A-Z]/g, '$&\u200b') },
  { name: 'two blanks and a tab', write: (pem) => label(pem, (written) => written.replaceAll(' ', '  \t')) },
  { name: 'no blanks', write: (pem) => label(pem, (written) => written.replaceAll(' ', '')) },
  {
    name: 'letters of full width',
    write: (pem) =>
      label(pem, (written) =>
        written.replace(/[A-Z]/g, (letter) => String.fromCharCode(letter.charCodeAt(0) + 0xfee0)),
      ),
  },
  { name: 'the label over two lines', write: (pem) => pem.replace(/(PRIVATE) (KEY)/, '$1\n$2') },
  { name: 'percent encoding', write: (pem) => encodeURIComponent(pem) },
  { name: 'percent encoding twice', write: (pem) => encodeURIComponent(encodeURIComponent(pem)) },
  { name: 'a form: + for blanks', write: (pem) => new URLSearchParams({ key: pem }).toString() },
  { name: 'JSON', write: (pem) => JSON.stringify({ name: 'x', private: pem }) },
  { name: 'JSON in JSON', write: (pem) => JSON.stringify(JSON.stringify({ pem })) },
  { name: 'JSON of PHP', write: (pem) => JSON.stringify(pem).replaceAll('/', '\\/') },
  {
    name: 'unicode escapes',
    write: (pem) => JSON.stringify(pem).replaceAll('-', '\\u002d').replaceAll('+', '\\u002B'),
  },
  {
    name: 'entities',
    write: (pem) => pem.replaceAll('\n', '&#10;').replaceAll('-', '&#45;').replaceAll(' ', '&nbsp;'),
  },
  { name: 'a web page', write: (pem) => `<pre>${linesOf(pem).join('<br/>\n')}</pre>` },
  {
    name: 'a web page in colours',
    write: (pem) =>
      linesOf(pem)
        .map((line) => `<span class="Line 3">${line.replace('BEGIN', '<b>BEGIN</b>')}</span>`)
        .join('\n'),
  },
  { name: 'commented out', write: (pem) => prefixed(pem, () => '# ') },
  { name: 'quoted in a mail', write: (pem) => prefixed(pem, () => '> > ') },
  { name: 'in a patch', write: (pem) => prefixed(pem, () => '+') },
  { name: 'line numbers', write: (pem) => prefixed(pem, (line) => `${String(line).padStart(4)}  `) },
  { name: 'grep -n', write: (pem) => prefixed(pem, (line) => `key.pem:${line}:`) },
  { name: 'a log', write: (pem) => prefixed(pem, (line) => `2026-11-26T18:00:${line + 10}.123Z app[77]: `) },
  { name: 'YAML', write: (pem) => `data:\n  key: |\n${prefixed(pem, () => '    ')}` },
  {
    name: 'a string a line',
    write: (pem) =>
      linesOf(pem)
        .map((line) => `  "${line}\\n"`)
        .join(' +\n'),
  },
  { name: 'an array of lines', write: (pem) => JSON.stringify(linesOf(pem), null, 2) },
  {
    name: 'echo',
    write: (pem) =>
      linesOf(pem)
        .map((line) => `echo "${line}" >> key.pem`)
        .join('\n'),
  },
  { name: 'backslashes', write: (pem) => linesOf(pem).join('\\\n') },
  { name: 'a here document', write: (pem) => `cat > key.pem <<EOF\n${pem}EOF` },
  { name: 'PowerShell', write: (pem) => `$key = "${linesOf(pem).join('`r`n')}"` },
  { name: 'no END', write: (pem) => linesOf(pem).slice(0, -1).join('\n') },
  { name: 'no END, in JSON', write: (pem) => `{"key": "${linesOf(pem).slice(0, -1).join('\\n')}` },
  { name: 'no BEGIN', write: (pem) => linesOf(pem).slice(1).join('\n') },
  {
    name: 'END of another label',
    write: (pem) => pem.replace(/-----END .*-----/, '-----END CERTIFICATE-----'),
  },
  { name: 'cut in the middle', write: (pem) => pem.slice(0, Math.floor(pem.length * 0.7)) },
  { name: 'a line damaged', write: (pem) => pem.replace(/\n([A-Za-z0-9+/]{20})/, '\n$1…*') },
  { name: 'base64', write: (pem) => base64(pem) },
  { name: 'base64url', write: (pem) => Buffer.from(pem).toString('base64url') },
  { name: 'base64 in lines', write: (pem) => wrapped(base64(pem), 76, '\n') },
  { name: 'base64 at an odd width', write: (pem) => wrapped(base64(pem), 51, '\n      ') },
  { name: 'base64 twice', write: (pem) => base64(base64(pem)) },
  { name: 'base64 of JSON', write: (pem) => base64(JSON.stringify({ tls: { key: pem } })) },
  { name: 'base64 of UTF-16', write: (pem) => base64(Buffer.from(pem, 'utf16le')) },
  { name: 'base64 in percent encoding', write: (pem) => encodeURIComponent(base64(pem)) },
  { name: 'a data: URI', write: (pem) => `data:application/x-pem-file;base64,${base64(pem)}` },
  {
    name: 'a data: URI in percent encoding',
    write: (pem) => `data:application/x-pem-file,${encodeURIComponent(pem)}`,
  },
  { name: 'a Kubernetes Secret', write: (pem) => `kind: Secret\ndata:\n  tls.key: ${base64(pem)}\n` },
  { name: 'hexadecimal of the text', write: (pem) => Buffer.from(pem).toString('hex') },
  {
    name: 'a C array of the text',
    write: (pem) =>
      `{ ${hexPairs(Buffer.from(pem))
        .map((pair) => `0x${pair}`)
        .join(', ')} }`,
  },
  { name: 'decimals of the text', write: (pem) => JSON.stringify(Buffer.from(pem)) },
  { name: 'xxd of the text', write: (pem) => dumped(Buffer.from(pem)) },
];

/** What a key in DER can be written as besides. */
export const derSpellings: readonly Spelling[] = [
  { name: 'base64 of the DER', write: (pem) => bodyOf(pem) },
  { name: 'base64url of the DER', write: (pem) => derOf(pem).toString('base64url') },
  { name: 'DER at an odd width', write: (pem) => wrapped(bodyOf(pem), 37, '\n') },
  { name: 'DER in short lines', write: (pem) => wrapped(bodyOf(pem), 8, '\n') },
  { name: 'DER a character a line', write: (pem) => wrapped(bodyOf(pem), 1, '\n') },
  { name: 'DER a string a line', write: (pem) => `key = "${wrapped(bodyOf(pem), 64, '" \\\n      "')}"` },
  { name: 'DER in JSON', write: (pem) => JSON.stringify({ PrivateKey: bodyOf(pem) }) },
  {
    name: 'DER in a log',
    write: (pem) =>
      wrapped(bodyOf(pem), 64, '\n')
        .split('\n')
        .map((line, index) => `Nov 30 23:00:${index + 10} web app[${index}]: ${line}`)
        .join('\n'),
  },
  { name: 'DER in a patch', write: (pem) => `+${wrapped(bodyOf(pem), 64, '\n+')}` },
  {
    name: 'DER between wrong labels',
    write: (pem) => label(pem, (written) => `${written.split(' ')[0] ?? ''} CERTIFICATE`),
  },
  { name: 'DER between no labels', write: (pem) => label(pem, () => '') },
  { name: 'DER twice in base64', write: (pem) => base64(bodyOf(pem)) },
  {
    name: 'DER in base64 that was cut',
    write: (pem) => bodyOf(pem).slice(0, Math.floor(bodyOf(pem).length * 0.8)),
  },
  { name: 'hexadecimal', write: (pem) => derOf(pem).toString('hex') },
  {
    name: 'capital hexadecimal in lines',
    write: (pem) => wrapped(derOf(pem).toString('hex').toUpperCase(), 60, '\n'),
  },
  { name: 'hexadecimal with colons', write: (pem) => wrapped(hexPairs(derOf(pem)).join(':'), 45, '\n    ') },
  { name: 'hexadecimal with blanks', write: (pem) => hexPairs(derOf(pem)).join(' ') },
  { name: 'hexadecimal of a database', write: (pem) => `X'${derOf(pem).toString('hex')}'` },
  {
    name: 'a C array',
    write: (pem) =>
      `unsigned char key[] = {\n${wrapped(
        hexPairs(derOf(pem))
          .map((pair) => `0x${pair},`)
          .join(' '),
        72,
        '\n',
      )}\n};`,
  },
  {
    name: 'a C string',
    write: (pem) =>
      `"${wrapped(
        hexPairs(derOf(pem))
          .map((pair) => `\\x${pair}`)
          .join(''),
        64,
        '"\n"',
      )}"`,
  },
  {
    name: 'short numbers',
    write: (pem) => `{ ${[...derOf(pem)].map((octet) => `0x${octet.toString(16)}`).join(',')} }`,
  },
  { name: 'a Java array', write: (pem) => `new byte[] {${[...new Int8Array(derOf(pem))].join(', ')}}` },
  {
    name: 'a Java array with casts',
    write: (pem) =>
      hexPairs(derOf(pem))
        .map((pair) => `(byte)0x${pair}`)
        .join(', '),
  },
  {
    name: 'octal escapes',
    write: (pem) => [...derOf(pem)].map((octet) => `\\${octet.toString(8).padStart(3, '0')}`).join(''),
  },
  {
    name: 'bytes of Python',
    write: (pem) =>
      `b'${[...derOf(pem)].map((octet) => (octet > 0x20 && octet < 0x7f && octet !== 0x27 && octet !== 0x5c ? String.fromCharCode(octet) : `\\x${octet.toString(16).padStart(2, '0')}`)).join('')}'`,
  },
  { name: 'xxd', write: (pem) => dumped(derOf(pem)) },
  { name: 'xxd behind a prompt', write: (pem) => `$ xxd key.der\n${dumped(derOf(pem))}$ ` },
];

/** All of them: for a key in PEM whose base64 is DER. */
export const spellings: readonly Spelling[] = [...armouredSpellings, ...derSpellings];
