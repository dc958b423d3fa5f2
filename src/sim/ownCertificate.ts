/** Which certificate a client shows when the server asks for one, and by whose rule. */
import type { Candidate, Decision } from '../decision.ts';
import type { ClientCertificate } from '../hosting/model.ts';
import type { ClientName } from '../identity/types.ts';
import { clientProfile } from './clients.ts';

/** The commonName of each that a client may have. */
export const ownName = 'client of the lab';

/** `authorities`: the CAs that the server named; empty: any will do. */
type Asked = { client: ClientName; authorities: readonly { text: string }[] };

/** What of `own` goes over the wire. Those of the scenario are from a CA that the server named, but for two. */
export const shownCertificate = (own: ClientCertificate, asked: Asked): ClientCertificate =>
  clientProfile(asked.client).choosesByAuthority && asked.authorities.length > 0 && fromElsewhere.has(own)
    ? 'none'
    : own;

const fromElsewhere: ReadonlySet<ClientCertificate> = new Set(['wrong-ca', 'self-signed']);

export function ownCertificateDecision(own: ClientCertificate, asked: Asked): Decision | null {
  if (own === 'none') return null;
  const isShown = shownCertificate(own, asked) === own;
  const candidate: Candidate = {
    id: `own:${ownName}`,
    verdict: isShown ? 'chosen' : 'lost',
    rule: ruleFor(isShown, asked),
    params: { authorities: asked.authorities.map(({ text }) => text).join(' · ') },
    source: null,
  };
  return {
    question: 'which-client-certificate',
    candidates: [candidate],
    chosen: isShown ? 0 : null,
    uncertain: [],
  };
}

function ruleFor(isShown: boolean, { client, authorities }: Asked): OwnCertificateRule {
  if (!isShown) return 'client-certificate.not-of-named-authority';
  if (authorities.length === 0) return 'client-certificate.no-authority-named';
  return clientProfile(client).choosesByAuthority
    ? 'client-certificate.of-named-authority'
    : 'client-certificate.as-given';
}

export type OwnCertificateRule =
  | 'client-certificate.no-authority-named'
  | 'client-certificate.of-named-authority'
  | 'client-certificate.not-of-named-authority'
  | 'client-certificate.as-given';
