/** The stages of a connection from the ClientHello on: everything that needs cryptography. */
import { helloStage, serverStage } from './handshake.ts';
import { finishStage } from './finish.ts';
import { requestStage } from './http.ts';
import type { RunStage } from './run.ts';
import { checkStage } from './verify.ts';

export const connection: readonly RunStage[] = [
  helloStage,
  serverStage,
  checkStage,
  finishStage,
  requestStage,
];
