/** Rule ids and problem codes of nginx; their sentences are in `content/en/nginx.ts`. */
import type { Params, Problem } from '../../decision.ts';
import type { Line } from '../model.ts';

export type NginxRule =
  // how a server block was found
  | 'nginx-exact-name'
  | 'nginx-leading-wildcard'
  | 'nginx-trailing-wildcard'
  | 'nginx-regex'
  | 'nginx-default-marked'
  | 'nginx-default-first'
  | 'nginx-only-server'
  // why another was not
  | 'nginx-name-outranked'
  | 'nginx-name-ignored'
  | 'nginx-name-differs'
  | 'nginx-no-name'
  | 'nginx-not-default'
  | 'nginx-regex-not-tried'
  | 'nginx-not-asked'
  // certificate
  | 'nginx-certificate-of-default'
  | 'nginx-no-certificate-for-name'
  | 'nginx-handshake-rejected'
  | 'nginx-session-of-other-name'
  // answer
  | 'nginx-host-missing'
  | 'nginx-host-invalid'
  | 'nginx-plain-http-to-tls'
  | 'nginx-misdirected'
  | 'nginx-client-certificate-missing'
  | 'nginx-client-certificate-bad'
  | 'nginx-site-answers';

export type NginxProblemCode =
  | 'nginx-unexpected'
  | 'nginx-unexpected-end'
  | 'nginx-no-main-file'
  | 'nginx-no-http'
  | 'nginx-include-missing'
  | 'nginx-include-nothing'
  | 'nginx-include-loop'
  | 'nginx-too-much'
  | 'nginx-wrong-place'
  | 'nginx-wrong-arguments'
  | 'nginx-duplicate'
  | 'nginx-block-missing'
  | 'nginx-block-not-expected'
  | 'nginx-unknown-directive'
  | 'nginx-listen-invalid'
  | 'nginx-listen-parameter'
  | 'nginx-listen-passed-over'
  | 'nginx-listen-host-name'
  | 'nginx-duplicate-listen'
  | 'nginx-duplicate-default'
  | 'nginx-invalid-name'
  | 'nginx-conflicting-name'
  | 'nginx-hostname-variable'
  | 'nginx-regex-unsupported'
  | 'nginx-regex-limit'
  | 'nginx-no-certificate'
  | 'nginx-no-certificate-key'
  | 'nginx-certificate-not-given'
  | 'nginx-certificate-variable'
  | 'nginx-no-client-ca'
  | 'nginx-cipher-unknown'
  | 'nginx-cipher-none'
  | 'nginx-scripted-certificate'
  | 'nginx-scripted-answer'
  | 'nginx-conditional-answer'
  | 'nginx-stream'
  | 'nginx-print-name'
  | 'nginx-print-address'
  | 'nginx-print-sni'
  | 'nginx-print-client-ca'
  | 'nginx-print-entries'
  | 'nginx-print-order'
  | 'nginx-print-no-certificate'
  | 'nginx-print-setting';

/** A problem at a configuration line. */
export const problem = (
  code: NginxProblemCode,
  severity: Problem['severity'],
  source: Line | null,
  params: Params = {},
): Problem => ({ code, severity, params, source });
