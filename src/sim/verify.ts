/** What the client thinks of the certificate, and how it says no. */
import type { Candidate, Decision } from '../decision.ts';
import { loadPublicSuffixes } from '../identity/publicSuffixes.ts';
import type { ClientName, IdentityCheck, IdentityVerdict } from '../identity/types.ts';
import { verifyIdentity } from '../identity/verifyIdentity.ts';
import { isAlertName } from '../tls/codePoints.ts';
import { certificatesInPem, presentedNames } from './certificates.ts';
import { certificateLabel } from '../x509/certificateLabel.ts';
import { verifyChain, type ChainVerdict } from '../x509/chain.ts';
import type { Certificate } from '../x509/types.ts';
import { alertOf, judge, listen } from './conversation.ts';
import { endByAlert, objection } from './decisions.ts';
import { afterRejection, checkedName } from './ech.ts';
import { failed } from './failure.ts';
import { labCa } from './presetCertificates.generated.ts';
import { addStep, type RunStage } from './run.ts';

const decides = { phase: 'handshake', kind: 'decision', from: 'client', to: null } as const;

/**
 * Chain, validity and name. Both questions are always answered, for the learner's sake; the failure is the one that
 * this client would report first. A client that turns away without an alert does so when the handshake is over.
 */
export const checkStage: RunStage = async (run) => {
  const { talk, scenario, target, ech } = run;
  const leaf = run.presented[0];
  if (!leaf || !target || !talk || !ech) return null;
  const name = checkedName(target.host, ech);
  const before = run.steps.length;
  const events = listen(run, talk, 'client');
  const ownAlert = alertOf(events);
  const gotCertificate = events.some(
    (event) => event.kind === 'received' && event.message.type === 'certificate',
  );
  if (ownAlert && !gotCertificate) return failed(run, { ...endByAlert(ownAlert), decidedBy: 'client' });
  run.possession = events.find((event) => event.kind === 'certificate-received')?.possession ?? null;
  const replies = run.steps.splice(before);
  run.chain = await verifyChain(run.presented, certificatesInPem(labCa), {
    now: new Date(scenario.now),
    trust: scenario.trust === 'lab' ? 'anchors' : 'assume-issuer',
  });
  run.identity = await settledIdentity(leaf, name, scenario.client);
  addStep(run, 'is-it-trusted', {
    ...decides,
    decision: chainDecision(run.chain),
    params: { outcome: run.chain.outcome },
  });
  addStep(run, 'does-the-name-fit', {
    ...decides,
    decision: nameDecision(run.identity),
    params: { outcome: run.identity.outcome, host: name },
  });
  run.steps.push(...replies);
  const objected = objection(scenario.client, run.chain, run.identity);
  const ending = objected && ech.outcome === 'rejected' ? afterRejection(objected, 'none') : objected;
  if (ownAlert) return failed(run, { failure: 'bad-chain', ...ending, decidedBy: 'client', alert: ownAlert });
  if (!ending?.alert || !isAlertName(ending.alert.name)) {
    run.turningAway = ending;
    return null;
  }
  judge(run, talk, 'client', ending.alert.name);
  return failed(run, ending, presentedNames(leaf));
};

/** The verdict on the name; the list of public suffixes is loaded when the verdict hangs on it, and not before. */
async function settledIdentity(
  leaf: Certificate,
  host: string,
  client: ClientName,
): Promise<IdentityVerdict> {
  const verdict = verifyIdentity(leaf, host, client);
  if (!verdict.checks.some(({ rule }) => needsSuffixes.has(rule))) return verdict;
  await loadPublicSuffixes();
  return verifyIdentity(leaf, host, client);
}

const needsSuffixes = new Set<string>(['wildcard-equal-suffixes-not-loaded', 'wildcard-suffixes-not-loaded']);

/** Every check of the chain is a candidate for the reason to trust it or not; `chosen` is the one that decided. */
function chainDecision({ path, checks, failure }: ChainVerdict): Decision {
  const candidates = checks.map(({ certificate, result, rule, params, source }): Candidate => {
    const subject = path[certificate ?? -1];
    return {
      id: `chain:${subject ? certificateLabel(subject) : ''}`,
      verdict: chainVerdicts[result],
      rule,
      params,
      source,
    };
  });
  const decided = checks.findIndex(({ rule }) => rule === failure || (failure === null && ends.has(rule)));
  return { question: 'is-it-trusted', candidates, chosen: decided < 0 ? null : decided, uncertain: [] };
}

const chainVerdicts = { passed: 'chosen', failed: 'lost', 'not-checked': 'unreached' } as const;
const ends = new Set<string>(['chain.anchor', 'chain.assumed-issuer']);

/** The verdict as a decision: every check is a candidate, and the one that matched is chosen. */
function nameDecision(verdict: IdentityVerdict): Decision {
  const candidates = verdict.checks.map((check, index) => candidateOf(check, index));
  const chosen = candidates.findIndex((candidate) => candidate.verdict === 'chosen');
  return { question: 'does-the-name-fit', candidates, chosen: chosen < 0 ? null : chosen, uncertain: [] };
}

const candidateOf = (
  { presented, result, rule, params, source }: IdentityCheck,
  index: number,
): Candidate => ({
  id: presented ? `${presented.type}:${presented.text}` : `check:${index}`,
  verdict: result === 'match' ? 'chosen' : 'lost',
  rule,
  params,
  source,
});
