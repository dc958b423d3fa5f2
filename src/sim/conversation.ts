/**
 * Client and server of a run shake hands in memory. Whatever one of them says becomes a step with its message and the
 * records that carry it, and waits at the other's ear until that one listens.
 */
import { otherSide } from '../tls/side.ts';
import { encodeHex } from '../bytes/hex.ts';
import type { Alert } from '../hosting/model.ts';
import { createClient } from '../tls/client.ts';
import type { Endpoint, EndpointEvent, Output, WireRecord } from '../tls/endpoint.ts';
import type { AlertName } from '../tls/codePoints.ts';
import { parseClientHello } from '../tls/messages/clientHello.ts';
import type { ServerOptions } from '../tls/options.ts';
import { createServer } from '../tls/server.ts';
import { serverEch } from './echKeys.ts';
import { messageStep } from './messageSteps.ts';
import { clientOptions } from './offers.ts';
import { addStep, type Run } from './run.ts';
import type { Party, Step, StepId } from './trace.ts';

export type Conversation = {
  ends: Record<Party, Endpoint>;
  /** Bytes on their way to a party. */
  waiting: Record<Party, Uint8Array[]>;
  /** A change_cipher_spec of each party that no step carries yet. */
  held: Record<Party, Uint8Array[]>;
};

export function newConversation(run: Run, choose: ServerOptions['choose']): Conversation {
  const server = createServer({
    random: (length, label) => run.random(length, `server: ${label}`),
    now: Date.parse(run.scenario.now),
    choose,
    ticketKey: run.random(32, 'ticket key'),
    cache: null,
    ech: serverEch(run),
    placeholders: 'accepted',
  });
  const client = createClient(clientOptions(run));
  return {
    ends: { client, server },
    waiting: { client: [], server: [] },
    held: { client: [], server: [] },
  };
}

/** The party hears what is waiting for it; its answers are steps. */
export function listen(run: Run, talk: Conversation, party: Party): EndpointEvent[] {
  const heard = talk.waiting[party].splice(0);
  return heard.flatMap((bytes) => said(run, talk, party, talk.ends[party].receive(bytes)));
}

/** The server waits from now on, and the client says hello. */
export function start(run: Run, talk: Conversation): void {
  said(run, talk, 'server', talk.ends.server.start());
  said(run, talk, 'client', talk.ends.client.start());
}

export const judge = (
  run: Run,
  talk: Conversation,
  party: Party,
  refusal: AlertName | null,
): EndpointEvent[] => said(run, talk, party, talk.ends[party].judge(refusal));

export const abort = (run: Run, talk: Conversation, party: Party, alert: AlertName): EndpointEvent[] =>
  said(run, talk, party, talk.ends[party].abort(alert));

export const close = (run: Run, talk: Conversation, party: Party): EndpointEvent[] =>
  said(run, talk, party, talk.ends[party].close());

/** Application data: the records that carry it, for a step of its own. Empty when the party cannot speak. */
export function sendData(run: Run, talk: Conversation, party: Party, data: Uint8Array): Uint8Array[] {
  const events = said(run, talk, party, talk.ends[party].send(data));
  if (run.drawn) return [];
  return events.flatMap((event) => (event.kind === 'data-sent' ? bytesOf(event.records) : []));
}

const bytesOf = (records: readonly WireRecord[]): Uint8Array[] => records.map(({ bytes }) => bytes);

function said(run: Run, talk: Conversation, party: Party, { bytes, events }: Output): EndpointEvent[] {
  if (bytes.length > 0) talk.waiting[otherSide(party)].push(bytes);
  for (const event of events) {
    if (event.kind === 'secret') learn(run, event);
    if (event.kind === 'sent') addMessage(run, talk, party, event);
  }
  return events;
}

/** Both ends come to know the same secrets; a capture needs each once. */
function learn(run: Run, event: Extract<EndpointEvent, { kind: 'secret' }>): void {
  const { label, clientRandom, secret } = event;
  const key = encodeHex(clientRandom);
  const known = run.secrets.some((one) => one.label === label && encodeHex(one.clientRandom) === key);
  if (!known) run.secrets.push({ label, clientRandom, secret });
  const onWire = randomOnWire(run);
  if (onWire !== null && encodeHex(onWire) !== key) learn(run, { ...event, clientRandom: onWire });
}

/**
 * Secrets go by the random of the inner hello (RFC 9850 section 2), which a reader of captures sees if it knows
 * Encrypted Client Hello; one that does not looks for what it can read.
 */
function randomOnWire({ steps, ech }: Run): Uint8Array | null {
  if (ech?.outcome !== 'accepted') return null;
  const message = steps.find(({ id }) => id === 'client-hello')?.message ?? null;
  const hello = message && 'bytes' in message ? parseClientHello(message.bytes).content : null;
  return hello?.random ?? null;
}

function addMessage(
  run: Run,
  talk: Conversation,
  party: Party,
  { message, records }: Extract<EndpointEvent, { kind: 'sent' }>,
): void {
  if (message.type === 'change_cipher_spec') {
    talk.held[party].push(...bytesOf(records));
    return;
  }
  const carried = [...talk.held[party].splice(0), ...bytesOf(records)];
  const { id, ...fields } = messageStep(run, party, message);
  const before = run.steps.at(-1);
  if (id === 'new-session-ticket' && before?.id === id) {
    run.steps[run.steps.length - 1] = anotherTicket(before, carried);
    return;
  }
  const sealed = records.some(({ sealedBy }) => sealedBy !== null);
  const sent = run.drawn && !needsNoKey.has(id) ? drawn : { message, records: carried };
  addStep(run, id, { ...fields, ...sent, from: party, to: otherSide(party), sealed });
}

const drawn = { message: { placeholder: true }, records: [] } as const;
/** What a server says before anything of its certificate comes in. */
const needsNoKey: ReadonlySet<StepId> = new Set(['server-hello', 'encrypted-extensions', 'alert-server']);

/** Tickets come several at a time: one step for them all, which shows the first. */
const anotherTicket = (step: Step, records: readonly Uint8Array[]): Step => ({
  ...step,
  records: [...step.records, ...records],
  params: { ...step.params, count: Number(step.params.count) + 1 },
});

/** The fatal alert that the party itself sent, if it did. */
export function alertOf(events: readonly EndpointEvent[]): Alert | null {
  for (const event of events)
    if (event.kind === 'alert' && event.from === 'us' && event.level === 'fatal')
      return { code: event.code, name: event.name ?? '' };
  return null;
}
