/** What a server has when it has chosen. */
import type { ReceivedHello, ServerChoice, ServerOptions } from '../options.ts';

export type ServerStart = { options: ServerOptions; received: ReceivedHello; choice: ServerChoice };
