/** TLS to a port that speaks HTTP: what the server answers to a hello, and what the client makes of that. */
import type { Server, Software } from '../hosting/model.ts';
import { alertCode, protocolVersion } from '../tls/codePoints.ts';
import { alertContent, encodeAlert } from '../tls/messages/alert.ts';
import { wrapMessage } from '../tls/record.ts';
import { httpMessage } from './httpMessage.ts';
import { addStep, type Run } from './run.ts';

/** The server's refusal in HTTP, then the client's alert, if it sends one. */
export function answerPlainly(run: Run): void {
  const { status, headers, content } = answers[run.server.software](run.server, run.scenario.now);
  const message = httpMessage(
    [
      { name: 'status-line', text: `HTTP/1.1 ${status}` },
      ...headers.map((text) => ({ name: text.slice(0, text.indexOf(':')), text })),
    ],
    content,
  );
  addStep(run, 'plain-http-response', {
    phase: 'http',
    kind: 'http',
    from: 'server',
    to: 'client',
    facts: [{ key: 'status', value: status }],
    message,
    records: [message.bytes],
    params: { status },
  });
  const said = run.profile.toPlainHttp;
  if (said === null) return;
  const alert = encodeAlert(alertContent('fatal', said.alert));
  addStep(run, 'alert-client', {
    phase: 'http',
    kind: 'alert',
    from: 'client',
    to: 'server',
    message: alert,
    records: wrapMessage(alert, protocolVersion(said.recordVersion)).map(({ bytes }) => bytes),
    params: { alert: said.alert, code: alertCode(said.alert) },
  });
}

type PlainAnswer = { status: string; headers: string[]; content: string };

/** The programs' own pages, as they answered openssl's ClientHello: nginx 1.22, Apache 2.4, HAProxy 2.6, Caddy 2.6. */
const answers: Record<Software, (server: Server, now: string) => PlainAnswer> = {
  nginx: ({ version }, now) => {
    const content = `<html>\r
<head><title>400 Bad Request</title></head>\r
<body>\r
<center><h1>400 Bad Request</h1></center>\r
<hr><center>nginx/${version}</center>\r
</body>\r
</html>\r
`;
    const headers = [
      `Server: nginx/${version}`,
      date(now),
      'Content-Type: text/html',
      length(content),
      'Connection: close',
    ];
    return { status: '400 Bad Request', headers, content };
  },
  apache: ({ version }, now) => {
    const content = `<!DOCTYPE HTML PUBLIC "-//W3C//DTD HTML 4.01//EN" "http://www.w3.org/TR/html4/strict.dtd">
<html><head>
<title>400 Bad Request</title>
</head><body>
<h1>Bad Request</h1>
<p>Your browser sent a request that this server could not understand.<br />
</p>
</body></html>
`;
    const headers = [
      date(now),
      `Server: Apache/${version}`,
      length(content),
      'Connection: close',
      'Content-Type: text/html; charset=iso-8859-1',
    ];
    return { status: '400 Bad Request', headers, content };
  },
  haproxy: () => {
    const content = `<html><body><h1>400 Bad request</h1>
Your browser sent an invalid request.
</body></html>
`;
    const headers = [
      length(content).replace('Length', 'length'),
      'Cache-Control: no-cache',
      'Connection: close',
      'Content-Type: text/html',
    ];
    return { status: '400 Bad request', headers, content };
  },
  caddy: () => goAnswer,
  // gnutls-serv has no port without TLS.
  gnutls: () => goAnswer,
};

/** Go's net/http. */
const goAnswer: PlainAnswer = {
  status: '400 Bad Request',
  headers: ['Content-Type: text/plain; charset=utf-8', 'Connection: close'],
  content: '400 Bad Request',
};

/** RFC 9110 section 5.6.7. */
const date = (now: string): string => `Date: ${new Date(now).toUTCString()}`;
const length = (content: string): string => `Content-Length: ${new TextEncoder().encode(content).length}`;
