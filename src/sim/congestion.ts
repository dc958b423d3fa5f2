/** What TCP lets a sender send. */
import type { SocketAddress } from './trace.ts';

/** RFC 6928: segments a sender may have under way at first; each acknowledged one lets two more follow. */
export const initialWindow = 10;

/** Ethernet carries 1500 bytes; TCP's header has 20, IPv4's 20, IPv6's 40. */
export const segmentSize = ({ address }: SocketAddress): number => (address.includes(':') ? 1440 : 1460);
