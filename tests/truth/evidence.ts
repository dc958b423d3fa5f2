/** What the observed rows say of each program and client, counted: the page "How do we know?" is made from it. */
import { existsSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import type { Evidence, ClientEvidence, ServerEvidence } from '../../src/content/evidenceTypes.ts';
import type { Server, Software } from '../../src/hosting/model.ts';
import { loadPublicSuffixes } from '../../src/identity/publicSuffixes.ts';
import { clientNames, type ClientName } from '../../src/identity/types.ts';
import { verifyIdentity } from '../../src/identity/verifyIdentity.ts';
import { exceptions, truthCertificate, truthRows } from '../unit/identity/truthRows.ts';
import { certificateFiles, configText, replay, serversFolder, type ReplaySetup, type Row } from './replay.ts';

/** `running`: `npm run test:reality` compares this version with the program itself. */
type Observed = { software: Software; version: string; running: boolean; rows: string[]; marker: RegExp | null };

const nginxMarker = /add_header X-Vhost (\S+) always/u;

const observed: readonly Observed[] = [
  { software: 'nginx', version: '1.22.1', running: true, rows: ['nginx.jsonl', 'nginx-extra.jsonl'], marker: nginxMarker },
  { software: 'nginx', version: '1.26.3', running: false, rows: ['nginx-trixie.jsonl', 'nginx-extra.jsonl'], marker: nginxMarker },
  { software: 'apache', version: '2.4.71', running: true, rows: ['apache.jsonl', 'apache-extra.jsonl'], marker: /Header always set X-Vhost "([^"]*)"/u },
  { software: 'haproxy', version: '2.6.12', running: true, rows: ['haproxy.jsonl', 'haproxy-extra.jsonl'], marker: null },
  { software: 'haproxy', version: '3.0.11', running: false, rows: ['haproxy-trixie.jsonl', 'haproxy-extra.jsonl'], marker: null },
  { software: 'caddy', version: '2.6.2', running: true, rows: ['caddy.jsonl', 'caddy-extra.jsonl'], marker: /header X-Vhost "?([^"\n]*)/u },
  { software: 'gnutls', version: '3.7.9', running: false, rows: ['gnutls.jsonl'], marker: null },
];

const chromiumTest = join(import.meta.dirname, '../reality/chromium.reality.ts');
/** Clients that `npm run test:reality` drives. */
const runningClients: readonly ClientName[] = existsSync(chromiumTest) ? ['chrome'] : [];
const standards: readonly ClientName[] = ['rfc9525', 'rfc6125', 'rfc2818'];

export async function makeEvidence(): Promise<Evidence> {
  await loadPublicSuffixes();
  return { servers: observed.map(serverEvidence), clients: clientNames.map(clientEvidence) };
}

function serverEvidence({ software, version, running, rows, marker }: Observed): ServerEvidence {
  const certificates = certificateFiles();
  const lists = readdirSync(join(serversFolder, 'configs'))
    .filter((name) => name.endsWith('.crtlist'))
    .map((name): [string, string] => [`/etc/lab/conf/${name}`, configText(name)]);
  const setup: ReplaySetup = {
    software,
    rows,
    accepts: (row: Row) => row.version.startsWith(version),
    configuration: ({ config }) => {
      const mainFile = `/etc/lab/conf/${config}`;
      return { files: new Map([...certificates, ...lists, [mainFile, configText(config)]]), mainFile };
    },
    ...(software !== 'gnutls' && {
      siteName: (server, site, files) => siteName(server, site, files, marker),
    }),
  };
  const report = replay(setup);
  return {
    software,
    version,
    standing: running ? 'rows-and-running' : 'rows',
    rows: report.rows,
    agreed: report.agreed,
    disagreed: report.disagreements.length,
    leftOut: Object.entries(report.leftOut).map(([reason, count]) => ({ reason, count })),
    exceptions: Object.entries(report.exceptions).map(([reason, count]) => ({ reason, count })),
  };
}

/** What a site says of itself in its answers: HAProxy its frontend, the others a header set in the site's block. */
function siteName(
  server: Server,
  site: number,
  files: ReadonlyMap<string, string>,
  marker: RegExp | null,
): string | null {
  const { source, label } = server.sites[site] ?? {};
  if (marker === null) return label ?? null;
  const lines = files.get(source?.file ?? '')?.split('\n') ?? [];
  return marker.exec(lines.slice((source?.line ?? 1) - 1).join('\n'))?.[1] ?? null;
}

function clientEvidence(client: ClientName): ClientEvidence {
  const listed = exceptions.filter((row) => row.client === client);
  const excepted = new Set(listed.map((row) => row.case));
  const seen = truthRows.filter((row) => row.observed[client] !== undefined);
  const decided = seen.filter((row) => row.observed[client] !== 'error' && !excepted.has(row.case));
  const agreed = decided.filter((row) => {
    const { outcome } = verifyIdentity(truthCertificate(row.certificate), row.host, client);
    return (outcome === 'match') === (row.observed[client] === 'accept');
  }).length;
  const errors = seen.length - seen.filter((row) => row.observed[client] !== 'error').length;
  return {
    client,
    standing: standingOf(client),
    rows: seen.length,
    agreed,
    disagreed: decided.length - agreed,
    leftOut: errors === 0 ? [] : [{ reason: 'error', count: errors }],
    exceptions: listed.map(({ reason }) => ({ reason, count: 1 })),
  };
}

function standingOf(client: ClientName): ClientEvidence['standing'] {
  if (client === 'xp') return 'illustrative';
  if (standards.includes(client)) return 'standard';
  return runningClients.includes(client) ? 'rows-and-running' : 'rows';
}
