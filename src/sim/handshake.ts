/** The hello, the server's choice, and what the server sends of itself. */
import type { Selection } from '../hosting/model.ts';
import { isAlertName } from '../tls/codePoints.ts';
import type { Credential } from '../tls/credential.ts';
import type { ReceivedHello, ServerOptions } from '../tls/options.ts';
import { alertOf, listen, newConversation, start } from './conversation.ts';
import { labCredential, proofFor } from './credentials.ts';
import { endBeforeCertificate, endByAlert, nothingPresented, presentedChain } from './decisions.ts';
import { helloDecision, type EchOpening } from './ech.ts';
import { failed } from './failure.ts';
import { answerPlainly } from './plainHttp.ts';
import { serverChoice } from './offers.ts';
import { addStep, type Run, type RunStage } from './run.ts';

/** The ClientHello: the only thing a server that has to choose can read, beside address and port. */
export const helloStage: RunStage = (run) => {
  run.talk = newConversation(run, (received) => choose(run, received));
  start(run, run.talk);
  return null;
};

/**
 * The server hears the hello, chooses, and says what it has to say: a refusal, or ServerHello up to the end of its
 * flight. In TLS 1.3 all after the ServerHello is sealed. Where no TLS is spoken, nobody hears anything.
 */
export const serverStage: RunStage = (run) => {
  const { selection, talk } = run;
  if (!selection || !talk) return null;
  const speaksTls = selection.outcome === 'served' || selection.outcome === 'refused';
  if (!speaksTls) {
    tellChoice(run, selection);
    answerPlainly(run);
  }
  const alert = speaksTls ? alertOf(listen(run, talk, 'server')) : null;
  const ending = endBeforeCertificate(selection) ?? (alert && endByAlert(alert));
  if (ending) return failed(run, ending);
  const { certificate } = selection.outcome === 'served' ? selection : { certificate: '' };
  return run.presented.length > 0 ? null : failed(run, nothingPresented(run.files, certificate));
};

/** What was decided, as steps and in the server machine's words. */
function choose(run: Run, received: ReceivedHello): ReturnType<ServerOptions['choose']> {
  const { selection } = run;
  if (run.ech !== null && run.ech.outcome !== 'none') tellHello(run, received);
  if (selection) tellChoice(run, selection);
  if (selection?.outcome === 'served') {
    const credential = credentialFor(run, selection.certificate);
    return credential ? serverChoice(run, selection, credential) : { alert: 'internal_error' };
  }
  const name = selection?.outcome === 'refused' ? selection.alert.name : '';
  return { alert: isAlertName(name) ? name : 'internal_error' };
}

/** Which of two hellos the server goes by (RFC 9849 section 7). */
function tellHello(run: Run, { ech, serverName, message }: ReceivedHello): void {
  const opening: EchOpening = ech.state === 'none' ? 'unknown' : ech.state;
  const outer = run.steps.find(({ id }) => id === 'client-hello')?.facts[0]?.value ?? null;
  addStep(run, 'which-hello', {
    phase: 'handshake',
    kind: 'decision',
    from: 'server',
    to: null,
    facts: opening === 'accepted' ? [{ key: 'server_name', value: serverName }] : [],
    message: opening === 'accepted' ? { bytes: message.bytes, field: message.field } : null,
    decision: helloDecision(opening, serverName, outer),
    params: { opening, serverName: serverName ?? '' },
  });
}

function tellChoice(run: Run, selection: Selection): void {
  addStep(run, selection.outcome === 'plain-http' ? 'plain-http' : 'which-certificate', {
    phase: 'handshake',
    kind: 'decision',
    from: 'server',
    to: null,
    decision: selection.decision,
    params: {
      certificate: selection.outcome === 'served' ? selection.certificate : '',
      outcome: selection.outcome,
      ech: run.ech?.outcome ?? 'none',
    },
  });
}

/** The certificates of the file, and whoever signs for the first of them. */
function credentialFor(run: Run, file: string): Credential | null {
  const given = presentedChain(run.files, file);
  const proof = proofFor(given, run.scenario.withoutKey ?? 'names-only', run.keys, run.random);
  run.presented = proof.chain;
  run.standIn = proof.standIn;
  run.drawn = proof.signer === null;
  return proof.signer ? { chain: proof.chain.map(({ der }) => der), signer: proof.signer } : labCredential();
}
