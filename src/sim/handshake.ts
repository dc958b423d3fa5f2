/** The hello, the server's choice, and what the server sends of itself. */
import { isAlertName } from '../tls/codePoints.ts';
import type { ServerOptions } from '../tls/options.ts';
import { alertOf, listen, newConversation, start } from './conversation.ts';
import { labCredential, proofFor } from './credentials.ts';
import { endBeforeCertificate, endByAlert, nothingPresented, presentedChain } from './decisions.ts';
import { failed } from './failure.ts';
import { answerPlainly } from './plainHttp.ts';
import { serverChoice } from './offers.ts';
import { addStep, type Run, type RunStage } from './run.ts';

/** The ClientHello: the only thing a server that has to choose can read, beside address and port. */
export const helloStage: RunStage = (run) => {
  run.talk = newConversation(run, () => choice(run));
  start(run, run.talk);
  return null;
};

/** The server chooses; a refusal ends the run. */
export const choiceStage: RunStage = (run) => {
  const { selection, talk } = run;
  if (!selection || !talk) return null;
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
  if (selection.outcome === 'refused') listen(run, talk, 'server');
  if (selection.outcome === 'plain-http') answerPlainly(run);
  const ending = endBeforeCertificate(selection);
  return ending && failed(run, ending);
};

/** What was decided, in the server machine's words. */
function choice(run: Run): ReturnType<ServerOptions['choose']> {
  const { selection, credential } = run;
  if (selection?.outcome === 'served' && credential) return serverChoice(run, selection, credential);
  const name = selection?.outcome === 'refused' ? selection.alert.name : '';
  return { alert: isAlertName(name) ? name : 'internal_error' };
}

/** ServerHello up to the end of the server's flight. In TLS 1.3 all after the ServerHello is sealed. */
export const certificateStage: RunStage = (run) => {
  const { selection, scenario, talk } = run;
  if (selection?.outcome !== 'served' || !talk) return null;
  const given = presentedChain(run.files, selection.certificate);
  const proof = proofFor(given, scenario.withoutKey ?? 'names-only', run.keys, run.random);
  run.presented = proof.chain;
  run.standIn = proof.standIn;
  run.drawn = proof.signer === null;
  run.credential = proof.signer
    ? { chain: proof.chain.map(({ der }) => der), signer: proof.signer }
    : labCredential();
  const alert = alertOf(listen(run, talk, 'server'));
  if (alert) return failed(run, endByAlert(alert));
  return given.length > 0 ? null : failed(run, nothingPresented(run.files, selection.certificate));
};
