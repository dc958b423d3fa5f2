/** What tshark, with no settings of ours beside checksums to be verified, makes of a capture. */
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { run } from './childProcess.ts';

/** First line of `tshark --version`; null: not installed. */
export async function tsharkVersion(): Promise<string | null> {
  const { code, output } = await run({ file: 'tshark', args: ['--version'] });
  return code === 0 ? (/TShark \(Wireshark\) [\d.]+/.exec(output)?.[0] ?? null) : null;
}

const verifying = ['tcp', 'ip'].flatMap((layer) => ['-o', `${layer}.check_checksum:TRUE`]);

/** Fields of tshark 4, and what they are called here. */
const fields = {
  number: 'frame.number',
  malformed: '_ws.malformed',
  /** 1: summed up and found good. */
  ipChecksums: 'ip.checksum.status',
  tcpChecksums: 'tcp.checksum.status',
  tcpAnalysis: 'tcp.analysis.flags',
  serverNames: 'tls.handshake.extensions_server_name',
  dnsNames: 'x509ce.dNSName',
  serialNumbers: 'x509af.serialNumber',
  alerts: 'tls.alert_message.desc',
  hosts: 'http.host',
  statuses: 'http.response.code',
};
type FieldKey = keyof typeof fields;
const keys = Object.keys(fields) as FieldKey[];

/** `packets`: each with the values of each field. `all`: the values of a field in the order of the packets. */
export type Dissection = {
  packets: Record<FieldKey, string[]>[];
  all: (key: FieldKey) => string[];
};

/** Dissects a capture. @throws Error with tshark's words when it cannot read it. */
export async function dissect(capture: Uint8Array): Promise<Dissection> {
  const folder = mkdtempSync(join(tmpdir(), 'whichcert-tshark-'));
  try {
    const file = join(folder, 'capture.pcapng');
    writeFileSync(file, capture);
    const wanted = keys.flatMap((key) => ['-e', fields[key]]);
    const form = ['-T', 'fields', '-E', 'separator=/t', '-E', 'aggregator=|'];
    const { code, output } = await run({
      file: 'tshark',
      args: ['-r', file, ...verifying, ...form, ...wanted],
    });
    if (code !== 0) throw new Error(output);
    const packets = output
      .split('\n')
      .filter((line) => /^\d+\t/.test(line))
      .map(packetOf);
    return { packets, all: (key) => packets.flatMap((packet) => packet[key]) };
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

function packetOf(line: string): Dissection['packets'][number] {
  const values = line.split('\t').map((value) => (value === '' ? [] : value.split('|')));
  return Object.fromEntries(keys.map((key, index) => [key, values[index] ?? []])) as Record<
    FieldKey,
    string[]
  >;
}

/** The packets in which tshark found something wrong, or did not find the checksums good. */
export const wrongPackets = ({ packets }: Dissection): Dissection['packets'] =>
  packets.filter(
    ({ malformed, ipChecksums, tcpChecksums, tcpAnalysis }) =>
      malformed.length > 0 ||
      tcpAnalysis.length > 0 ||
      tcpChecksums.join() !== '1' ||
      ipChecksums.some((status) => status !== '1'),
  );
