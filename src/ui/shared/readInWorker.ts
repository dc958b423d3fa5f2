/** What was pasted or opened, read off the page's thread. */
import type { Problem } from '../../decision.ts';
import { unpackReport } from '../../worker/packed.ts';
import type { GivenInput, ReadGiven } from '../../worker/readGiven.ts';
import { plainReport } from '../../x509/inputItem.ts';
import type { InputItem, InputReport } from '../../x509/readInput.ts';
import { seenOn } from './fault.ts';
import { largeFrom } from './largeInput.ts';
import { lanes, type Answer } from './supervised.ts';

type Items = Extract<ReadGiven, { outcome: 'items' }>;
type Configuration = Extract<ReadGiven, { outcome: 'configuration' }>;
type Fault = Extract<ReadGiven, { outcome: 'unreadable' | 'unpackable' | 'stopped' }>;

/** As `ReadGiven`, unpacked; what could not be read is a problem. */
export type GivenReading =
  | Exclude<ReadGiven, Items | Configuration | Fault>
  | (Omit<Items, 'report'> & { report: InputReport })
  | (Omit<Configuration, 'report'> & { report: InputReport | null });

/** `name`: of the file, empty for what was pasted. What the lane was asked for before is given up. */
export async function readInWorker(
  input: GivenInput,
  name: string,
  lane: 'reading' | 'inspecting' = 'reading',
): Promise<Answer<GivenReading>> {
  const answer = await lanes[lane].ask({ kind: 'read', name }, (tasks, progress) =>
    tasks.read(input, largeFrom, progress),
  );
  if (answer === null || 'problem' in answer) return answer;
  const { read } = answer.value;
  if (read.outcome === 'stopped') return { problem: seenOn(read.problem) };
  if (read.outcome === 'unreadable' || read.outcome === 'unpackable')
    return { problem: ofPage(read.outcome) };
  return { value: unpacked(read) };
}

const ofPage = (code: string): Problem => ({ code, severity: 'fatal', params: {}, source: null });

function unpacked(read: Exclude<ReadGiven, Fault>): GivenReading {
  if (read.outcome === 'items') return { ...read, report: unpackReport(read.report) };
  if (read.outcome === 'configuration') return { ...read, report: read.report && unpackReport(read.report) };
  return read;
}

/** The report with an item of it opened by a password. Items that did not change stay the same objects. */
export async function unlockInWorker(
  report: InputReport,
  index: number,
  password: string,
): Promise<Answer<InputReport>> {
  const name = report.items[index]?.label ?? '';
  const answer = await lanes.reading.ask({ kind: 'unlock', name }, (tasks, progress) =>
    tasks.unlock(plainReport(report), index, password, progress),
  );
  if (answer === null || 'problem' in answer) return answer;
  const opened = unpackReport(answer.value);
  const items = opened.items.map((item, at) => (at === index ? item : kept(report.items[at], item)));
  return { value: { ...opened, items } };
}

/** Of a key, what it belongs to may have been found. */
const kept = (before: InputItem | undefined, now: InputItem): InputItem =>
  before === undefined || before.kind === 'private-key' ? now : before;
