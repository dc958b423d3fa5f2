/** The ICANN section of the Public Suffix List (tldts-icann), loaded when it is first needed. */

type Lookup = (host: string) => string | null;
let lookup: Lookup | null = null;

/** Loads the list (about 60 KB). Until it has resolved, `registryOf` answers null. Safe to call again. */
export async function loadPublicSuffixes(): Promise<void> {
  if (lookup !== null) return;
  const { getPublicSuffix } = await import('tldts-icann');
  const options = { extractHostname: false, validateHostname: false, detectIp: false };
  lookup = (host) => getPublicSuffix(host, options);
}

/**
 * The registry that `host` (lower case, A-labels) is registered under, as Chromium's GetCanonicalHostRegistryLength
 * counts it: an unknown top-level domain is a registry, private suffixes are not, and a host that is itself a
 * suffix has none. null: the list is not loaded.
 */
export function registryOf(host: string): { registry: string } | 'none' | null {
  if (lookup === null) return null;
  const suffix = lookup(host);
  return suffix === null || suffix === host ? 'none' : { registry: suffix };
}
