/** The hello, the server's choice, and what the server sends of itself. */
import type { Selection } from '../hosting/model.ts';
import { isAlertName } from '../tls/codePoints.ts';
import { presentedNames } from './certificates.ts';
import { endBeforeCertificate, nothingPresented, presentedChain } from './decisions.ts';
import { failed } from './failure.ts';
import { addStep, type Run, type RunStage } from './run.ts';
import {
  certificateMessage,
  clientHello,
  encryptedExtensions,
  fatalAlert,
  inClear,
  serverHello,
} from './wire.ts';

/** The ClientHello: the only thing a server that has to choose can read, beside address and port. */
export const helloStage: RunStage = (run) => {
  if (!run.hello) return null;
  const { serverName, versions } = run.hello;
  addStep(run, 'client-hello', {
    phase: 'handshake',
    kind: 'message',
    from: 'client',
    to: 'server',
    facts: [{ key: 'server_name', value: serverName }],
    ...inClear(clientHello(run, serverName, versions)),
    params: {
      serverName: serverName ?? '',
      versions: versions.join(', '),
      literal: run.reference?.type === 'ip' ? 1 : 0,
      extensions: run.profile.extensions ? 1 : 0,
    },
  });
  return null;
};

/** The server chooses; a refusal ends the run. */
export const choiceStage: RunStage = (run) => {
  const { selection } = run;
  if (!selection) return null;
  addStep(run, selection.outcome === 'plain-http' ? 'plain-http' : 'which-certificate', {
    phase: 'handshake',
    kind: 'decision',
    from: 'server',
    to: null,
    decision: selection.decision,
    params: {
      certificate: selection.outcome === 'served' ? selection.certificate : '',
      outcome: selection.outcome,
    },
  });
  if (selection.outcome === 'refused') {
    const { alert } = selection;
    addStep(run, 'alert-server', {
      phase: 'handshake',
      kind: 'alert',
      from: 'server',
      to: 'client',
      ...(isAlertName(alert.name) && inClear(fatalAlert(alert.name))),
      params: { alert: alert.name, code: alert.code },
    });
  }
  const ending = endBeforeCertificate(selection);
  return ending && failed(run, ending);
};

/** ServerHello up to the end of the server's flight. In TLS 1.3 all after the ServerHello is sealed. */
export const certificateStage: RunStage = (run) => {
  const { selection } = run;
  if (selection?.outcome !== 'served') return null;
  run.presented = presentedChain(run.files, selection.certificate);
  const sealed = selection.version === '1.3';
  const names = run.presented[0] ? presentedNames(run.presented[0]) : [];
  const fromServer = { phase: 'handshake', kind: 'message', from: 'server', to: 'client' } as const;
  addStep(run, 'server-hello', {
    ...fromServer,
    facts: [{ key: 'version', value: `TLS ${selection.version}` }],
    ...inClear(serverHello(run, selection.version, keyTypeOf(run, selection))),
    params: { version: selection.version },
  });
  if (sealed)
    addStep(run, 'encrypted-extensions', { ...fromServer, sealed, message: encryptedExtensions(run) });
  if (sealed) requestCertificate(run, selection, sealed);
  const flight = certificateMessage(selection.version, run.presented);
  addStep(run, 'certificate', {
    ...fromServer,
    sealed,
    facts: [{ key: 'certificate', value: names.join(', ') }],
    ...(sealed ? { message: flight } : inClear(flight)),
    params: { names: names.slice(0, 3).join(', '), count: run.presented.length, version: selection.version },
  });
  addStep(run, sealed ? 'certificate-verify' : 'server-key-exchange', {
    ...fromServer,
    sealed,
    message: { placeholder: true },
  });
  if (!sealed) requestCertificate(run, selection, sealed);
  if (sealed) addStep(run, 'server-finished', { ...fromServer, sealed, message: { placeholder: true } });
  return run.presented.length === 0 ? failed(run, nothingPresented(run.files, selection.certificate)) : null;
};

type Served = Extract<Selection, { outcome: 'served' }>;

function requestCertificate(run: Run, { clientAuth }: Served, sealed: boolean): void {
  if (clientAuth === 'none') return;
  addStep(run, 'certificate-request', {
    phase: 'handshake',
    kind: 'message',
    from: 'server',
    to: 'client',
    sealed,
    message: { placeholder: true },
    params: { clientAuth },
  });
}

const keyTypeOf = (run: Run, { certificate }: Served): 'rsa' | 'ecdsa' =>
  run.server.certificates[certificate]?.keyType === 'rsa' ? 'rsa' : 'ecdsa';
