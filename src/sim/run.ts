/** The state of one simulation while it runs; `simulate` freezes it into a trace. */
import type { Decision, Params } from '../decision.ts';
import type { Hello, Selection } from '../hosting/model.ts';
import type { IdentityVerdict } from '../identity/types.ts';
import type { Possession } from '../tls/endpoint.ts';
import { seededBytes } from '../tls/seededBytes.ts';
import type { ChainVerdict } from '../x509/chain.ts';
import type { Certificate } from '../x509/types.ts';
import type { Target } from './address.ts';
import { clientProfile, type ClientProfile } from './clients.ts';
import type { Conversation } from './conversation.ts';
import type { Ending, Reference } from './decisions.ts';
import type { EchPlay } from './ech.ts';
import type { KeyRing } from './keyRing.ts';
import { openServer, type OpenServer } from './openServer.ts';
import type { Scenario } from './scenario.ts';
import type {
  Fact,
  Outcome,
  Party,
  Phase,
  Reader,
  Secret,
  SocketAddress,
  StandIn,
  Step,
  StepId,
  WireMessage,
} from './trace.ts';

export type Run = OpenServer & {
  scenario: Scenario;
  profile: ClientProfile;
  random: (length: number, label: string) => Uint8Array;
  steps: Step[];
  secrets: Secret[];
  connection: { client: SocketAddress; server: SocketAddress } | null;
  target: Target | null;
  reference: Reference | null;
  ech: EchPlay | null;
  address: string | null;
  listener: number | null;
  hello: Hello | null;
  selection: Selection | null;
  talk: Conversation | null;
  /** Private keys that the user gave. */
  keys: KeyRing;
  /** It is not what the server would show: what depends on it is drawn without its bytes. */
  drawn: boolean;
  standIn: StandIn | null;
  presented: Certificate[];
  /** Whether the client found that the server has the key. */
  possession: Possession | null;
  /** The client objects without an alert: it closes when the handshake is over. */
  turningAway: Ending | null;
  chain: ChainVerdict | null;
  identity: IdentityVerdict | null;
};

/** A stage of the run: what ended the connection, or null when it goes on. */
export type RunStage = (run: Run) => Promise<Outcome | null> | Outcome | null;

export async function beginRun(scenario: Scenario, keys: KeyRing): Promise<Run> {
  return {
    ...(await openServer(scenario)),
    scenario,
    profile: clientProfile(scenario.client),
    random: seededBytes(scenario.seed),
    steps: [],
    secrets: [],
    connection: null,
    target: null,
    reference: null,
    ech: null,
    address: null,
    listener: null,
    hello: null,
    selection: null,
    talk: null,
    keys,
    drawn: false,
    possession: null,
    standIn: null,
    presented: [],
    turningAway: null,
    chain: null,
    identity: null,
  };
}

type StepFields = {
  phase: Phase;
  kind: Step['kind'];
  from: Party;
  to: Party | null;
  sealed?: boolean;
  /** Absent: the two parties of a message, and the eavesdropper unless it is sealed. */
  readers?: readonly Reader[];
  facts?: readonly Fact[];
  message?: WireMessage | null;
  records?: readonly Uint8Array[];
  decision?: Decision | null;
  params?: Params;
};

/** Adds a step to the run. */
export function addStep(run: Run, id: StepId, fields: StepFields): void {
  const {
    sealed = false,
    readers = readersOf(fields),
    facts = [],
    message = null,
    records = [],
    decision = null,
  } = fields;
  run.steps.push({
    id,
    phase: fields.phase,
    kind: fields.kind,
    from: fields.from,
    to: fields.to,
    sealed,
    readers,
    facts,
    message,
    records,
    decision,
    params: fields.params ?? {},
  });
}

function readersOf({ from, to, sealed }: StepFields): readonly Reader[] {
  if (to === null) return [from];
  return sealed ? [from, to] : [from, to, 'eavesdropper'];
}
