/** What is wrong with a capture, and where. Sentences are in `content/`. */
import type { ByteRange } from '../../bytes/range.ts';
import type { Params } from '../../decision.ts';

/**
 * `truncated`: the file ends inside what begins at `range`. `bad-length`: a length that cannot be, `length`.
 * `unknown-version`: of the format. `unknown-link`: packets of the link type `link` are passed over.
 * `unknown-interface`: a packet of an interface that was not described. `too-many-connections`: reading stopped there.
 * `no-packets`, `no-client-hello`: all was read, and it was not there (`packets`, those with TCP, those cut short).
 * `stopped`: a defect of this program ended it (`reading`, `message`).
 */
export type CaptureProblemCode =
  | 'truncated'
  | 'bad-length'
  | 'unknown-version'
  | 'unknown-link'
  | 'unknown-interface'
  | 'too-many-connections'
  | 'no-packets'
  | 'no-client-hello'
  | 'stopped';

/** `range`: bytes of the file. */
export type CaptureProblem = { code: CaptureProblemCode; params: Params; range: ByteRange };

export const captureProblem = (
  code: CaptureProblemCode,
  start: number,
  end: number,
  params: Params = {},
): CaptureProblem => ({ code, range: { start, end }, params: { offset: start, ...params } });
