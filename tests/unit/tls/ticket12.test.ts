import { createCipheriv, createHmac, createDecipheriv } from 'node:crypto';
import { describe, expect, test } from 'vitest';
import { prf } from '../../../src/tls/prf12.ts';
import type { Session } from '../../../src/tls/session.ts';
import { openTicket12, sealTicket12 } from '../../../src/tls/ticket12.ts';

const key = new Uint8Array(32).fill(0x5a);
const iv = new Uint8Array(16).fill(0x17);

const session: Session = {
  version: '1.2',
  cipherSuite: 'TLS_ECDHE_ECDSA_WITH_AES_128_GCM_SHA256',
  secret: new Uint8Array(48).fill(0x33),
  identity: { kind: 'ticket', bytes: new Uint8Array() },
  serverName: 'shop.example',
  alpn: null,
  issuedAt: 1_790_000_000_000,
  lifetime: 7200,
  ageAdd: 0,
  extendedMasterSecret: true,
  peerChain: [new Uint8Array(500).fill(0x30)],
  context: 'site 2',
};

function sealed(of: Session): Uint8Array {
  const ticket = sealTicket12(of, key, iv);
  if (ticket === null) throw new Error('does not fit');
  return ticket;
}

describe('a ticket', () => {
  test.each<{ why: string; given: Session }>([
    { why: 'a session with all there is', given: session },
    {
      why: 'one without name, certificate and extended master secret',
      given: { ...session, serverName: null, peerChain: [], extendedMasterSecret: false, context: '' },
    },
  ])('gives back $why', ({ given }) => {
    const ticket = sealed(given);
    expect(openTicket12(ticket, key)).toEqual({ ...given, identity: { kind: 'ticket', bytes: ticket } });
  });

  /** RFC 5077 section 4, taken apart with Node's own ciphers. */
  test('is key_name, iv, a vector of AES-128-CBC and an HMAC-SHA-256 over all of them', () => {
    const ticket = Buffer.from(sealed(session));
    const keys = Buffer.from(prf('sha256', key, 'ticket keys', new Uint8Array(), 64));
    expect(ticket.subarray(0, 16)).toEqual(keys.subarray(0, 16));
    expect(ticket.subarray(16, 32)).toEqual(Buffer.from(iv));
    const end = 34 + ticket.readUInt16BE(32);
    expect(ticket.length).toBe(end + 32);
    const mac = createHmac('sha256', keys.subarray(32)).update(ticket.subarray(0, end)).digest();
    expect(ticket.subarray(end)).toEqual(mac);
    const decipher = createDecipheriv('aes-128-cbc', keys.subarray(16, 32), iv);
    const state = Buffer.concat([decipher.update(ticket.subarray(34, end)), decipher.final()]);
    expect(state.subarray(0, 5).toString('hex')).toBe('0303c02b00');
    expect(state.subarray(5, 53)).toEqual(Buffer.from(session.secret));
    expect(state.readUInt32BE(state.length - 4)).toBe(1_790_000_000);
  });

  test('does not show the name or the secret', () => {
    const ticket = Buffer.from(sealed(session)).toString('latin1');
    expect(ticket).not.toContain('shop.example');
    expect(ticket).not.toContain('33333333');
  });

  test('of another key, cut, changed, or none at all is not opened', () => {
    const ticket = sealed(session);
    expect(openTicket12(ticket, new Uint8Array(32).fill(0x5b))).toBeNull();
    for (let length = 0; length < ticket.length; length += 7)
      expect(openTicket12(ticket.subarray(0, length), key)).toBeNull();
    for (let at = 0; at < ticket.length; at += 5) {
      const changed = Uint8Array.from(ticket);
      changed[at] = (changed[at] ?? 0) ^ 0x80;
      expect(openTicket12(changed, key), `byte ${at}`).toBeNull();
    }
  });

  test('whose authenticated content is not a state is not opened', () => {
    const keys = Buffer.from(prf('sha256', key, 'ticket keys', new Uint8Array(), 64));
    const cipher = createCipheriv('aes-128-cbc', keys.subarray(16, 32), iv);
    const encrypted = Buffer.concat([cipher.update('not a state'), cipher.final()]);
    const start = Buffer.concat([keys.subarray(0, 16), iv, Buffer.of(0, encrypted.length), encrypted]);
    const mac = createHmac('sha256', keys.subarray(32)).update(start).digest();
    expect(openTicket12(Buffer.concat([start, mac]), key)).toBeNull();
  });

  test('is not made for a client chain that no ticket holds', () => {
    expect(sealTicket12({ ...session, peerChain: [new Uint8Array(70_000)] }, key, iv)).toBeNull();
  });
});
