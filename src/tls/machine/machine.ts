/** Turns the steps of a handshake into an `Endpoint`: feeds messages to states, ends connections, takes judgements. */
import {
  alertLevel,
  alertName,
  handshakeTypeName,
  isAlertName,
  isHandshakeTypeName,
  type AlertName,
} from '../codePoints.ts';
import type { Endpoint, EndpointState, Output } from '../endpoint.ts';
import { alertContent, encodeAlert, parseAlert, type AlertContent } from '../messages/alert.ts';
import { parseChangeCipherSpec } from '../messages/changeCipherSpec.ts';
import { isRefusal } from '../protection.ts';
import type { Refusal } from '../refusal.ts';
import type { Incoming } from './inbox.ts';
import { isConnected, refuse, type Handler, type Handshake, type State, type Step } from './state.ts';

/** More warnings in a row than this end the connection, as in OpenSSL. */
const mostWarnings = 5;

type Phase = Exclude<Step, { kind: 'refuse' }> | { kind: 'fresh' | 'closed' | 'failed' };

export class Machine implements Endpoint {
  #handshake: Handshake;
  #begin: () => Step;
  #phase: Phase = { kind: 'fresh' };
  #warnings = 0;

  constructor(handshake: Handshake, begin: () => Step) {
    this.#handshake = handshake;
    this.#begin = begin;
  }

  get state(): EndpointState {
    const phase = this.#phase;
    if (phase.kind === 'wait') return isConnected(phase.state) ? 'open' : 'handshake';
    if (phase.kind === 'judge') return 'judging';
    if (phase.kind === 'stop') return 'stopped';
    return phase.kind === 'fresh' ? 'handshake' : phase.kind;
  }

  start(): Output {
    if (this.#phase.kind === 'fresh') this.#advance(this.#begin());
    return this.#handshake.outbox.take();
  }

  receive(bytes: Uint8Array): Output {
    if (this.#isOver()) return this.#handshake.outbox.take();
    const tooMuch = this.#handshake.inbox.feed(bytes);
    if (this.#phase.kind === 'wait') this.#readOn();
    else if (tooMuch !== null) this.#fail(tooMuch);
    return this.#handshake.outbox.take();
  }

  judge(refusal: AlertName | null): Output {
    const phase = this.#phase;
    if (phase.kind === 'judge') {
      this.#advance(judged(phase, refusal));
      this.#readOn();
    }
    return this.#handshake.outbox.take();
  }

  send(data: Uint8Array): Output {
    if (this.state === 'open') this.#handshake.outbox.sendData(data);
    return this.#handshake.outbox.take();
  }

  abort(alert: AlertName): Output {
    if (!this.#isOver()) this.#fail({ alert, reason: 'refused-by-caller' });
    return this.#handshake.outbox.take();
  }

  close(): Output {
    if (!this.#isOver()) this.#end();
    return this.#handshake.outbox.take();
  }

  #isOver(): boolean {
    return ['closed', 'failed', 'stop'].includes(this.#phase.kind);
  }

  #readOn(): void {
    for (let phase = this.#phase; phase.kind === 'wait'; phase = this.#phase) {
      const incoming = this.#handshake.inbox.next();
      if (incoming === null) return;
      if (isRefusal(incoming)) this.#fail(incoming);
      else this.#take(incoming, phase.state);
    }
  }

  #take(incoming: Incoming, state: State): void {
    if (incoming.kind === 'alert') this.#takeAlert(incoming);
    else {
      this.#warnings = 0;
      this.#advance(this.#dispatch(incoming, state));
    }
  }

  #dispatch(incoming: Incoming, state: State): Step {
    const { kind, bytes, records } = incoming;
    if (kind === 'handshake') return this.#dispatchHandshake(incoming, state);
    if (kind === 'change_cipher_spec') return this.#changeCipherSpec(incoming, state);
    if (kind !== 'application_data' || !isConnected(state))
      return refuse('unexpected_message', 'unexpected-message');
    this.#handshake.outbox.emit({ kind: 'data', data: bytes, records });
    return { kind: 'wait', state };
  }

  #dispatchHandshake(incoming: Incoming, state: State): Step {
    const handler = handlerFor(state, incoming.bytes[0] ?? 0);
    return handler === undefined ? refuse('unexpected_message', 'unexpected-message') : handler(incoming);
  }

  #changeCipherSpec({ bytes, records }: Incoming, state: State): Step {
    const message = parseChangeCipherSpec(bytes);
    this.#handshake.outbox.emit({ kind: 'received', message, records });
    const [error] = message.errors;
    if (error !== undefined) return refuse('unexpected_message', error.reason);
    if (state.changeCipherSpec === 'unexpected') return refuse('unexpected_message', 'unexpected-message');
    return state.changeCipherSpec === 'ignored' ? { kind: 'wait', state } : state.changeCipherSpec();
  }

  #advance(step: Step): void {
    if (step.kind === 'refuse') {
      this.#fail(step);
      return;
    }
    this.#phase = step;
    if (step.kind === 'stop') this.#handshake.outbox.emit({ kind: 'not-modelled', what: step.what });
    if (step.kind === 'judge') {
      const { chain, possession } = step;
      this.#handshake.outbox.emit({ kind: 'certificate-received', chain, possession });
    }
  }

  /** Ends the connection with a fatal alert of our own. */
  #fail({ alert, reason }: Refusal): void {
    this.#phase = { kind: 'failed' };
    const content = alertContent('fatal', alert);
    this.#sendAlert(content, reason);
    this.#handshake.outbox.emit({ kind: 'closed' });
  }

  #sendAlert(content: AlertContent, reason: Refusal['reason'] | null): void {
    const { outbox } = this.#handshake;
    outbox.send(encodeAlert(content));
    outbox.emit({ kind: 'alert', from: 'us', ...described(content), reason });
  }

  #takeAlert({ bytes, records }: Incoming): void {
    const { outbox } = this.#handshake;
    const message = parseAlert(bytes);
    outbox.emit({ kind: 'received', message, records });
    const { content, errors } = message;
    const [error] = errors;
    if (content === null || error !== undefined) {
      this.#fail({ alert: error?.code ?? 'decode_error', reason: error?.reason ?? 'truncated' });
      return;
    }
    const alert = described(content);
    outbox.emit({ kind: 'alert', from: 'peer', ...alert, reason: null });
    if (alert.name === 'close_notify') this.#end();
    else if (this.#isFatal(alert)) {
      this.#phase = { kind: 'failed' };
      outbox.emit({ kind: 'closed' });
    } else this.#countWarning();
  }

  /** TLS 1.3 knows one warning besides close_notify; before it, the level tells (RFC 9846 and RFC 5246, section 6). */
  #isFatal({ level, name }: { level: string; name: AlertName | null }): boolean {
    if (name === 'user_canceled') return false;
    return level !== 'warning' || this.#handshake.version === '1.3';
  }

  #countWarning(): void {
    this.#warnings += 1;
    if (this.#warnings >= mostWarnings)
      this.#fail({ alert: 'unexpected_message', reason: 'too-many-warnings' });
  }

  #end(): void {
    this.#sendAlert(alertContent('warning', 'close_notify'), null);
    this.#phase = { kind: 'closed' };
    this.#handshake.outbox.emit({ kind: 'closed' });
  }
}

type Awaiting = Extract<Step, { kind: 'judge' }>;

/** Real clients judge the chain first, then the signature; here too a refused chain says so before a bad signature. */
function judged({ possession, accepted }: Awaiting, refusal: AlertName | null): Step {
  if (refusal !== null) return refuse(refusal, 'refused-by-caller');
  return possession === 'failed' ? refuse('decrypt_error', 'bad-signature') : accepted();
}

function handlerFor({ on }: State, code: number): Handler | undefined {
  const type = handshakeTypeName(code);
  return isHandshakeTypeName(type) ? on[type] : undefined;
}

function described({ level, description }: AlertContent) {
  const name = alertName(description);
  return {
    level: level === alertLevel('warning') ? ('warning' as const) : ('fatal' as const),
    name: isAlertName(name) ? name : null,
    code: description,
  };
}
