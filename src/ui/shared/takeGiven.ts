/** What was given, read and opened where it belongs. It comes after the page, when there is something to read. */
import { certificatesOf, withoutCertificates } from '../../sim/givenCertificates.ts';
import { detached } from '../../text/detached.ts';
import type { GivenInput } from '../../worker/readGiven.ts';
import { withoutPrivateMaterial } from '../../x509/privateMaterial.ts';
import type { InputReport } from '../../x509/readInput.ts';
import type { Outcome } from './fault.ts';
import { texts } from './i18n.svelte.ts';
import { isLarge } from './largeInput.ts';
import { loadOnce } from './loadOnce.ts';
import { nothing, type Content } from './pasteContent.ts';
import { readInWorker, type GivenReading } from './readInWorker.ts';
import { lanes } from './supervised.ts';
import { withoutRanges } from './withoutRanges.ts';

export type Origin = Pick<Content, 'text' | 'file'>;

/**
 * What is kept of it, without private keys. `keyDropped`: there was one. `isInspected`: it is shown in Inspect. `putAway`:
 * for a large text, what takes it out of the page's memory; then the file in which it is (null: it stays).
 */
export type Taken = {
  content: Content;
  keyDropped: boolean;
  isInspected: boolean;
  putAway: (() => Promise<File | null>) | null;
};

const loadReader = loadOnce(() => import('../../x509/readInput.ts'));
const loadStage = loadOnce(async () => ({
  ...(await import('../stage/openConfiguration.ts')),
  ...(await import('../stage/openHello.ts')),
}));

/** Gives up what is being read. */
export const giveUp = (): void => {
  lanes.reading.end();
};

/**
 * A configuration, a capture, a hello go to the stage; everything else is read for what can be inspected. null: it was
 * given up, or `isCurrent` says that something newer was given.
 */
export async function takeGiven(
  input: GivenInput,
  origin: Origin,
  isCurrent: () => boolean,
): Promise<Outcome<Taken> | null> {
  if ('text' in input && origin.file === null && isOnlyCertificates(input.text))
    return readHere(input.text, origin);
  await texts.need('notes', 'inspection', 'rules');
  if (!isCurrent()) return null; // what is asked for last has to be what was given last
  const answer = await readInWorker(input, origin.file?.name ?? '');
  if (answer === null || !isCurrent()) return null;
  return 'problem' in answer ? answer : taken(answer.value, input, origin);
}

const isOnlyCertificates = (text: string): boolean =>
  certificatesOf(text) !== '' && withoutCertificates(text).trim() === '';

/** Certificates alone, and few of them, are read at once. */
async function readHere(text: string, origin: Origin): Promise<Outcome<Taken>> {
  const [{ readInput }] = await Promise.all([loadReader(), texts.need('inspection')]);
  return { value: inspected({ ...nothing, ...origin }, await readInput(text)) };
}

async function taken(read: GivenReading, input: GivenInput, origin: Origin): Promise<Outcome<Taken>> {
  if (read.outcome === 'items') {
    const isKeptOut = origin.file !== null && isLarge(origin.file.size);
    const again = isKeptOut && 'files' in input ? input.files : null;
    const { report, passedOver } = read;
    const value = inspected({ ...nothing, ...origin, passedOver, again }, report);
    return { value: { ...value, putAway: 'text' in input ? puttingAway(input.text, report) : null } };
  }
  const { openOnStage, openHello } = await loadStage();
  const content = { ...nothing, ...origin, text: textWithoutKeys(origin.text) };
  if (read.outcome !== 'configuration')
    return { value: onStage({ ...content, hello: await openHello(read) }) };
  const opened = await openOnStage(read);
  if ('problem' in opened) return opened;
  return { value: onStage({ ...content, report: read.report, configuration: opened.value }) };
}

const onStage = (content: Content): Taken => ({
  content,
  keyDropped: false, // the stage says so
  isInspected: false,
  putAway: null,
});

/** The text without its private keys: an encrypted key is an item of its own, and was not dropped. */
function inspected(content: Content, report: InputReport): Taken {
  const { items, hidden } = report;
  const sealed = items.filter(
    (item) => item.kind === 'private-key' && item.encrypted && item.container === null,
  );
  const text = hidden.length === 0 ? content.text : detached(withoutRanges(content.text, hidden));
  return {
    content: { ...content, text, report },
    keyDropped: hidden.length > sealed.length,
    isInspected: items.some((item) => item.kind !== 'private-key' || item.encrypted),
    putAway: null,
  };
}

function puttingAway(given: string, { text }: InputReport): Taken['putAway'] {
  return text === null || !isLarge(given.length) ? null : () => putAway(text);
}

/** What the page keeps of a text. */
export function textWithoutKeys(text: string): string {
  const { text: rest, hadKey } = withoutPrivateMaterial(text);
  return hadKey ? detached(rest) : text;
}

/** Without private keys, for when it is wanted back. */
async function putAway(text: string): Promise<File | null> {
  const answer = await lanes.inspecting.join({ kind: 'read', name: '' }, (tasks) => tasks.putAway(text));
  return answer && 'value' in answer ? answer.value : null;
}
