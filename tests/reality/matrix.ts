/** Every hello worth trying on a server: its names and what is near them, old and new TLS, Host like SNI and not. */
import type { Server, TlsVersion } from '../../src/hosting/model.ts';
import type { Probe } from './probe.ts';

const offers: TlsVersion[][] = [['1.2'], ['1.3'], ['1.2', '1.3']];

/** What a client may call a site: one label and two for `*`. */
function calledBy(name: string): string[] {
  if (!name.includes('*')) return [name];
  return [name.replace('*', 'child'), name.replace('*', 'grand.child'), name.replace(/^\*\./u, '')];
}

const near = (name: string): string[] => [name, name.toUpperCase(), `${name}.`, `www.${name}`];

function namesOf(server: Server): string[] {
  const written = [
    ...server.sites.flatMap(({ names }) => names.map(({ text }) => text)),
    ...server.listeners.flatMap(({ entries }) =>
      (entries ?? []).flatMap(({ filters }) => (filters ?? []).map(({ text }) => text)),
    ),
    ...server.listeners.flatMap(({ sites }) => sites.flatMap(({ hosts }) => hosts ?? [])),
  ];
  const plain = written.filter((name) => /^(?:\*\.)?[A-Za-z0-9.-]+$/u.test(name));
  return [...new Set(plain.flatMap(calledBy))];
}

/** `supportsSni` false: only hellos without a name, for the real programs all can read it. */
export function matrixOf(server: Server): Probe[] {
  const names = namesOf(server);
  const serverNames = server.supportsSni
    ? [null, 'unknown.example', ...new Set(names.flatMap(near))]
    : [null];
  return server.listeners.flatMap(({ address, port }) =>
    serverNames.flatMap((serverName) => {
      const other = names.filter((name) => name !== serverName);
      const hosts = new Set([
        serverName,
        ...other.slice(0, 3),
        'unknown.example',
        `${serverName ?? address}:${port}`,
      ]);
      return [...hosts].flatMap((host) =>
        offers.map((versions): Probe => {
          const hello = { address, port, serverName, versions };
          return { hello, host, clientCertificate: 'none' };
        }),
      );
    }),
  );
}
