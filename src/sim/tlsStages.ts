/** The stages of a connection from the ClientHello on: everything that needs cryptography. */
import { certificateStage, choiceStage, helloStage } from './handshake.ts';
import { finishStage } from './finish.ts';
import { requestStage } from './http.ts';
import type { RunStage } from './run.ts';
import { checkStage } from './verify.ts';

export const connection: readonly RunStage[] = [
  helloStage,
  choiceStage,
  certificateStage,
  checkStage,
  finishStage,
  requestStage,
];
