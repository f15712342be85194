/**
 * TCP and UDP ports. The constants are those of tunnels in UDP; read them as `Port.VXLAN`, after `import * as Port`.
 * https://www.iana.org/assignments/service-names-port-numbers
 */

export const L2TP = 1701;
export const GTP_USER = 2152;
export const TEREDO = 3544;
/** RFC 8086. */
export const GRE_IN_UDP = 4754;
export const VXLAN = 4789;
export const VXLAN_GPE = 4790;
/** draft-massar-v6ops-ayiya. */
export const AYIYA = 5072;
/** RFC 5415. */
export const CAPWAP_DATA = 5247;
export const GENEVE = 6081;
/** RFC 7510. */
export const MPLS_IN_UDP = 6635;
/** What Linux took before VXLAN had a number. */
export const VXLAN_LINUX = 8472;
/** Not registered. */
export const TZSP = 37008;

/** Ports that an analyst expects to see named, beside those of the tunnels. */
const SERVICES =
  '7 echo, 13 daytime, 20 ftp-data, 21 ftp, 22 ssh, 23 telnet, 25 smtp, 37 time, 43 whois, 49 tacacs, 53 domain, ' +
  '67 bootps, 68 bootpc, 69 tftp, 79 finger, 80 http, 88 kerberos, 110 pop3, 111 sunrpc, 119 nntp, 123 ntp, ' +
  '135 epmap, 137 netbios-ns, 138 netbios-dgm, 139 netbios-ssn, 143 imap, 161 snmp, 162 snmptrap, 179 bgp, ' +
  '319 ptp-event, 320 ptp-general, 389 ldap, 443 https, 445 microsoft-ds, 465 submissions, 500 isakmp, 502 mbap, ' +
  '514 syslog, 520 rip, 546 dhcpv6-client, 547 dhcpv6-server, 554 rtsp, 587 submission, 636 ldaps, 853 domain-s, ' +
  '873 rsync, 989 ftps-data, 990 ftps, 993 imaps, 995 pop3s, 1080 socks, 1194 openvpn, 1433 ms-sql-s, 1521 oracle, ' +
  '1723 pptp, 1812 radius, 1813 radius-acct, 1883 mqtt, 1900 ssdp, 2049 nfs, 2123 gtp-control, 3128 squid, ' +
  '3260 iscsi-target, 3268 msft-gc, 3306 mysql, 3389 ms-wbt-server, 3478 stun, 4500 ipsec-nat-t, 5060 sip, ' +
  '5061 sips, 5201 iperf3, 5222 xmpp-client, 5353 mdns, 5355 llmnr, 5432 postgresql, 5672 amqp, 5900 vnc, ' +
  '5985 wsman, 6379 redis, 6667 ircu, 8080 http-alt, 8443 https-alt, 8883 secure-mqtt, 9092 kafka, 9418 git, ' +
  '11211 memcache, 20000 dnp3, 27017 mongodb, 44818 ethernet-ip, 47808 bacnet, 51820 wireguard';

/** IANA service names by port. */
export const PORTS: ReadonlyMap<number, string> = new Map([
  ...SERVICES.split(', ').map((service): [number, string] => {
    const [port = '', name = ''] = service.split(' ');
    return [Number(port), name];
  }),
  [L2TP, 'l2tp'],
  [GTP_USER, 'gtp-user'],
  [TEREDO, 'teredo'],
  [GRE_IN_UDP, 'gre-in-udp'],
  [VXLAN, 'vxlan'],
  [VXLAN_GPE, 'vxlan-gpe'],
  [AYIYA, 'ayiya'],
  [CAPWAP_DATA, 'capwap-data'],
  [GENEVE, 'geneve'],
  [MPLS_IN_UDP, 'mpls-udp'],
  [VXLAN_LINUX, 'vxlan-linux'],
  [TZSP, 'tzsp'],
]);
