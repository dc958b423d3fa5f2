/** Keys in, texts of all generated files out. Nothing is read or written here, so that a test can compare. */
import { authorities, furtherPresetFiles, leaves, presetFiles } from './catalogue.mjs';
import { makeCertificate } from './certificate.mjs';
import { readKey, sha256 } from './keys.mjs';

/** Key files that must exist: path under `samples/` -> kind. */
export const keyFiles = Object.fromEntries(
  [...authorities, ...leaves].map((spec) => [`keys/${spec.id}.pem`, spec.key]),
);

/**
 * @param {Record<string, string>} keyTexts path under `samples/` -> text, as `keyFiles` lists them
 * @returns {Record<string, string>} path from the project's top -> text
 */
export function renderSamples(keyTexts) {
  const blocks = issueAll(keyTexts);
  const files = {};
  for (const spec of [...authorities, ...leaves]) {
    const chain = [spec.id, ...(spec.chain ?? [])].map((id) => blocks[id]).join('');
    files[`samples/${spec.id}.pem`] = heading(spec) + chain;
  }
  return {
    ...files,
    ...brokenInputs(blocks),
    'samples/README.md': readme(),
    'src/sim/presetCertificates.generated.ts': presetModule(blocks),
    'src/sim/furtherPresetCertificates.generated.ts': furtherPresetModule(blocks),
    'src/sim/labKeys.generated.ts': keyModule(keyTexts),
  };
}

function issueAll(keyTexts) {
  const specs = [...authorities, ...leaves];
  const known = Object.fromEntries(
    specs.map((spec) => [spec.id, { ...spec, key: readKey(keyTexts[`keys/${spec.id}.pem`]) }]),
  );
  return Object.fromEntries(
    specs.map((spec) => {
      const der = makeCertificate(spec, known[spec.id].key, known[spec.issuer]);
      return [spec.id, pem('CERTIFICATE', der)];
    }),
  );
}

function pem(label, bytes) {
  const lines = Buffer.from(bytes).toString('base64').match(/.{1,64}/g);
  return `-----BEGIN ${label}-----\n${lines.join('\n')}\n-----END ${label}-----\n`;
}

const hosts = (spec) => (spec.only ? `${spec.match.join(' ')} (${spec.only})` : spec.match.join(' '));

function heading(spec) {
  const lines = [`# What it shows: ${spec.shows}`];
  if (spec.match) lines.push(`# Should match: ${hosts(spec)}`, `# Should not match: ${spec.noMatch.join(' ')}`);
  return `${lines.join('\n')}\n`;
}

function brokenInputs(blocks) {
  const lines = blocks['blog.example'].trimEnd().split('\n');
  const half = lines.slice(0, Math.ceil(lines.length / 2)).join('\n');
  const bad = lines.map((line, i) => (i === 4 ? `${line.slice(0, 20)}*?${line.slice(22)}` : line)).join('\n');
  return {
    'samples/broken/truncated.pem': `# What it shows: a PEM block that was cut in the middle\n${half}\n`,
    'samples/broken/bad-base64.pem': `# What it shows: two characters that are not base64\n${bad}\n`,
    'samples/broken/not-a-certificate.html': [
      '<!-- What it shows: a web page saved instead of the certificate -->',
      '<!doctype html>',
      '<html lang="en"><head><title>Sign in</title></head><body><h1>Sign in</h1></body></html>',
      '',
    ].join('\n'),
  };
}

function readme() {
  const cell = (text) => text.replaceAll('|', '\\|').replaceAll('*', '\\*');
  const rows = [...authorities, ...leaves].map((spec) => {
    const match = spec.match ? hosts(spec) : '';
    return `| [${spec.id}](${spec.id}.pem) | ${cell(spec.shows)} | ${cell(match)} | ${cell((spec.noMatch ?? []).join(' '))} |`;
  });
  return `# Samples

Made by \`npm run samples\` (\`scripts/make-samples.mjs\`); run again, every byte comes out the same. The keys in
\`keys/\` belong to these certificates, are published, and must never be used for anything. To add a sample, add an
entry to \`scripts/samples/catalogue.mjs\` and run the script.

| sample | what it shows | should match | should not match |
|---|---|---|---|
${rows.join('\n')}

\`broken/\` holds inputs that are not a readable certificate: a truncated PEM block, one with bad base64, a web page.
`;
}

const moduleEntries = (files, blocks) =>
  Object.entries(files)
    .map(([file, id]) => `  '${file}': \`${blocks[id]}\`,`)
    .join('\n');

function presetModule(blocks) {
  return `// Made by scripts/make-samples.mjs; do not edit.

/** The lab's root certificate, PEM. */
export const labCa: string = \`${blocks['lab-ca']}\`;

/** Certificates the presets' configurations name: file -> PEM. */
export const presetCertificates: Record<string, string> = {
${moduleEntries(presetFiles, blocks)}
};
`;
}

function furtherPresetModule(blocks) {
  return `// Made by scripts/make-samples.mjs; do not edit.

/** Certificates that only the further presets' configurations name, loaded with the first of them: file -> PEM. */
export const furtherPresetCertificates: Record<string, string> = {
${moduleEntries(furtherPresetFiles, blocks)}
};
`;
}

const idOf = (spki) => Buffer.from(sha256(spki)).toString('hex');

function keyModule(keyTexts) {
  const entries = Object.values(keyTexts).map((text) => {
    const { secret, spki } = readKey(text);
    const pkcs8 = secret.export({ type: 'pkcs8', format: 'der' }).toString('base64');
    return `  '${idOf(spki)}':\n    '${pkcs8}',`;
  });
  return `// Made by scripts/make-samples.mjs; do not edit.

/**
 * The private keys of the lab: published in samples/keys/, worthless, never to be used for anything. SHA-256 of the
 * SubjectPublicKeyInfo in hex -> PKCS#8 in base64.
 */
export const labKeys: Record<string, string> = {
${entries.join('\n')}
};
`;
}
