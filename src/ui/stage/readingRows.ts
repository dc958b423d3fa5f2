import { visibleLine } from '../../text/visible.ts';
import type { Messages } from '../../content/languages.ts';
import type { WireReading } from '../../sim/trace.ts';

export type ReadingRow = { label: string; value: string; known: boolean };

/** What the wire has shown, a row for each thing that can be read. */
export function readingRows(
  { hello, answer, certificates, alerts, sealed }: WireReading,
  t: Messages['wire']['reads'],
): ReadingRow[] {
  const named = (from: 'client' | 'server'): string | null => {
    const found = certificates.find((certificate) => certificate.from === from);
    return found ? found.names.join(', ') || t.noNames : null;
  };
  const row = (label: string, value: string | null | undefined): ReadingRow =>
    value == null
      ? { label, value: t.nothing, known: false }
      : { label, value: visibleLine(value), known: true };
  return [
    row(t.serverName, hello && (hello.serverName ?? t.none)),
    ...(hello?.sealed ? [row(t.ech, t.sealedOrFiller)] : []),
    row(t.offered, hello?.versions.join(', ')),
    row(t.protocols, hello && (hello.protocols.join(', ') || t.none)),
    row(t.version, answer?.version),
    row(t.cipherSuite, answer?.cipherSuite),
    row(t.certificate, named('server')),
    row(t.clientCertificate, named('client')),
    row(t.alerts, alerts.map(({ from, name }) => t.alert(from, name)).join(', ') || t.noneReadable),
    row(t.sealed.client, t.records(sealed.client.records, sealed.client.bytes)),
    row(t.sealed.server, t.records(sealed.server.records, sealed.server.bytes)),
  ];
}
