/**
 * What Encrypted Client Hello (RFC 9849) comes to in a scene, without its cryptography: which hello counts, whose name
 * is checked, how it ends. `echKeys.ts` has the keys, the machines of `tls/` the rest.
 */
import type { Candidate, Decision } from '../decision.ts';
import type { Hello, Server } from '../hosting/model.ts';
import { clientProfile } from './clients.ts';
import type { Ending, Reference } from './decisions.ts';
import type { Scenario } from './scenario.ts';

/** `filler`: the client has no key and pretends; `accepted`: the server opens the sealed hello; `rejected`: it does not. */
export type EchOutcome = 'none' | 'filler' | 'accepted' | 'rejected';

/** `publicName`: what the outer hello says. */
export type EchPlay = { outcome: EchOutcome; publicName: string };

/** Where the server has no site with a name (RFC 2606). */
const anybody = 'public.example';

/**
 * A client that has no configuration for the host sends filler (section 6.2); an address has no HTTPS record, and only
 * TLS 1.3 has Encrypted Client Hello.
 */
export function echPlay(
  { client, versions, ech }: Pick<Scenario, 'client' | 'versions' | 'ech'>,
  { type }: Reference,
  server: Server,
): EchPlay {
  const publicName = publicNameOf(server);
  const modes = versions.includes('1.3') ? clientProfile(client).ech : [];
  const wanted = ech?.client === 'on' && type === 'ip' ? 'filler' : ech?.client;
  if (ech === undefined || wanted === undefined || !modes.includes(wanted))
    return { outcome: 'none', publicName };
  if (wanted === 'filler') return { outcome: 'filler', publicName };
  return { outcome: ech.server === 'key' ? 'accepted' : 'rejected', publicName };
}

/** The name of the first site: the server has a certificate for it, or it has none for anybody. */
function publicNameOf({ sites, certificates }: Server): string {
  const names = [
    ...sites.flatMap((site) => site.names.map(({ text }) => text)),
    ...Object.values(certificates).flatMap(({ dnsNames }) => dnsNames),
  ];
  return names.find((name) => /^[a-z0-9-]+(?:\.[a-z0-9-]+)*\.[a-z][a-z0-9-]*$/.test(name)) ?? anybody;
}

/** Of the hello that counts, for what the client means to say. */
export function countingHello<Said extends Pick<Hello, 'serverName' | 'versions'>>(
  meant: Said,
  { outcome, publicName }: EchPlay,
): Said {
  if (outcome === 'accepted') return { ...meant, versions: ['1.3'] };
  return outcome === 'rejected' ? { ...meant, serverName: publicName } : meant;
}

/** The server_name that everybody can read. */
export const readableName = (meant: string | null, { outcome, publicName }: EchPlay): string | null =>
  outcome === 'accepted' || outcome === 'rejected' ? publicName : meant;

/** The name that the certificate has to be for (section 6.1.7). */
export const checkedName = (host: string, { outcome, publicName }: EchPlay): string =>
  outcome === 'rejected' ? publicName : host;

/** How a client ends that was not heard: what is wrong with the certificate comes first (section 6.1.6). */
export function afterRejection(objected: Ending | null, retry: 'other-key' | 'none'): Ending {
  if (objected) return { ...objected, failure: 'ech-fallback-certificate' };
  const failure = retry === 'none' ? 'ech-not-spoken' : 'ech-other-key';
  return { failure, decidedBy: 'client', alert: { code: 121, name: 'ech_required' } };
}

/** `unknown`: the server passes over what it does not know. */
export type EchOpening = 'accepted' | 'rejected' | 'unknown';

/** Which of the two hellos counts, and why, for a server. `inner`: the name in the sealed one, if it opens. */
export function helloDecision(opening: EchOpening, inner: string | null, outer: string | null): Decision {
  const opens = opening === 'accepted';
  const candidate = (id: string, chosen: boolean, rule: string): Candidate => ({
    id,
    verdict: chosen ? 'chosen' : 'lost',
    rule,
    params: {},
    source: { hello: chosen === opens ? 'encrypted_client_hello' : 'server_name' },
  });
  const sealed = candidate(opens ? `hello:${inner ?? ''}` : 'check:sealed', opens, sealedRules[opening]);
  const plain = candidate(
    `hello:${outer ?? ''}`,
    !opens,
    opens ? 'ech.outer-passed-over' : 'ech.outer-counts',
  );
  return {
    question: 'which-hello',
    candidates: [sealed, plain],
    chosen: opens ? 0 : 1,
    uncertain: [],
  };
}

const sealedRules: Record<EchOpening, string> = {
  accepted: 'ech.opened',
  rejected: 'ech.does-not-open',
  unknown: 'ech.not-known',
};
