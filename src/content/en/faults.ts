/** What went wrong with the page itself, or took too long, and the ways on. Loaded with the page, so it is short. */
import { stopped } from './stopped.ts';

/** What is being done, said in the middle of a sentence. */
const works = {
  read: (name: string) => (name === '' ? 'reading what was pasted' : `reading ${name}`),
  unlock: (name: string) => `trying the password on ${name}`,
  play: (name: string) => `playing ${name}`,
  compare: (name: string) => `comparing ${name}`,
  expand: (name: string) => `reading the structure of ${name}`,
};

const begun = (work: string): string => work.charAt(0).toUpperCase() + work.slice(1);

export const faults = {
  works,
  problems: {
    stopped: ({ message, reading }: { message: string; reading: string }) => stopped({ message, reading }),
    'too-long': (work: string) =>
      `${begun(work)} took longer than ten seconds and was ended. What was there before is still there.`,
    'too-much': () => 'This needs more memory than the browser gives a page.',
    'too-large': (size: string, limit: string) =>
      `This input has ${size}; the page reads up to ${limit}, because of the memory its nodes take.`,
    'given-up': () => 'Reading was given up.',
    unreadable: () => 'The file could not be read.',
    unpackable: () => 'This browser cannot unpack archives. Unpack it first, and open the files in it.',
    'part-missing': () =>
      'A part of the page could not be loaded. You are offline, or the page was renewed since you opened it.',
  },
  still: (work: string, share: number | null) =>
    share === null
      ? `Still ${work}…`
      : `Still ${work}: ${Math.round(share * 100)} % is done, and nothing moved for two seconds.`,
  withoutWorkers:
    'This browser gives the page no second thread: while something large is read, nothing else answers.',
  offered: 'This link was being read when the page stopped last time, so it was not opened.',
  readNow: 'Read it now',
  tryAgain: 'Try again',
  reload: 'Reload',
  dismiss: 'Dismiss',
  usualScene: 'Back to the usual scene',
};
