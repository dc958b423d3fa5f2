/** What is wrong with a capture, and where. Sentences are in `content/`. */
import type { ByteRange } from '../../bytes/range.ts';

/**
 * `truncated`: the file ends inside what begins at `range`. `bad-length`: a length that cannot be, `length`.
 * `unknown-version`: of the format. `unknown-link`: packets of the link type `link` are passed over.
 * `unknown-interface`: a packet of an interface that was not described. `too-many-connections`: reading stopped there.
 * `no-packets`, `no-client-hello`: all was read, and it was not there (`packets`, those with TCP, those cut short).
 */
export type CaptureProblemCode =
  | 'truncated'
  | 'bad-length'
  | 'unknown-version'
  | 'unknown-link'
  | 'unknown-interface'
  | 'too-many-connections'
  | 'no-packets'
  | 'no-client-hello';

/** `range`: bytes of the file. */
export type CaptureProblem = { code: CaptureProblemCode; params: Record<string, number>; range: ByteRange };

export const captureProblem = (
  code: CaptureProblemCode,
  start: number,
  end: number,
  params: Record<string, number> = {},
): CaptureProblem => ({ code, range: { start, end }, params: { offset: start, ...params } });
