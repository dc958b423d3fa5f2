/** The shape of `evidence.generated.ts`: how each rule set was checked, in numbers. */
import type { Software } from '../hosting/model.ts';
import type { ClientName } from '../identity/types.ts';

/**
 * `rows-and-running`: observations, and compared with the running program by `npm run test:reality`. `rows`:
 * observations alone. `standard`: a document, no program. `illustrative`: nothing was observed.
 */
export type Standing = 'rows-and-running' | 'rows' | 'standard' | 'illustrative';
export type Counted = { reason: string; count: number };

/** `agreed` and `disagreed`: single comparisons for servers (a row makes several), cases for clients. */
type Counts = {
  standing: Standing;
  rows: number;
  agreed: number;
  disagreed: number;
  leftOut: Counted[];
  exceptions: Counted[];
};

export type ServerEvidence = { software: Software; version: string } & Counts;
export type ClientEvidence = { client: ClientName } & Counts;
export type Evidence = { servers: ServerEvidence[]; clients: ClientEvidence[] };
