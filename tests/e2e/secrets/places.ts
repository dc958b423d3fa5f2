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
 * All strings on the page's JavaScript heap after two collections: what can no longer be reached is gone. The contents
 * of ArrayBuffers are not in a snapshot: see `heldOctets`. Chromium has to be started with `wholeStrings`.
 */
export async function heapStrings(session: CDPSession): Promise<Place> {
  const chunks: string[] = [];
  const take = ({ chunk }: { chunk: string }): void => {
    chunks.push(chunk);
  };
  session.on('HeapProfiler.addHeapSnapshotChunk', take);
  await session.send('HeapProfiler.enable');
  await session.send('HeapProfiler.collectGarbage');
  await session.send('HeapProfiler.collectGarbage');
  await session.send('HeapProfiler.takeHeapSnapshot', { reportProgress: false });
  session.off('HeapProfiler.addHeapSnapshotChunk', take);
  const { strings } = JSON.parse(chunks.join('')) as { strings: string[] };
  return { place: 'JavaScript heap', text: strings.join('\0') };
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
