/**
 * Which loaded certificate is sent: certmagic's cache is one for all listeners, and is asked by name
 * (certmagic 0.17.2 handshake.go; caddytls/certselection.go, 2.6.2).
 */
import { listedLater, type Candidate, type Decision, type Params, type Problem } from '../../decision.ts';
import { own } from '../../text/own.ts';
import type { CertificateUse, Hello, KnownCertificate, Server } from '../model.ts';
import { once } from '../workedOutOnce.ts';
import type { CaddyRule } from './codes.ts';
import type { Policy } from './connectionPolicies.ts';
import { problemAt } from './globalOptions.ts';
import { indexedNames, wildcardForms } from './goNames.ts';
import { listenAddress } from './listeners.ts';
import { supportsCertificate, type GoSettings } from './goTls.ts';
import { addTo } from '../../text/addTo.ts';

type Loaded = CertificateUse & { known: KnownCertificate | undefined; names: string[] };

/** By what a certificate was asked for, in order. */
type Asked = { name: string; rule: CaddyRule };

/**
 * Every certificate in load order: listeners by address, their sites most specific first. A file that several
 * blocks name is loaded with the first of them in the Caddyfile.
 */
export const loadedCertificates = once((server: Server): readonly Loaded[] => {
  const owners = new Map<string, number>();
  for (const [index, site] of server.sites.entries())
    for (const { file } of site.certificates) if (!owners.has(file)) owners.set(file, index);
  const byAddress = server.listeners.toSorted((one, other) =>
    listenAddress(one) < listenAddress(other) ? -1 : 1,
  );
  const loaded = new Map<string, Loaded>();
  for (const { sites } of byAddress)
    for (const { site } of sites)
      for (const use of server.sites[site]?.certificates ?? [])
        if (owners.get(use.file) === site && !loaded.has(use.file))
          loaded.set(use.file, withNames(use, own(server.certificates, use.file)));
  return [...loaded.values()];
});

/** The loaded certificates by what certmagic knows them by, and those that were not given. */
const cacheOf = once((server: Server) => {
  const loaded = loadedCertificates(server);
  const byName = new Map<string, Loaded[]>();
  for (const certificate of loaded)
    for (const name of certificate.names) {
      addTo(byName, name, certificate);
    }
  const index = new Map(loaded.map((certificate, at) => [certificate, at]));
  return { loaded, byName, index, notGiven: loaded.filter(({ known }) => known === undefined) };
});
type Cache = ReturnType<typeof cacheOf>;

const withNames = (use: CertificateUse, known: KnownCertificate | undefined): Loaded => ({
  ...use,
  known,
  names: known === undefined ? [] : indexedNames(known),
});

/** `chosen` null: Caddy has none, alert internal_error. Candidates are all loaded certificates. */
export function decideCertificate(
  server: Server,
  policy: Policy,
  hello: Hello,
  serverName: string,
  settings: GoSettings,
): { decision: Decision; file: string | null } {
  const cache = cacheOf(server);
  const usable = (certificate: Loaded): boolean =>
    supportsCertificate(certificate.known, hello, serverName, settings);
  let answer: Answer | null = null;
  for (const asked of questions(policy, hello, serverName)) {
    answer = ask(cache, policy, asked, usable);
    if (answer !== null) break;
  }
  const view: View = { policy, serverName, answer, usable };
  const decision = listedLater(
    {
      question: 'which-of-its-certificates',
      chosen: answer === null ? null : (cache.index.get(answer.certificate) ?? null),
      uncertain: uncertainties(cache, view, server),
    },
    () => cache.loaded.map((certificate) => candidateOf(certificate, view)),
  );
  return { decision, file: answer?.certificate.file ?? null };
}

function candidateOf(certificate: Loaded, view: View): Candidate {
  const { answer } = view;
  const isChosen = certificate === answer?.certificate;
  return {
    id: `certificate:${certificate.file}`,
    verdict: isChosen ? 'chosen' : 'lost',
    rule: isChosen ? answer.rule : lostRule(certificate, view),
    params: paramsOf(certificate, view),
    source: certificate.source,
  };
}

/** The server name, then with labels replaced by `*` from the left; without one the local address, default_sni. */
function questions(policy: Policy, hello: Hello, serverName: string): Asked[] {
  const name = serverName.trim().toLowerCase();
  if (name !== '')
    return [
      { name, rule: 'caddy-certificate-exact-name' },
      ...wildcardForms(name).map((form): Asked => ({ name: form, rule: 'caddy-certificate-wildcard-name' })),
    ];
  const local: Asked = { name: hello.address, rule: 'caddy-certificate-local-address' };
  if (policy.defaultSni === null) return [local];
  return [local, { name: policy.defaultSni, rule: 'caddy-certificate-default-sni' }];
}

/** `anyOrder`: more than one certificate could have been it, and Caddy takes them in no fixed order. */
type Answer = { certificate: Loaded; rule: CaddyRule; anyOrder: boolean };

/**
 * One question: the certificates with that name; if there is none and the policy has its own, all certificates.
 * Of those that the policy allows the first that the client can use, else the first.
 */
function ask(
  { loaded, byName }: Cache,
  policy: Policy,
  asked: Asked,
  usable: (certificate: Loaded) => boolean,
): Answer | null {
  const named = byName.get(asked.name) ?? [];
  if (named.length === 0 && policy.tags === null) return null;
  const choices = (named.length === 0 ? loaded : named).filter((choice) => allowed(policy, choice));
  const certificate = choices.find(usable) ?? choices[0];
  if (certificate === undefined) return null;
  const rule = named.length === 0 ? 'caddy-certificate-of-site' : asked.rule;
  return {
    certificate,
    rule,
    anyOrder: named.length === 0 && choices.filter(usable).length !== 1 && choices.length > 1,
  };
}

const allowed = (policy: Policy, { file }: CertificateUse): boolean =>
  policy.tags === null || filesOf(policy.tags).has(file);

const filesOf = once(
  (uses: readonly CertificateUse[]): ReadonlySet<string> => new Set(uses.map(({ file }) => file)),
);

type View = {
  policy: Policy;
  serverName: string;
  answer: Answer | null;
  usable: (certificate: Loaded) => boolean;
};

function lostRule(certificate: Loaded, { policy, answer, usable }: View): CaddyRule {
  if (!allowed(policy, certificate)) return 'caddy-certificate-not-of-site';
  if (certificate.known === undefined) return 'caddy-certificate-unknown';
  if (answer === null) return 'caddy-certificate-other-name';
  const byName = answer.rule !== 'caddy-certificate-of-site';
  if (byName && !sharesName(certificate, answer.certificate)) return 'caddy-certificate-other-name';
  return usable(certificate) ? 'caddy-certificate-later' : 'caddy-certificate-not-usable';
}

const sharesName = (one: Loaded, other: Loaded): boolean =>
  one.names.some((name) => other.names.includes(name));

const paramsOf = ({ file, names, known }: Loaded, { serverName }: View): Params => ({
  file,
  name: serverName,
  names: names.join(', '),
  keyType: known?.keyType ?? 'unknown',
});

function uncertainties({ notGiven }: Cache, { policy, answer }: View, server: Server): Problem[] {
  const missing = notGiven
    .filter((certificate) => allowed(policy, certificate))
    .filter(
      (certificate) => policy.tags === null || policy.tags.length > 1 || answer?.certificate !== certificate,
    )
    .map(({ file, source }) => problemAt('caddy-certificate-not-given', 'error', file, source));
  const random =
    answer?.anyOrder === true
      ? [
          problemAt(
            'caddy-certificate-order-random',
            'unsupported',
            answer.certificate.file,
            answer.certificate.source,
          ),
        ]
      : [];
  const automatic = answer === null ? server.sites.filter((site) => site.automaticCertificate === true) : [];
  return [
    ...missing,
    ...random,
    ...automatic.map(({ label, source }) =>
      problemAt('caddy-automatic-certificate', 'unsupported', label, source),
    ),
  ];
}
