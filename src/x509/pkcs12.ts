/**
 * The certificates in a PKCS#12 file (RFC 7292), read with pkijs: decryption is WebCrypto's business. pkijs is large,
 * so it is loaded only here and only now. Keys in the file stay encrypted and are not looked at.
 */
type AuthenticatedSafe = import('pkijs').AuthenticatedSafe;
type CertBag = import('pkijs').CertBag;
type PFX = import('pkijs').PFX;
type SafeBag = import('pkijs').SafeBag;
type SafeContents = import('pkijs').SafeContents;

export type Pkcs12Result =
  /** `unreadable`: how many of its parts could not be decrypted (RC2 and triple DES are not in WebCrypto). */
  | { outcome: 'opened'; certificates: Uint8Array[]; unreadable: number }
  | { outcome: 'wrong-password' | 'unreadable' };

/** Checks the integrity with the password, then opens each part by itself. Never throws. */
export async function openPkcs12(der: Uint8Array, password: string): Promise<Pkcs12Result> {
  const pkijs = await import('pkijs');
  const secret = new TextEncoder().encode(password).buffer;
  const read = await attempt(() => pkijs.PFX.fromBER(der.slice().buffer));
  if (read === null) return { outcome: 'unreadable' };
  const pfx = read.value;
  const safe = await openSafe(pfx, secret);
  if (safe === null) return { outcome: pfx.macData === undefined ? 'unreadable' : 'wrong-password' };
  return openParts(safe, secret);
}

async function openSafe(pfx: PFX, password: ArrayBuffer): Promise<AuthenticatedSafe | null> {
  const checkIntegrity = pfx.macData !== undefined;
  const parsed = await attempt(() => pfx.parseInternalValues({ password, checkIntegrity }));
  return parsed === null ? null : (pfx.parsedValue?.authenticatedSafe ?? null);
}

async function openParts(safe: AuthenticatedSafe, password: ArrayBuffer): Promise<Pkcs12Result> {
  const certificates: Uint8Array[] = [];
  let unreadable = 0;
  for (const part of safe.safeContents) {
    const contents = await openPart(part, password);
    if (contents === null) unreadable++;
    else certificates.push(...contents.safeBags.flatMap(certificateIn));
  }
  if (certificates.length === 0 && unreadable > 0) return { outcome: 'unreadable' };
  return { outcome: 'opened', certificates, unreadable };
}

/** One ContentInfo at a time: pkijs otherwise gives up on all when it cannot decrypt one. */
async function openPart(
  part: AuthenticatedSafe['safeContents'][number],
  password: ArrayBuffer,
): Promise<SafeContents | null> {
  const { AuthenticatedSafe: Safe } = await import('pkijs');
  const single = new Safe({ safeContents: [part] });
  const parsed = await attempt(() => single.parseInternalValues({ safeContents: [{ password }] }));
  if (parsed === null) return null;
  const { safeContents } = single.parsedValue as { safeContents: { value: SafeContents }[] };
  return safeContents[0]?.value ?? null;
}

/** RFC 7292 section 4.2.3: certBag holding an X.509 certificate, exactly as it stands in the file. */
function certificateIn({ bagId, bagValue }: SafeBag): Uint8Array[] {
  if (bagId !== '1.2.840.113549.1.12.10.1.3') return [];
  const { certValue } = bagValue as CertBag;
  return 'getValue' in certValue ? [new Uint8Array(certValue.getValue())] : [];
}

/** null: pkijs threw, as it does for whatever it cannot read. */
async function attempt<T>(action: () => T | Promise<T>): Promise<{ value: T } | null> {
  try {
    return { value: await action() };
  } catch (error) {
    if (!(error instanceof Error)) throw error;
    return null;
  }
}
