/** What a message of the machines is called on the page, and what it tells. */
import { alertName } from '../tls/codePoints.ts';
import type { Message, MessageType } from '../tls/message.ts';
import { parseAlert } from '../tls/messages/alert.ts';
import type { Decision, Params } from '../decision.ts';
import { presentedNames } from './certificates.ts';
import { namedAuthorities } from './clientAuthorities.ts';
import { ownCertificateDecision, shownCertificate } from './ownCertificate.ts';
import { meantHello } from './decisions.ts';
import { readableName } from './ech.ts';
import type { Run } from './run.ts';
import type { Fact, Party, StepId } from './trace.ts';

export type MessageStep = {
  id: StepId;
  phase: 'handshake' | 'http';
  kind: 'message' | 'alert';
  facts: readonly Fact[];
  params: Params;
  decision?: Decision | null;
};

const ids: Record<Party, Partial<Record<MessageType, StepId>>> = {
  client: {
    client_hello: 'client-hello',
    certificate: 'client-certificate',
    client_key_exchange: 'client-key-exchange',
    certificate_verify: 'client-certificate-verify',
    finished: 'client-finished',
    alert: 'alert-client',
  },
  server: {
    server_hello: 'server-hello',
    encrypted_extensions: 'encrypted-extensions',
    certificate_request: 'certificate-request',
    certificate: 'certificate',
    certificate_verify: 'certificate-verify',
    server_key_exchange: 'server-key-exchange',
    server_hello_done: 'server-hello-done',
    new_session_ticket: 'new-session-ticket',
    finished: 'server-finished',
    alert: 'alert-server',
  },
};

export function messageStep(run: Run, party: Party, message: Message): MessageStep {
  if (message.type === 'alert') return alertStep(run, party, message);
  const id = ids[party][message.type] ?? 'server-hello';
  return { id, phase: 'handshake', kind: 'message', ...(tellers[id]?.(run) ?? { facts: [], params: {} }) };
}

/** close_notify after a response is the usual end; in place of one it is how a client turns away. */
function alertStep(run: Run, party: Party, message: Message): MessageStep {
  const code = parseAlert(message.bytes).content?.description ?? 0;
  const alert = alertName(code);
  const inHttp = run.steps.some(({ phase }) => phase === 'http');
  const isEnd = alert === 'close_notify';
  const id = isEnd ? (inHttp ? 'close-notify' : 'close') : (ids[party].alert ?? 'alert-server');
  const kind = id === 'close-notify' ? 'message' : 'alert';
  return { id, phase: inHttp ? 'http' : 'handshake', kind, facts: [], params: { alert, code } };
}

type Told = Pick<MessageStep, 'facts' | 'params' | 'decision'>;

const tellers: Partial<Record<StepId, (run: Run) => Told>> = {
  'client-hello': ({ scenario, reference, profile, ech }) => {
    const meant = reference && meantHello(reference, scenario);
    const serverName = ech && readableName(meant?.serverName ?? null, ech);
    return {
      facts: [{ key: 'server_name', value: serverName }],
      params: {
        serverName: serverName ?? '',
        ech: ech?.outcome ?? 'none',
        versions: meant?.versions.join(', ') ?? '',
        literal: reference?.type === 'ip' ? 1 : 0,
        extensions: profile.extensions ? 1 : 0,
      },
    };
  },
  'server-hello': (run) => {
    const version = versionOf(run);
    const ech = run.ech?.outcome ?? 'none';
    return { facts: [{ key: 'version', value: `TLS ${version}` }], params: { version, ech } };
  },
  certificate: (run) => {
    const [leaf] = run.presented;
    const names = leaf ? presentedNames(leaf) : [];
    return {
      facts: [{ key: 'certificate', value: names.join(', ') }],
      params: {
        names: names.slice(0, 3).join(', '),
        count: run.presented.length,
        version: versionOf(run),
        standIn: run.standIn?.mode ?? '',
      },
    };
  },
  'encrypted-extensions': ({ scenario, ech }) => ({
    facts: [],
    params: { retry: ech?.outcome === 'rejected' && scenario.ech?.server !== 'none' ? 1 : 0 },
  }),
  'certificate-verify': signatureStep,
  'server-key-exchange': signatureStep,
  'certificate-request': (run) => ({
    facts: [],
    params: {
      clientAuth: run.selection?.outcome === 'served' ? run.selection.clientAuth : '',
      authorities: namedAuthorities(run, run.selection)
        .map(({ text }) => text)
        .join(' · '),
    },
  }),
  'client-certificate': (run) => {
    const { client, clientCertificate: own = 'none' } = run.scenario;
    const asked = { client, authorities: namedAuthorities(run, run.selection) };
    return {
      facts: [],
      params: { own, shown: shownCertificate(own, asked) },
      decision: ownCertificateDecision(own, asked),
    };
  },
  'new-session-ticket': () => ({ facts: [], params: { count: 1 } }),
};

function signatureStep({ standIn }: Run): Told {
  return { facts: [], params: { standIn: standIn?.mode ?? '' } };
}

const versionOf = ({ selection }: Run): string => (selection?.outcome === 'served' ? selection.version : '');
