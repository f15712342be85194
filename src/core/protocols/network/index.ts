import type { Protocol } from '../protocol.ts';
import { arp } from './arp.ts';
import { icmp } from './icmp.ts';
import { icmpv6 } from './icmpv6.ts';
import { igmp } from './igmp.ts';
import { esp, ospf, pim, vrrp } from './ip-others.ts';
import { ipv4 } from './ipv4.ts';
import { ipv6Extensions } from './ipv6-extensions.ts';
import { ipv6 } from './ipv6.ts';

/** IP and its neighbours. */
export const NETWORK: readonly Protocol[] = [ipv4, ipv6, ipv6Extensions, arp, icmp, icmpv6, igmp, esp, ospf, vrrp, pim];
