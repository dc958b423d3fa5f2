import type { Software } from './model.ts';
import type { Program } from './program.ts';

/** Each program's rules on their own, so that a page loads only those of the server at hand. */
const loaders: Record<Software, () => Promise<Program>> = {
  nginx: async () => (await import('./nginx/nginx.ts')).nginx,
  apache: async () => (await import('./apache/apache.ts')).apache,
  haproxy: async () => (await import('./haproxy/haproxy.ts')).haproxy,
  caddy: async () => (await import('./caddy/caddy.ts')).caddy,
  gnutls: async () => (await import('./gnutls/gnutls.ts')).gnutls,
};

/**
 * The program's four functions, loaded when first asked for. The synchronous functions of this folder
 * (`readConfig`, `selectCertificate`, `selectSite`, `printConfig`) hold all programs at once instead.
 */
export const loadProgram = (software: Software): Promise<Program> => loaders[software]();
