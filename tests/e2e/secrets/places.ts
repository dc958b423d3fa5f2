/** Every place in which a page could keep or give away something, as texts to search. Octets are latin1. */
import { readFileSync } from 'node:fs';
import type { CDPSession, Page } from '@playwright/test';

export type Place = { place: string; text: string };

/** What left or was said while it ran: addresses, requests, console, errors, downloads. */
export class Watch {
  readonly said: Place[] = [];
  readonly #reading: Promise<void>[] = [];

  /** `given`: addresses that the test itself entered. */
  constructor(page: Page, given: ReadonlySet<string> = new Set()) {
    page.on('framenavigated', (frame) => {
      if (!given.has(new URL(frame.url()).hash)) this.#say('an address', frame.url());
    });
    page.on('request', (request) => {
      this.#say('a request', `${request.url()}\n${request.postDataBuffer()?.toString('latin1') ?? ''}`);
    });
    page.on('console', (message) => {
      this.#say('the console', message.text());
    });
    page.on('pageerror', (error) => {
      this.#say('an error', `${error.message}\n${error.stack ?? ''}`);
    });
    page.on('download', (download) => {
      const read = async (): Promise<void> => {
        const content = readFileSync(await download.path(), 'latin1');
        this.#say(`the download ${download.suggestedFilename()}`, content);
      };
      this.#reading.push(read());
    });
  }

  #say(place: string, text: string): void {
    this.said.push({ place, text });
  }

  /** With the downloads read to their end. */
  async all(): Promise<Place[]> {
    await Promise.all(this.#reading);
    return this.said;
  }
}

/** Address and history, storages, cookies, the document with what stands in its fields, the clipboard. */
export async function placesInPage(page: Page): Promise<Place[]> {
  const inside = await page.evaluate(async () => {
    const fields = [...document.querySelectorAll('input, textarea, select')].map((field) =>
      'value' in field ? String(field.value) : '',
    );
    const databases = await indexedDB.databases();
    return [
      ['address', location.href],
      ['state of the history entry', JSON.stringify(history.state)],
      ['local storage', JSON.stringify(Object.entries(localStorage))],
      ['session storage', JSON.stringify(Object.entries(sessionStorage))],
      ['cookies', document.cookie],
      ['IndexedDB', JSON.stringify(databases)],
      ['caches', JSON.stringify(await caches.keys())],
      ['name of the window', window.name],
      ['document', document.documentElement.outerHTML],
      ['fields', fields.join('\n')],
      ['clipboard', await navigator.clipboard.readText()],
    ] as const;
  });
  return inside.map(([place, text]) => ({ place, text }));
}

/** The entries of the tab's history, as the browser keeps them. */
export async function historyEntries(session: CDPSession): Promise<Place[]> {
  const { entries } = await session.send('Page.getNavigationHistory');
  return entries.map(({ url, title }, index) => ({
    place: `history entry ${index}`,
    text: `${url}\n${title}`,
  }));
}

/**
 * All strings on a JavaScript heap after two collections: what can no longer be reached is gone. The contents of
 * ArrayBuffers are not in a snapshot: see `heldOctets`. Chromium has to be started with `wholeStrings`.
 */
async function stringsOf(heap: Heap): Promise<string> {
  const chunks: string[] = [];
  heap.onChunk = (chunk) => {
    chunks.push(chunk);
  };
  await heap.send('HeapProfiler.enable');
  await heap.send('HeapProfiler.collectGarbage');
  await heap.send('HeapProfiler.collectGarbage');
  await heap.send('HeapProfiler.takeHeapSnapshot');
  heap.onChunk = null;
  const { strings } = JSON.parse(chunks.join('')) as { strings: string[] };
  return strings.join('\0');
}

type Method = 'HeapProfiler.enable' | 'HeapProfiler.collectGarbage' | 'HeapProfiler.takeHeapSnapshot';
type Heap = { send: (method: Method) => Promise<unknown>; onChunk: ((chunk: string) => void) | null };

/** The heap of the page. */
export async function heapStrings(session: CDPSession): Promise<Place> {
  const heap: Heap = { send: (method) => session.send(method), onChunk: null };
  const take = ({ chunk }: { chunk: string }): void => heap.onChunk?.(chunk);
  session.on('HeapProfiler.addHeapSnapshotChunk', take);
  const text = await stringsOf(heap);
  session.off('HeapProfiler.addHeapSnapshotChunk', take);
  return { place: 'JavaScript heap', text };
}

type FromWorker = { id?: number; method?: string; params?: { chunk: string } };

/** The heaps of the page's workers, from now on. */
export class WorkerHeaps {
  readonly #heaps = new Map<string, Heap>();
  readonly #asked = new Map<number, () => void>();
  readonly #session: CDPSession;
  #id = 0;

  private constructor(session: CDPSession) {
    this.#session = session;
    session.on('Target.attachedToTarget', ({ sessionId, targetInfo }) => {
      if (targetInfo.type === 'worker') this.#heaps.set(sessionId, this.#heapOf(sessionId));
    });
    session.on('Target.detachedFromTarget', ({ sessionId }) => this.#heaps.delete(sessionId));
    session.on('Target.receivedMessageFromTarget', ({ sessionId, message }) => {
      const { id, method, params } = JSON.parse(message) as FromWorker;
      if (id !== undefined) this.#asked.get(id)?.();
      else if (method === 'HeapProfiler.addHeapSnapshotChunk')
        this.#heaps.get(sessionId)?.onChunk?.(params?.chunk ?? '');
    });
  }

  static async of(session: CDPSession): Promise<WorkerHeaps> {
    const heaps = new WorkerHeaps(session);
    // not flat: messages to workers go through the page's own session
    await session.send('Target.setAutoAttach', {
      autoAttach: true,
      waitForDebuggerOnStart: false,
      flatten: false,
    });
    return heaps;
  }

  #heapOf(sessionId: string): Heap {
    const send = async (method: Method): Promise<void> => {
      const id = ++this.#id;
      const answered = new Promise<void>((resolve) => this.#asked.set(id, resolve));
      const message = JSON.stringify({ id, method });
      await this.#session.send('Target.sendMessageToTarget', { sessionId, message });
      await answered;
    };
    return { send, onChunk: null };
  }

  async all(): Promise<Place[]> {
    const places: Place[] = [];
    for (const heap of this.#heaps.values())
      places.push({ place: 'heap of a worker', text: await stringsOf(heap) });
    return places;
  }
}

/** A snapshot otherwise cuts strings after 1,024 characters. */
export const wholeStrings = '--js-flags=--heap-snapshot-string-limit=100000000';

/** In the page: the octets in what objects, arrays, maps and sets hold, as latin1. */
const collect = `function () {
  const buffers = new Set();
  const take = (value) => {
    if (ArrayBuffer.isView(value)) buffers.add(value.buffer);
    else if (value instanceof ArrayBuffer) buffers.add(value);
  };
  for (const object of this) {
    for (const kind of [Map, Set]) {
      if (object instanceof kind && object !== kind.prototype && !Object.hasOwn(object, 'constructor'))
        kind.prototype.forEach.call(object, (value, key) => [value, key].forEach(take));
    }
    for (const { value } of Object.values(Object.getOwnPropertyDescriptors(object))) take(value);
  }
  return [...buffers].map((buffer) => {
    const octets = new Uint8Array(buffer);
    let text = '';
    for (let at = 0; at < octets.length; at += 8192) text += String.fromCharCode(...octets.subarray(at, at + 8192));
    return text;
  });
}`;

/**
 * The contents of the ArrayBuffers that objects, arrays, maps and sets of the page hold. The protocol hands out no
 * ArrayBuffer by itself, so those that only a variable of a closure or a private field holds directly are not covered.
 */
export async function heldOctets(session: CDPSession): Promise<Place> {
  const objectGroup = 'held';
  const evaluated = await session.send('Runtime.evaluate', { expression: 'Object.prototype', objectGroup });
  const prototypeObjectId = evaluated.result.objectId ?? '';
  const { objects } = await session.send('Runtime.queryObjects', { prototypeObjectId, objectGroup });
  const { result, exceptionDetails } = await session.send('Runtime.callFunctionOn', {
    objectId: objects.objectId ?? '',
    returnByValue: true,
    functionDeclaration: collect,
  });
  await session.send('Runtime.releaseObjectGroup', { objectGroup });
  if (exceptionDetails) throw new Error(exceptionDetails.exception?.description ?? exceptionDetails.text);
  return { place: 'octets held', text: (result.value as string[]).join('\0\0') };
}
