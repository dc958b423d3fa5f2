/** httpd's versions: which rules hold. */

/** Whose rules hold when no version is asked for. */
export const newestVersion = '2.4.71';

/**
 * `SSLVHostSNIPolicy` exists (docs: available in 2.4.66 and later).
 */
export const hasSniPolicy = (version: string): boolean => compareVersions(version, '2.4.66') >= 0;

/**
 * Since the fix of CVE-2025-23048 (2.4.64) the TLS setups are compared for clients without server_name too; up to
 * 2.4.63 only when server_name was sent (observed: 2.4.62 and 2.4.71).
 */
export const comparesWithoutServerName = (version: string): boolean =>
  compareVersions(version, '2.4.64') >= 0;

/**
 * Up to 2.4.63 the observations are of a build with OpenSSL 1.1.1, whose security level lets TLS 1.0 and 1.1 pass;
 * OpenSSL 3 refuses them unless the cipher string lowers the level to 0.
 */
export const libraryLimitsOldVersions = (version: string): boolean => compareVersions(version, '2.4.64') >= 0;

/** By numbers, missing ones count as 0: negative when `left` is the older. */
export function compareVersions(left: string, right: string): number {
  const a = left.split('.').map(Number);
  const b = right.split('.').map(Number);
  for (let index = 0; index < Math.max(a.length, b.length); index += 1) {
    const difference = (a[index] ?? 0) - (b[index] ?? 0);
    if (difference !== 0 && !Number.isNaN(difference)) return difference;
  }
  return 0;
}
