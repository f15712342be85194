import type { Protocol } from '../protocol.ts';
import { dccp } from './dccp.ts';
import { sctp } from './sctp.ts';
import { tcp } from './tcp.ts';
import { udp } from './udp.ts';

/** What carries ports. */
export const TRANSPORT: readonly Protocol[] = [tcp, udp, sctp, dccp];
