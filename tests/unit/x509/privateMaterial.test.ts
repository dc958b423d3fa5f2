/** Keys in every spelling are cut out of a text, and nothing else is. The keys are worthless: see `keys/README.md`. */
import { describe, expect, it } from 'vitest';
import { withoutPrivateMaterial } from '../../../src/x509/privateMaterial.ts';
import { armouredSpellings, derSpellings } from '../../spellings.ts';
import { formsOf } from './secretForms.ts';
import { keys } from './secretKeys.ts';

const before = 'events {}\nhttp {\n  server {\n    listen 443 ssl;\n    server_name a.example;\n';
const behind =
  '\n  }\n  ssl_protocols TLSv1.2 TLSv1.3;\n  ssl_certificate_key /etc/ssl/private/Example1.key;\n}\n';

describe.each(keys)('$name', ({ pem, secrets, isDer }) => {
  it.each([...armouredSpellings, ...(isDer ? derSpellings : [])])('$name', ({ write }) => {
    const written = write(pem);
    const { text, hadKey } = withoutPrivateMaterial(before + written + behind);
    expect(secrets.flatMap((secret) => formsOf(text, secret))).toEqual([]);
    expect(hadKey).toBe(true);
    expect(text.startsWith(before)).toBe(true);
    expect(text.endsWith(behind)).toBe(true);
    expect(text.split('\n')).toHaveLength((before + written + behind).split('\n').length);
    expect(withoutPrivateMaterial(text)).toEqual({ text, hadKey: false });
  });
});
