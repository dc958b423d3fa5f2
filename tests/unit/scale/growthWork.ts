/** What is done with a server: read, asked once, asked by all clients, drawn. */

import { stageLayout } from '../../../src/draw/stageLayout.ts';
import { street } from '../../../src/draw/street.ts';
import { certificateMarks } from '../../../src/draw/marks.ts';
import { matrixColumns, sharedMarks } from '../../../src/draw/matrix.ts';
import { programs } from '../../../src/hosting/programs.ts';
import { clientNames } from '../../../src/identity/types.ts';
import { clientOffer } from '../../../src/sim/clientOffer.ts';
import { readHostLines, usualHosts } from '../../../src/sim/compareHosts.ts';
import { compareClients } from '../../../src/sim/comparison.ts';
import { decide, deciding, type Decided, type Visit } from '../../../src/sim/decide.ts';
import { openConfiguration } from '../../../src/sim/configuration.ts';
import { missingCertificates } from '../../../src/sim/missingCertificates.ts';
import type { OpenServer } from '../../../src/sim/openServer.ts';
import { reachableHosts } from '../../../src/sim/reachableHosts.ts';
import type { Given } from './shapes.ts';

export function read({ software, files, mainFile }: Given): OpenServer {
  const program = programs[software];
  const { server, problems } = program.readConfig(files, mainFile, {});
  return { program, server, files, problems };
}

const how = { sendSni: true, clientCertificate: 'none' } as const;

export function choose({ given, opened }: Ready): Decided {
  const url = `https://${given.host}:${given.port}/`;
  const dns = { [given.host]: [given.address] };
  const client = 'openssl';
  const visit: Visit = { ...how, client, url, dns, versions: [...clientOffer(client).versions] };
  return decide(deciding(opened), visit);
}

/** The first hosts of the server's sites, a line each, in the order of the configuration. */
function hostsOf({ opened: { server } }: Ready, count: number): string {
  const own = reachableHosts(server).map(({ host, port }) => (port === 443 ? host : `${host}:${port}`));
  return [...new Set([...own, ...usualHosts(server)])].slice(0, count).join('\n');
}

/** Every client asks every host; so many hosts, or as many as there are. */
export function compare(ready: Ready, count = 90): number {
  const { hosts } = readHostLines(hostsOf(ready, count));
  const rows = compareClients([{ opened: ready.opened, dns: {} }], clientNames, hosts, how);
  return rows.reduce((sum, { cells }) => sum + cells.length, 0);
}

export function draw({ opened: { server, problems } }: Ready): void {
  const buildings = street(server);
  stageLayout(buildings, { width: 1280, height: 600 }, new Set([server.sites.length - 1]), 0);
  certificateMarks(server);
  missingCertificates(server, problems);
  sharedMarks([server]);
  matrixColumns(
    reachableHosts(server).map(({ host }) => ({ text: host })),
    1,
  );
}

/** As somebody's files are opened: the main file found, the others placed, certificates among them. */
export async function open({ files }: Given): Promise<void> {
  await openConfiguration([...files].map(([path, text]) => ({ path, text })));
}

/** As the server editor writes it again. */
export const print = ({ given, opened }: Ready): unknown =>
  programs[given.software].printConfig(opened.server);

export type Ready = { given: Given; opened: OpenServer };
