import { ldap, kerberos, snmp } from './protocols/ber.ts';
import { cassandra, mongodb, mysql, oracle, postgresql, redis, tds } from './protocols/database.ts';
import { dhcp, dhcpv6 } from './protocols/dhcp.ts';
import { dns } from './protocols/dns.ts';
import { dtls } from './protocols/dtls.ts';
import { ftpControl, ftpData } from './protocols/ftp.ts';
import { http } from './protocols/http.ts';
import { coap, dnp3, ethernetIp, iec104, modbus, mqtt, s7, someip, tplink } from './protocols/industrial.ts';
import { imap, pop3, smtp } from './protocols/mail.ts';
import { netbios, smb } from './protocols/netbios.ts';
import * as network from './protocols/network.ts';
import { quic } from './protocols/quic.ts';
import { ajp, amqp, dceRpc, diameter, git, nfs, rdp, rsh, socks, telnet, vnc } from './protocols/remote.ts';
import { amazonVideo, applePush, bittorrent, mining, rtmp, syncthing, websocket } from './protocols/sharing.ts';
import { ssh } from './protocols/ssh.ts';
import { stun } from './protocols/stun.ts';
import * as lines from './protocols/text-lines.ts';
import { tls } from './protocols/tls.ts';
import { discord, h323, noe, rtcp, rtp, skype, teamspeak, viber, whatsapp } from './protocols/voice.ts';
import { ike, openvpn, pptp, rx, wireguard } from './protocols/vpn.ts';
import type { Recogniser } from './recogniser.ts';

/**
 * All protocols that are told by content, in the order in which they are asked, which is NFStream's: weak tests stand behind
 * strong ones.
 */
export const RECOGNISERS: readonly Recogniser[] = [
  http,
  tls,
  dtls,
  rtp,
  lines.rtsp,
  rdp,
  stun,
  lines.sip,
  network.teredo,
  lines.nats,
  socks,
  lines.irc,
  lines.jabber,
  pop3,
  imap,
  smtp,
  dns,
  ssh,
  vnc,
  network.vxlan,
  dhcp,
  smb,
  mining,
  telnet,
  network.ntp,
  nfs,
  lines.ssdp,
  postgresql,
  mysql,
  network.bgp,
  snmp,
  kerberos,
  lines.syslog,
  netbios,
  ldap,
  network.tftp,
  tds,
  pptp,
  dhcpv6,
  lines.dropbox,
  lines.spotify,
  network.radius,
  network.gtp,
  network.hsrp,
  dceRpc,
  network.netflow,
  network.sflow,
  h323,
  openvpn,
  noe,
  teamspeak,
  rtcp,
  lines.whois,
  oracle,
  rtmp,
  ftpControl,
  ftpData,
  lines.megaco,
  redis,
  quic,
  diameter,
  applePush,
  coap,
  mqtt,
  someip,
  rx,
  git,
  lines.bjnp,
  modbus,
  network.capwap,
  viber,
  skype,
  bittorrent,
  whatsapp,
  amqp,
  network.lisp,
  ajp,
  lines.memcached,
  wireguard,
  s7,
  iec104,
  dnp3,
  amazonVideo,
  websocket,
  network.dnscrypt,
  mongodb,
  cassandra,
  ethernetIp,
  rsh,
  ike,
  network.collectd,
  discord,
  syncthing,
  tplink,
];

const byName = new Map(RECOGNISERS.flatMap(({ names }, index) => names.map((name) => [name, index] as const)));

/** Place of the recogniser of a name of the port table; -1 for none. */
export function recogniserOf(name: string): number {
  return byName.get(name) ?? -1;
}
