/**
 * The certificate gnutls-serv 3.7.9 hands over (`_gnutls_select_server_cert`): among the certificates whose key the
 * client can use, the first that has exactly the name, else the first. In TLS 1.2 the client's first usable cipher
 * suite settles the kind of key before names are compared.
 */
import type { Candidate, Decision, Params, Problem, Source } from '../../decision.ts';
import { own as ownValue } from '../../text/own.ts';
import { alerts } from '../alerts.ts';
import { decideListener } from '../listener.ts';
import type {
  Alert,
  CertificateUse,
  Hello,
  Listener,
  Selection,
  Server,
  Site,
  TlsVersion,
} from '../model.ts';
import {
  chooseCertificate,
  negotiateVersion,
  opensslDefaultCiphers,
  type CertificateSlot,
} from '../tlsNegotiation.ts';
import type { GnutlsRule } from './codes.ts';
import { normalVersions } from './priority.ts';
import { namesRead, problemAt } from './readConfig.ts';
import { gnutlsServerName } from './serverName.ts';

export function selectCertificate(server: Server, hello: Hello): Selection {
  const listenerDecision = decideListener(server.listeners, hello);
  const listener = server.listeners[listenerDecision.chosen ?? -1];
  const undecided: Decision = {
    question: 'which-certificate',
    candidates: [],
    chosen: null,
    uncertain: server.uncertain,
  };
  if (listener === undefined) return { outcome: 'not-listening', listenerDecision, decision: undecided };
  const refuse = (alert: Alert, rule: GnutlsRule, params: Params, source: Source | null): Selection => ({
    outcome: 'refused',
    alert,
    reason: { rule, params, source },
    listenerDecision,
    decision: undecided,
  });
  const enabled = server.sites[listener.sites[0]?.site ?? -1]?.versions ?? normalVersions;
  const version = negotiateVersion(hello.versions, enabled);
  if (version === null) {
    // It settles on a version before it finds no cipher suite for it: not protocol_version (observed).
    const { handshakeFailure: alert } = alerts;
    const params = { offered: hello.versions.join(', '), enabled: enabled.join(', '), alert: alert.name };
    return refuse(alert, 'gnutls-no-common-version', params, listener.source);
  }
  const said = server.supportsSni ? gnutlsServerName(hello) : { name: null };
  if ('alert' in said) return refuse(said.alert, said.rule, { kind: said.kind }, { hello: 'server_name' });
  const { name } = said;
  const wanted = listener.sniHostname;
  if (wanted?.fatal && name !== null && name !== wanted.name)
    return refuse(
      alerts.unrecognizedName,
      'gnutls-sni-hostname-fatal',
      { name, wanted: wanted.name },
      listener.source,
    );
  const decision = decideCertificate(server, listener, { hello, version, name });
  const chosen = listener.sites[decision.chosen ?? -1];
  const site = server.sites[chosen?.site ?? -1];
  const use = site?.certificates[0];
  if (chosen === undefined || site === undefined || use === undefined) {
    const failed = refuse(
      alerts.handshakeFailure,
      'gnutls-no-usable-certificate',
      { version },
      listener.source,
    );
    return { ...failed, decision };
  }
  return served({ site, index: chosen.site, use, version, listenerDecision, decision });
}

type Served = {
  site: Site;
  index: number;
  use: CertificateUse;
  version: TlsVersion;
  listenerDecision: Decision;
  decision: Decision;
};

const served = ({ site, index, use, ...rest }: Served): Selection => ({
  outcome: 'served',
  certificate: use.file,
  site: index,
  clientAuth: site.clientAuth,
  ...(site.clientCertificateAuthority !== undefined && {
    namedAuthorities: site.clientCertificateAuthority,
  }),
  resumed: false,
  ...rest,
});

type Asked = { hello: Hello; version: TlsVersion; name: string | null };

function decideCertificate(server: Server, listener: Listener, asked: Asked): Decision {
  const slots = listener.sites.map(({ site }) => slotOf(server, server.sites[site]));
  const usable = usableSlots(slots, asked);
  const names = listener.sites.map(({ site }) =>
    namesRead(ownValue(server.certificates, server.sites[site]?.certificates[0]?.file ?? '')),
  );
  const named = names.findIndex((own, index) => usable[index] === 'usable' && own.includes(asked.name ?? ''));
  const chosen = named >= 0 ? named : usable.indexOf('usable');
  const candidates = listener.sites.map(({ site, source }, index): Candidate => {
    const own = names[index] ?? [];
    const fits = own.includes(asked.name ?? '');
    const params = {
      name: asked.name ?? '',
      names: own.join(', '),
      keyType: slots[index]?.keyType ?? 'unknown',
      file: slots[index]?.use.file ?? '',
    };
    const rule = ruleFor({ isChosen: index === chosen, fits, usability: usable[index], name: asked.name });
    return { id: `site:${site}`, verdict: index === chosen ? 'chosen' : 'lost', rule, params, source };
  });
  return {
    question: 'which-certificate',
    candidates,
    chosen: chosen < 0 ? null : chosen,
    uncertain: [...server.uncertain, ...unsure(asked.hello)],
  };
}

const unsure = (hello: Hello): Problem[] =>
  hello.resumeFrom === undefined
    ? []
    : [{ ...problemAt('gnutls-resumption-not-modelled', {}, null), severity: 'unsupported' }];

type Usability = 'usable' | 'other-suite' | 'unusable';

function ruleFor(of: {
  isChosen: boolean;
  fits: boolean;
  usability: Usability | undefined;
  name: string | null;
}): GnutlsRule {
  if (of.isChosen) return of.fits ? 'gnutls-name-matches' : 'gnutls-first-usable';
  if (of.usability === 'unusable') return 'gnutls-key-not-usable';
  if (of.usability === 'other-suite') return 'gnutls-key-of-other-suite';
  if (of.name === null) return 'gnutls-no-name-said';
  return of.fits ? 'gnutls-later-same-name' : 'gnutls-other-name';
}

function slotOf(server: Server, site: Site | undefined): CertificateSlot {
  const use = site?.certificates[0] ?? { file: '', source: null };
  return { use, keyType: ownValue(server.certificates, use.file)?.keyType ?? null };
}

function usableSlots(slots: readonly CertificateSlot[], { hello, version }: Asked): Usability[] {
  const settings = { version, ciphers: opensslDefaultCiphers, preferServer: false, dhParameters: true };
  const alone = slots.map((slot) => chooseCertificate([slot], hello, settings).chosen !== null);
  if (version === '1.3') return alone.map((fits) => (fits ? 'usable' : 'unusable'));
  const kinds = slots.filter(
    (slot, index) => slots.findIndex((one) => one.keyType === slot.keyType) === index,
  );
  const kind = kinds[chooseCertificate(kinds, hello, settings).chosen ?? -1]?.keyType;
  return slots.map((slot, index) => {
    if (!alone[index]) return 'unusable';
    return slot.keyType === kind || slot.keyType === null ? 'usable' : 'other-suite';
  });
}
