import type { Protocol } from '../protocol.ts';
import { arp } from './arp.ts';
import { ipv4 } from './ipv4.ts';
import { ipv6Extensions } from './ipv6-extensions.ts';
import { ipv6 } from './ipv6.ts';

/** IP and its neighbours. */
export const NETWORK: readonly Protocol[] = [ipv4, ipv6, ipv6Extensions, arp];
