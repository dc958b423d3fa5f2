/** The `listen` directive (ngx_http_core_module). */
import type { Problem } from '../../decision.ts';
import { normalizeAddress } from '../listener.ts';
import type { Line } from '../model.ts';
import { problem, type NginxProblemCode } from './codes.ts';
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
 * One `listen` line: usually one place; a range of ports and `localhost` (127.0.0.1 and ::1) are several. None, with a
 * problem, when it is wrong or passed over (`unix:`, `quic`: TCP only here; host names, whose address is not known).
 */
export function readListen(directive: Directive): { listens: Listen[]; problems: Problem[] } {
  const [target, ...parameters] = directive.args;
  const { source } = directive;
  const wrong = (code: NginxProblemCode, severity: Problem['severity'], text: string) =>
    problem(code, severity, source, { text });
  const problems = parameters
    .filter((parameter) => !isKnown(parameter))
    .map((parameter) => wrong('nginx-listen-parameter', 'fatal', parameter));
  if (target === undefined) {
    return { listens: [], problems: [...problems, wrong('nginx-listen-invalid', 'fatal', '')] };
  }
  if (target.startsWith('unix:') || parameters.includes('quic')) {
    const text = [target, ...parameters].join(' ');
    return { listens: [], problems: [...problems, wrong('nginx-listen-passed-over', 'unsupported', text)] };
  }
  const places = readPlaces(target, parameters);
  if (typeof places === 'string') {
    const severity = places === 'nginx-listen-host-name' ? 'unsupported' : 'fatal';
    return { listens: [], problems: [...problems, wrong(places, severity, target)] };
  }
  const isDefault = parameters.includes('default_server') || parameters.includes('default');
  const tls = parameters.includes('ssl');
  return { listens: places.map((place) => ({ ...place, tls, isDefault, source })), problems };
}

const isKnown = (parameter: string): boolean =>
  /^(?:default_server|default|ssl|quic)$/u.test(parameter) ||
  flags.has(parameter) ||
  settings.test(parameter);

type Host = Pick<Listen, 'address' | 'family'>;
type Place = Host & { port: number };
type Refusal = 'nginx-listen-invalid' | 'nginx-listen-host-name';

/** `address:port`, `address`, `port`, `*:port`, `[::]:port` (`ngx_parse_url` with default port 80). */
function readPlaces(target: string, parameters: readonly string[]): Place[] | Refusal {
  const parts = /^(\[[^\]]*\]|[^:]*)(?::(.*))?$/u.exec(target);
  if (parts === null) return 'nginx-listen-invalid';
  const [, host = '', portText] = parts;
  const isPort = portText === undefined && /^\d+(?:-\d+)?$/u.test(host);
  const ports = readPorts(isPort ? host : (portText ?? '80'));
  const hosts = readHosts(isPort ? '*' : host, parameters);
  if (ports === null) return 'nginx-listen-invalid';
  return typeof hosts === 'string' ? hosts : hosts.flatMap((one) => ports.map((port) => ({ ...one, port })));
}

/** null: no port, or a range that runs backwards. */
function readPorts(text: string): number[] | null {
  const [, first, last = first] = /^(\d{1,5})(?:-(\d{1,5}))?$/u.exec(text) ?? [];
  const from = Number(first);
  const to = Number(last);
  if (first === undefined || from < 1 || to > 65535 || to < from) return null;
  return Array.from({ length: to - from + 1 }, (_, index) => from + index);
}

function readHosts(host: string, parameters: readonly string[]): Host[] | Refusal {
  if (host === '' || host === '*' || host === '0.0.0.0') return [{ address: '*', family: 4 }];
  if (host === 'localhost') return [{ address: '127.0.0.1' }, { address: '::1' }];
  const address = normalizeAddress(host);
  if (address === null)
    return /^[a-z0-9.-]+$/iu.test(host) ? 'nginx-listen-host-name' : 'nginx-listen-invalid';
  const isIpv6 = host.includes(':');
  if (host.startsWith('[') !== isIpv6) return 'nginx-listen-invalid';
  if (address !== '::') return [{ address }];
  return parameters.includes('ipv6only=off') ? [{ address: '*' }] : [{ address: '*', family: 6 }];
}
