/** Decoding and handshakes without a page around them, timed in the browser. */
import { ASN1 } from '@lapo/asn1js';
import { scan } from '../../../src/asn1/scan.ts';
import { flatIndex } from '../flat.mjs';
import { bareOperations, handshake } from '../handshakeParts.ts';

const runs = {
  walk: (input) => flatIndex(input, false),
  scan,
  lapo: (input) => ASN1.decode(input),
};

/** Fetches an input of the bench. */
export const fetchInputs = async (paths) =>
  Promise.all(paths.map(async (path) => new Uint8Array(await (await fetch(path)).arrayBuffer())));

/** Milliseconds for one pass over the inputs. */
globalThis.pass = async (name, paths, passes) => {
  globalThis.inputs ??= new Map();
  const key = paths.join();
  if (!globalThis.inputs.has(key)) globalThis.inputs.set(key, await fetchInputs(paths));
  const inputs = globalThis.inputs.get(key);
  const start = performance.now();
  for (let round = 0; round < passes; round++) for (const input of inputs) runs[name](input);
  return (performance.now() - start) / passes;
};

globalThis.forget = () => globalThis.inputs?.clear();

/** Milliseconds of one handshake, and of its bare operations. */
globalThis.shake = ({ chain, key, scalar, publicKey }) => {
  const bytes = (values) => Uint8Array.from(values);
  const time = (run) => {
    const start = performance.now();
    run();
    return performance.now() - start;
  };
  return {
    whole: time(() => handshake([bytes(chain)], bytes(key))),
    bare: time(() => bareOperations(bytes(scalar), bytes(publicKey))),
  };
};
