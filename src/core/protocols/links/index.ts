import type { Protocol } from '../protocol.ts';
import { avs } from './avs.ts';
import { cdp } from './cdp.ts';
import { cooked } from './cooked.ts';
import { eapol } from './eapol.ts';
import { backbone, eoip } from './ethernet-tunnels.ts';
import { ethernet } from './ethernet.ts';
import { hdlc } from './hdlc.ts';
import { ciscoProtocols, llc } from './llc.ts';
import { lldp } from './lldp.ts';
import { loopback } from './loopback.ts';
import { mpls } from './mpls.ts';
import { nflog } from './nflog.ts';
import { pflog } from './pflog.ts';
import { ppi } from './ppi.ts';
import { ppp } from './ppp.ts';
import { pppoe } from './pppoe.ts';
import { prism } from './prism.ts';
import { radiotap } from './radiotap.ts';
import { rawIp } from './raw-ip.ts';
import { stp } from './stp.ts';
import { vlan } from './vlan.ts';
import { wifi } from './wifi.ts';

/** Frames, and what stands between them and the network layer. */
export const LINKS: readonly Protocol[] = [
  ethernet,
  vlan,
  llc,
  ciscoProtocols,
  backbone,
  eoip,
  mpls,
  pppoe,
  ppp,
  hdlc,
  cooked,
  loopback,
  rawIp,
  wifi,
  radiotap,
  ppi,
  prism,
  avs,
  pflog,
  nflog,
  stp,
  lldp,
  cdp,
  eapol,
];
