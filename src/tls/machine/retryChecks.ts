/** What a second ClientHello may change (RFC 9846 section 4.2.2). */
import { equalBytes } from '../../bytes/equalBytes.ts';
import { extensionTypeName } from '../codePoints.ts';
import { findExtension } from '../findExtension.ts';
import { encodeClientHello, type ClientHelloContent } from '../messages/clientHello.ts';
import type { Refusal } from '../refusal.ts';

const changeable: readonly string[] = ['key_share', 'early_data', 'cookie', 'pre_shared_key', 'padding'];

/** null: it is the first one with a share of `group` and nothing else changed but what may. */
export function changedInRetry(
  first: ClientHelloContent,
  second: ClientHelloContent,
  group: number,
): Refusal | null {
  const shares = findExtension(second.extensions, 'key_share')?.client_shares ?? [];
  const isOnly = shares.length === 1 && shares[0]?.group === group;
  const early = second.extensions?.some(({ type }) => type === 'early_data') ?? false;
  return isOnly && !early && equalBytes(unchangeable(first), unchangeable(second))
    ? null
    : { alert: 'illegal_parameter', reason: 'hello-changed' };
}

/** The hello without the extensions that may change. */
const unchangeable = (hello: ClientHelloContent): Uint8Array => {
  const extensions = (hello.extensions ?? []).filter(
    (each) => !changeable.includes(each.type === 'raw' ? extensionTypeName(each.code) : each.type),
  );
  return encodeClientHello({ ...hello, extensions }).bytes;
};
