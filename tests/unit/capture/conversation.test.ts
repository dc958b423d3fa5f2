import { describe, expect, it } from 'vitest';
import { segmentsOf, type Conversation, type SentSegment } from '../../../src/capture/conversation.ts';

const conversation = (change: Partial<Conversation> = {}): Conversation => ({
  client: { address: '198.51.100.7', port: 50000 },
  server: { address: '203.0.113.10', port: 443 },
  initialSequence: { client: 1000, server: 5000 },
  start: 0,
  turns: [],
  end: { closedBy: 'client' },
  ...change,
});

/** `> SYN seq 1 ack 0 +20`: direction, control bits, numbers, bytes of data. */
const tell = ({ from, control, sequence, acknowledgment, data }: SentSegment): string =>
  `${from === 'client' ? '>' : '<'} ${control.join(' ')} seq ${sequence} ack ${acknowledgment}${data.length > 0 ? ` +${data.length}` : ''}`;

describe('segmentsOf', () => {
  it('opens in three ways and closes from both sides (RFC 9293 sections 3.5 and 3.6)', () => {
    expect(segmentsOf(conversation()).map(tell)).toEqual([
      '> SYN seq 1000 ack 0',
      '< SYN ACK seq 5000 ack 1001',
      '> ACK seq 1001 ack 5001',
      '> FIN ACK seq 1001 ack 5001',
      '< FIN ACK seq 5001 ack 1002',
      '> ACK seq 1002 ack 5002',
    ]);
  });

  it('a port where nobody listens answers with a reset that acknowledges the SYN', () => {
    expect(segmentsOf(conversation({ end: 'refused' })).map(tell)).toEqual([
      '> SYN seq 1000 ack 0',
      '< RST ACK seq 0 ack 1001',
    ]);
  });

  it('cuts at the MSS, counts every byte, and lets the server close first', () => {
    const turns = [
      { from: 'client', bytes: new Uint8Array(200) },
      { from: 'server', bytes: new Uint8Array(3000) },
    ] as const;
    expect(
      segmentsOf(conversation({ turns, end: { closedBy: 'server' } }))
        .slice(3)
        .map(tell),
    ).toEqual([
      '> PSH ACK seq 1001 ack 5001 +200',
      '< ACK seq 5001 ack 1201 +1460',
      '< ACK seq 6461 ack 1201 +1460',
      '< PSH ACK seq 7921 ack 1201 +80',
      '< FIN ACK seq 8001 ack 1201',
      '> FIN ACK seq 1201 ack 8002',
      '< ACK seq 8002 ack 1202',
    ]);
  });

  it('waits for an acknowledgment after ten segments, then after twenty (RFC 6928, RFC 5681 slow start)', () => {
    const turns = [{ from: 'server', bytes: new Uint8Array(1460 * 31) }] as const;
    const said = segmentsOf(conversation({ turns })).slice(3, -3);
    expect(said.map(({ from }) => (from === 'client' ? '>' : '<')).join('')).toBe(
      `${'<'.repeat(10)}>${'<'.repeat(20)}><`,
    );
  });

  it('IPv6 leaves 20 bytes less for data, and says so in its SYN', () => {
    const turns = [{ from: 'client', bytes: new Uint8Array(1500) }] as const;
    const segments = segmentsOf(
      conversation({
        client: { address: '2001:db8::1', port: 50000 },
        server: { address: '2001:db8::2', port: 443 },
        turns,
      }),
    );
    expect(segments[0]?.options).toEqual([2, 4, 0x05, 0xa0]);
    expect(segments.map(({ data }) => data.length)).toContain(1440);
  });

  it('sequence numbers go on at 0 behind 2^32 - 1', () => {
    const turns = [{ from: 'client', bytes: new Uint8Array(4) }] as const;
    const initialSequence = { client: 0xfffffffe, server: 5000 };
    const segments = segmentsOf(conversation({ turns, initialSequence }));
    expect(segments.slice(3, 5).map(({ sequence }) => sequence)).toEqual([0xffffffff, 3]);
  });
});
