/** The programs whose rules are known here. */
import type { Software } from './model.ts';
import { apache } from './apache/apache.ts';
import { caddy } from './caddy/caddy.ts';
import { gnutls } from './gnutls/gnutls.ts';
import { haproxy } from './haproxy/haproxy.ts';
import { nginx } from './nginx/nginx.ts';
import type { Program } from './program.ts';

export const programs: Record<Software, Program> = {
  nginx,
  apache,
  haproxy,
  caddy,
  gnutls,
};
