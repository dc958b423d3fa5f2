import type { Params } from '../../decision.ts';

/** A defect of whichcert itself, wherever it shows. */
export const stopped = ({ message = '', reading = '' }: Params): string =>
  `This stopped whichcert: ${message}${reading === '' ? '' : `, while reading ${reading}`}. Nothing that was there is lost.`;
