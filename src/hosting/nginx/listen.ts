/** The `listen` directive (ngx_http_core_module). */
import type { Problem } from '../../decision.ts';
import { normalizeAddress } from '../listener.ts';
import type { Line } from '../model.ts';
import { problem } from './codes.ts';
import type { Directive } from './directives.ts';

/** `address` `*` with `family`: any address of that IP version; without: of both (`ipv6only=off`). */
export type Listen = {
  address: string;
  family?: 4 | 6;
  port: number;
  tls: boolean;
  isDefault: boolean;
  source: Line;
};

const flags = new Set(['bind', 'deferred', 'proxy_protocol', 'reuseport', 'spdy', 'http2', 'multipath']);
const settings =
  /^(?:backlog|rcvbuf|sndbuf|accept_filter|setfib|fastopen|so_keepalive|protocol)=|^ipv6only=(?:on|off)$/u;

/**
 * One `listen` line. null with a problem when it is wrong or passed over (`unix:`, `quic`: TCP only here); a host
 * name is resolved only for `localhost`.
 */
export function readListen(directive: Directive): { listen: Listen | null; problems: Problem[] } {
  const [target, ...parameters] = directive.args;
  const { source } = directive;
  const problems: Problem[] = [];
  const report = (code: Parameters<typeof problem>[0], severity: Problem['severity'], text: string) => {
    problems.push(problem(code, severity, source, { text }));
  };
  for (const parameter of parameters) {
    if (isKnown(parameter)) continue;
    report('nginx-listen-parameter', 'fatal', parameter);
  }
  if (target === undefined) {
    report('nginx-listen-invalid', 'fatal', '');
    return { listen: null, problems };
  }
  if (target.startsWith('unix:') || parameters.includes('quic')) {
    report('nginx-listen-passed-over', 'unsupported', [target, ...parameters].join(' '));
    return { listen: null, problems };
  }
  const place = readPlace(target, parameters);
  if (typeof place === 'string') {
    report(place, place === 'nginx-listen-host-name' ? 'unsupported' : 'fatal', target);
    return { listen: null, problems };
  }
  const isDefault = parameters.includes('default_server') || parameters.includes('default');
  return { listen: { ...place, tls: parameters.includes('ssl'), isDefault, source }, problems };
}

const isKnown = (parameter: string): boolean =>
  /^(?:default_server|default|ssl|quic)$/u.test(parameter) ||
  flags.has(parameter) ||
  settings.test(parameter);

type Place = Pick<Listen, 'address' | 'family' | 'port'>;

/** `address:port`, `address`, `port`, `*:port`, `[::]:port` (`ngx_parse_url` with default port 80). */
function readPlace(target: string, parameters: readonly string[]): Place | ProblemCode {
  const parts = /^(\[[^\]]*\]|[^:]*)(?::(.*))?$/u.exec(target);
  if (parts === null) return 'nginx-listen-invalid';
  const [, host = '', portText] = parts;
  if (portText === undefined && /^\d+$/u.test(host)) return place('*', host, parameters);
  return place(host, portText ?? '80', parameters);
}

type ProblemCode = 'nginx-listen-invalid' | 'nginx-listen-host-name';

function place(host: string, portText: string, parameters: readonly string[]): Place | ProblemCode {
  const port = Number(portText);
  if (!/^\d{1,5}$/u.test(portText) || port < 1 || port > 65535) return 'nginx-listen-invalid';
  if (host === '' || host === '*' || host === '0.0.0.0') return { address: '*', family: 4, port };
  if (host === 'localhost') return { address: '127.0.0.1', port };
  const address = normalizeAddress(host);
  if (address === null)
    return /^[a-z0-9.-]+$/iu.test(host) ? 'nginx-listen-host-name' : 'nginx-listen-invalid';
  if (host.startsWith('[') !== address.includes(':') && !host.startsWith('[::ffff:')) {
    return 'nginx-listen-invalid';
  }
  if (address !== '::') return { address, port };
  return parameters.includes('ipv6only=off') ? { address: '*', port } : { address: '*', family: 6, port };
}
