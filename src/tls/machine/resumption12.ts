/** Whether a server of TLS 1.2 resumes the session that a hello offers. */
import { cipherSuite } from '../codePoints.ts';
import { findExtension } from '../findExtension.ts';
import type { Refusal } from '../refusal.ts';
import type { Session } from '../session.ts';
import type { ServerStart } from './serverStart.ts';

/** The session to resume; null: a full handshake. */
export function resumedSession({ received, choice }: ServerStart): Session | null | Refusal {
  const { session, hello } = received;
  if (session?.version !== '1.2' || !choice.resume || !choice.cipherSuites.includes(session.cipherSuite))
    return null;
  const extended = findExtension(hello.extensions, 'extended_master_secret') !== undefined;
  // RFC 7627 section 5.3: a session with it goes on with it only, one without it only without it
  if (session.extendedMasterSecret && !extended)
    return { alert: 'handshake_failure', reason: 'no-extended-master-secret' };
  if (!session.extendedMasterSecret && extended) return null;
  // RFC 5246 section 7.4.1.2: the list has to have the session's cipher suite
  if (!hello.cipher_suites.includes(cipherSuite(session.cipherSuite)))
    return { alert: 'illegal_parameter', reason: 'not-as-offered' };
  return session;
}
