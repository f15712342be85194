import type { Protocol } from '../protocol.ts';
import { dhcp } from './dhcp.ts';
import { dhcpv6 } from './dhcpv6.ts';
import { dns } from './dns.ts';
import { http } from './http.ts';
import { nbns } from './nbns.ts';
import { ntp } from './ntp.ts';
import { ptp } from './ptp.ts';
import { quic } from './quic.ts';
import { rtsp } from './rtsp.ts';
import { sip } from './sip.ts';
import { ssh } from './ssh.ts';
import { tls } from './tls.ts';

/** What is said over TCP and UDP; those told by their looks in the order in which they are tried. */
export const APPLICATIONS: readonly Protocol[] = [dns, nbns, dhcp, dhcpv6, ntp, ptp, tls, quic, http, rtsp, sip, ssh];
