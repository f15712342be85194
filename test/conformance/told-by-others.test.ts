import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { corpus, noCorpora } from '../corpora.ts';
import { messagesOf } from './capture-messages.ts';
import { zeekLog } from './zeek-log.ts';
import { Agreement, endsKey, toldFlows, type ToldFlow } from './told-flows.ts';

/** What other programs' own test cases say of flows: names, hosts, fingerprints. Each that is another here is named, with why. */

/** Arkime's words for protocols, and Zeek's services, by our names. */
const NAMES: Readonly<Record<string, readonly string[]>> = {
  dns: ['DNS', 'MDNS', 'LLMNR', 'DNScrypt'],
  mdns: ['MDNS'],
  llmnr: ['LLMNR'],
  http: ['HTTP', 'HTTP_Proxy', 'HTTP_Connect', 'WebSocket'],
  tls: ['TLS', 'IMAPS', 'SMTPS', 'POPS', 'FTPS', 'DoH_DoT'],
  ssl: ['TLS', 'DTLS', 'IMAPS', 'SMTPS', 'POPS', 'FTPS', 'QUIC', 'DoH_DoT'],
  ssh: ['SSH'],
  smtp: ['SMTP', 'SMTPS'],
  quic: ['QUIC'],
  smb: ['SMBv23', 'NetBIOS'],
  modbus: ['Modbus'],
  ldap: ['LDAP'],
  isakmp: ['IPSec'],
  bgp: ['BGP'],
  ntp: ['NTP'],
  dhcp: ['DHCP'],
  dhcpv6: ['DHCPV6'],
  s7comm: ['s7comm'],
  radius: ['Radius'],
  enip: ['EthernetIP'],
  snmp: ['SNMP'],
  mqtt: ['MQTT'],
  mongo: ['MongoDB'],
  krb5: ['Kerberos'],
  krb_tcp: ['Kerberos'],
  krb: ['Kerberos'],
  imap: ['IMAP', 'IMAPS'],
  pop3: ['POP3', 'POPS'],
  ftp: ['FTP_CONTROL', 'FTPS'],
  'ftp-data': ['FTP_DATA'],
  irc: ['IRC'],
  mysql: ['MySQL'],
  postgresql: ['PostgreSQL'],
  redis: ['Redis'],
  rdp: ['RDP'],
  rfb: ['VNC'],
  sip: ['SIP'],
  socks: ['SOCKS'],
  stun: ['STUN'],
  syslog: ['Syslog'],
  tftp: ['TFTP'],
  tds: ['MsSQL-TDS'],
  dnp3_tcp: ['DNP3'],
  dnp3_udp: ['DNP3'],
  websocket: ['HTTP', 'WebSocket'],
};

const masterOf = ({ application }: ToldFlow): string => application.split('.')[0] ?? '';

interface Wanted {
  readonly field: string;
  readonly value: string;
  readonly holds: (flow: ToldFlow) => boolean;
}

const name = (word: string): Wanted[] => {
  const names = NAMES[word];
  return names === undefined ? [] : [{ field: 'name', value: word, holds: (flow) => names.includes(masterOf(flow)) }];
};
const cell = (field: string, column: keyof ToldFlow, values: readonly string[] = []): Wanted[] =>
  values.map((value) => ({ field, value, holds: (flow) => flow[column].toLowerCase() === value.toLowerCase() }));
/** NFStream keeps the last 79 bytes, without a port. */
const host = (field: string, values: readonly string[] = []): Wanted[] =>
  values.map((value) => ({
    field,
    value,
    holds: (flow) => flow.requested_server_name === value.toLowerCase().replace(/:\d+$/, '').slice(-79),
  }));

function compare(
  flows: ReadonlyMap<string, readonly ToldFlow[]>,
  key: string,
  wanted: readonly Wanted[],
  where: string,
  agreement: Agreement,
): void {
  const found = flows.get(key);
  if (found === undefined) return;
  for (const { field, value, holds } of wanted) {
    const said = found.map((flow) => `${flow.application} ${flow.requested_server_name}`).join(', ');
    agreement.add(field, where, found.some(holds), `${key}: ${value}, here ${said}`);
  }
}

const INSIDE = 'What is named is the protocol outside; Arkime names that inside first.';
const SYNTHETIC = 'Bytes made for Arkime, of which NFStream says what is said here.';
const GOOGLE =
  'Google’s QUIC, and Facebook’s over TCP: NFStream, and so these columns, want datagrams of 1,200 bytes, and UDP.';
const BESIDE_ARKIME: Readonly<Record<string, string>> = {
  'ja3 adb_synthetic.pcap': INSIDE,
  'ja3s adb_synthetic.pcap': INSIDE,
  'ja4 adb_synthetic.pcap': INSIDE,
  'http host adb_synthetic.pcap': INSIDE,
  'quic host arkime_synthetic.pcap': GOOGLE,
  'name arkime_synthetic.pcap': SYNTHETIC,
  'name fbzero-android.pcap': GOOGLE,
  'quic host fbzero-android.pcap': GOOGLE,
  'http host http-wrapped-header.pcap':
    'The request’s headers are cut in the middle of the word Host: the segments behind are read one by one.',
  'ja3s https2-301-get.pcap':
    'The client’s hello is one of SSL 2, which NFStream does not take for TLS: it names the flow by its port.',
  'name ike-cert_synthetic.pcap': 'The first bytes of the SPI are those that NFStream takes for Amazon Video’s.',
  'name smb-port80.pcap': 'SMB on port 80, which NFStream looks for on 445 alone: it names the flow by its port.',
  'ja3s socks4-https.pcap': INSIDE,
  'name socks5-http-302-frag.pcap': INSIDE,
  'http host socks5-http-302-frag.pcap': INSIDE,
  'name socks5-http-302.pcap': INSIDE,
  'http host socks5-http-302.pcap': INSIDE,
  'name socks5-rdp.pcap': INSIDE,
  'ja3s tls13.pcap': 'A hello of draft 18, which has no session id: NFStream reads it as if it had one.',
};

const LINKED = 'Data of FTP is known by what its control connection says, which is not looked at here.';
const BESIDE_ZEEK: Readonly<Record<string, string>> = {
  'name traces/ftp/bigtransfer.pcap': LINKED,
  'name traces/ftp/ipv4.pcap': LINKED,
};

interface ArkimeBody {
  readonly protocol?: readonly string[];
  readonly source: { readonly ip?: string; readonly port?: number };
  readonly destination: { readonly ip?: string; readonly port?: number };
  readonly tls?: { readonly ja3?: string[]; readonly ja3s?: string[]; readonly ja4?: string[] };
  readonly ssh?: { readonly hassh?: string[]; readonly hasshServer?: string[] };
  readonly http?: { readonly host?: string[] };
  readonly quic?: { readonly host?: string[] };
}

const arkime = corpus('captures/arkime');

describe.skipIf(arkime === undefined)('Arkime', () => {
  it('says the same of sessions', async () => {
    const agreement = new Agreement();
    for (const file of readdirSync(arkime ?? '').filter((each) => each.endsWith('.test'))) {
      const capture = [`${file.slice(0, -5)}.pcap`, `${file.slice(0, -5)}.pcapng`].find((each) =>
        existsSync(`${arkime ?? ''}/${each}`),
      );
      if (capture === undefined) continue;
      const flows = await toldFlows(`${arkime ?? ''}/${capture}`);
      const { sessions3 } = JSON.parse(readFileSync(`${arkime ?? ''}/${file}`, 'utf8')) as {
        sessions3: { body: ArkimeBody }[];
      };
      for (const { body } of sessions3) {
        const { source, destination, tls, ssh, http, quic } = body;
        const key = endsKey(source.ip ?? '', String(source.port), destination.ip ?? '', String(destination.port));
        const wanted = [
          ...(body.protocol ?? []).slice(0, 2).flatMap(name).slice(0, 1),
          ...cell('ja3', 'client_fingerprint', tls?.ja3),
          ...cell('ja3s', 'server_fingerprint', tls?.ja3s),
          ...cell('ja4', 'ja4', tls?.ja4),
          ...cell('hassh', 'client_fingerprint', ssh?.hassh),
          ...cell('hasshServer', 'server_fingerprint', ssh?.hasshServer),
          ...host('http host', http?.host?.slice(0, 1)),
          ...host('quic host', quic?.host?.slice(0, 1)),
        ];
        compare(flows, key, wanted, capture, agreement);
      }
    }
    console.log(`Arkime\n${String(agreement)}`);
    expect([...agreement.others].sort(), agreement.details.join('\n')).toEqual(Object.keys(BESIDE_ARKIME).sort());
  }, 300_000);
});

const zeek = corpus('captures/zeek');

const isSaid = (text: string | undefined): text is string => text !== undefined && text !== '-' && text !== '(empty)';

/** What a row of a log says of its connection. */
function wantedOf(log: string, row: ReadonlyMap<string, string>): readonly Wanted[] {
  const said = (field: string): string[] => [row.get(field)].filter(isSaid);
  switch (log) {
    case 'conn.log':
      return said('service').flatMap((services) => services.split(',').slice(0, 1).flatMap(name));
    case 'ssl.log':
    case 'quic.log':
      return host(log, said('server_name'));
    case 'http.log':
      return row.get('trans_depth') === '1' ? host(log, said('host')) : [];
    default:
      return [];
  }
}

/** Names in Client Hellos of a capture, in small letters. */
async function helloNames(capture: string): Promise<ReadonlySet<string>> {
  const read = await messagesOf(`zeek/${capture}`);
  return new Set((read?.found ?? []).map(({ message }) => String(message.values.name ?? '').toLowerCase()));
}

describe.skipIf(zeek === undefined)('Zeek', () => {
  it('says the same of connections', async () => {
    const agreement = new Agreement();
    const { tests } = JSON.parse(readFileSync(`${zeek ?? ''}/index.json`, 'utf8')) as {
      tests: { capture: string; logs: string[] }[];
    };
    const known = new Map<string, ReadonlyMap<string, readonly ToldFlow[]>>();
    for (const { capture, logs } of tests) {
      const flows = known.get(capture) ?? (await toldFlows(`${zeek ?? ''}/${capture}`));
      known.set(capture, flows);
      for (const log of logs) {
        const kind = log.split('/').at(-1) ?? '';
        // Behind a STARTTLS, and in QUIC version 2, hosts are told by the messages alone: flows have NFStream’s names.
        const hellos = kind === 'ssl.log' || kind === 'quic.log' ? await helloNames(capture) : new Set<string>();
        for (const row of zeekLog(`${zeek ?? ''}/${log}`).rows) {
          const ends = ['id.orig_h', 'id.orig_p', 'id.resp_h', 'id.resp_p'].map((field) => row.get(field) ?? '');
          const [ip = '', port = '', otherIp = '', otherPort = ''] = ends;
          const wanted = wantedOf(kind, row).map((one) => ({
            ...one,
            holds: (flow: ToldFlow) => one.holds(flow) || hellos.has(one.value.toLowerCase()),
          }));
          compare(flows, endsKey(ip, port, otherIp, otherPort), wanted, capture, agreement);
        }
      }
    }
    console.log(`Zeek\n${String(agreement)}`);
    expect([...agreement.others].sort(), agreement.details.join('\n')).toEqual(Object.keys(BESIDE_ZEEK).sort());
  }, 300_000);
});

if (arkime === undefined) console.log(noCorpora);
