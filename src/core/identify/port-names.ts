/**
 * What NFStream 6.5.4 (nDPI 4.7.0) takes a port for when the content says nothing: facts of its behaviour, checked against
 * its results. A name, then its ports; `a-b` for a range. Not IANA's list: `service` of the page has that.
 */
const TCP = `FTP_DATA 20;FTP_CONTROL 21;SSH 22;Telnet 23;SMTP 25 587;Whois-DAS 43 4343;DNS 53;HTTP 80;Kerberos 88;s7comm 102;
POP3 110;RPC 135;NetBIOS 139;IMAP 143;XDMCP 177;BGP 179 2605;IRC 194;Z3950 210;LDAP 389;TLS 443;SMBv23 445;SMTPS 465;
IPSec 500;Modbus 502;Syslog 514 601 6514;AFP 548;RTSP 554;TINC 655;RSYNC 873;VMware 903;IMAPS 993;POPS 995;SOCKS 1080;
DoH_DoT 853;Starcraft 1119;OpenVPN 1194;LotusNotes 1352;MsSQL-TDS 1433-1434;Citrix 1494 2598;Oracle 1521;H323 1719-1720;
Radius 1812-1813;MQTT 1883 8883;RTMP 1935;CiscoSkinny 2000;NFS 2049;TiVoConnect 2190;IEC60870 2404;OSPF 2604;
HTTP_Proxy 3128 8080;SAP 3201;MySQL 3306;RDP 3389;Diameter 3868;Viber 4244 5242-5243 7985;IAX 4569;Munin 4949;
TargusDataspeed 5001 5201;SIP 5060-5061;LLMNR 5355;PostgreSQL 5432;VNC 5800 5900-5901;TeamViewer 5938;Redis 6379;
CHECKMK 6556;CiscoVPN 8008 10000;AJP 8009-8010;FortiClient 8013-8014;Mining 8333 30303;Cassandra 9042;Git 9418;
TPLINK_SHP 9999;Zabbix 10050;NestLogSink 11095;Memcached 11211;DNP3 20000;MongoDB 27017;SOMEIP 30491 30501;
EthernetIP 44818;BitTorrent 51413 53646`;

const UDP = `DNS 53;DHCP 67-68;TFTP 69;Kerberos 88;NTP 123;NetBIOS 137-139;SNMP 161-162;XDMCP 177;IRC 194;LDAP 389;QUIC 443;
IPSec 500 4500;Syslog 514;AFP 548;RTSP 554;TINC 655;DoH_DoT 784 853;VMware 902-903;SOCKS 1080;Starcraft 1119;OpenVPN 1194;
H323 1719-1720;Radius 1812-1813;HSRP 1985;NFS 2049;NetFlow 2055;GTP 2123 2152;TiVoConnect 2190;Megaco 2944;RDP 3389;
STUN 3478;WSD 3702;Viber 4244 5242-5243 7985 7987;LISP 4341-4342;IAX 4569;VXLAN 4789;TargusDataspeed 5001 5201;
TocaBoca 5055;SIP 5060-5061;CAPWAP 5246-5247;NAT-PMP 5351;MDNS 5353-5354;LLMNR 5355;COAP 5683-5684;TeamViewer 5938;
EAQ 6000;sFlow 6343;TuyaLP 6667;BitTorrent 6771 51413;CPHA 8116;BJNP 8612;TPLINK_SHP 9999;CiscoVPN 10000;UBNTAC2 10001;
Memcached 11211;Dropbox 17500;AmongUs 22023;GenshinImpact 22102;collectd 25826;SOMEIP 30490-30491 30501;Tailscale 41641;
WireGuard 51820;VHUA 58267`;

const tcp = table(TCP);
const udp = table(UDP);

/** The name of the server's port, or else the client's; "" for none. Both ports must be used (not 0). */
export function nameByPort(isTcp: boolean, serverPort: number, clientPort: number): string {
  if (serverPort === 0 || clientPort === 0) return '';
  const names = isTcp ? tcp : udp;
  return names.get(serverPort) ?? names.get(clientPort) ?? '';
}

/** Names of IP protocols that need no payload; the rest stay unknown. */
const IP_NAMES: Readonly<Record<number, string>> = {
  1: 'ICMP',
  2: 'IGMP',
  4: 'IP_in_IP',
  8: 'EGP',
  47: 'GRE',
  50: 'IPSec',
  51: 'IPSec',
  58: 'ICMPV6',
  89: 'OSPF',
  103: 'IP_PIM',
  112: 'VRRP',
  113: 'PGM',
  132: 'SCTP',
};

/** What an IP protocol other than TCP and UDP is called; "" for those without a name. */
export function nameByIpProtocol(protocol: number): string {
  return IP_NAMES[protocol] ?? '';
}

function table(text: string): ReadonlyMap<number, string> {
  const names = new Map<number, string>();
  for (const entry of text.split(';')) {
    const [name = '', ...ports] = entry.trim().split(' ');
    for (const range of ports) {
      const [first = 0, last = first] = range.split('-').map(Number);
      for (let port = first; port <= last; port++) names.set(port, name);
    }
  }
  return names;
}
