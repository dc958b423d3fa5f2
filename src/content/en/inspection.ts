import { asn1 } from './asn1.ts';
import { findings } from './findings.ts';
import { inspect } from './inspect.ts';
import { x509 } from './x509.ts';

/** What Inspect and the paste box say. */
export const inspection = { inspect, asn1, x509, findings };
