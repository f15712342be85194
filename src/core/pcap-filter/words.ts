import { PROTOCOLS, WIFI_ADDRESSES } from './syntax.ts';

/** Words with two spellings: the one that the rest of this folder knows. */
const SAME: Readonly<Record<string, string>> = {
  ether: 'link',
  ppp: 'link',
  slip: 'link',
  fddi: 'link',
  tr: 'link',
  wlan: 'link',
  length: 'len',
  'es-is': 'esis',
  'is-is': 'isis',
  address1: 'addr1',
  address2: 'addr2',
  address3: 'addr3',
  address4: 'addr4',
  direction: 'dir',
  on: 'ifname',
  ruleset: 'rset',
  rulenum: 'rnr',
  subrulenum: 'srnr',
};

const SYNTAX_WORDS = [
  'and',
  'or',
  'not',
  'src',
  'dst',
  'host',
  'net',
  'mask',
  'port',
  'portrange',
  'proto',
  'protochain',
  'less',
  'greater',
  'byte',
  'broadcast',
  'multicast',
  'inbound',
  'outbound',
  'ifindex',
  'vlan',
  'mpls',
  'pppoed',
  'pppoes',
  'vxlan',
  'geneve',
  'llc',
  'iih',
  'lsp',
  'snp',
  'csnp',
  'psnp',
  'l1',
  'l2',
  'len',
  'type',
  'subtype',
  'dir',
  'ifname',
  'rset',
  'rnr',
  'srnr',
  'reason',
  'action',
];

/** Words of the language that are refused by name: they belong to link types that are not filtered, or to look-ups. */
const REFUSED = new Set(
  'gateway lane metac bcc oam oamf4 oamf4ec oamf4sc sc ilmic connectmsg metaconnect vpi vci fisu lssu lsu msu hfisu hlssu hmsu sio opc dpc sls hsio hopc hdpc hsls'.split(
    ' ',
  ),
);

const KNOWN = new Set<string>([...PROTOCOLS, ...WIFI_ADDRESSES, ...SYNTAX_WORDS]);

/** The canonical form of a keyword; undefined if the text is none. */
export function keyword(text: string): string | undefined {
  const word = SAME[text] ?? text;
  return KNOWN.has(word) || REFUSED.has(word) ? word : undefined;
}

/** True for keywords that are understood only to be refused. */
export function isRefused(word: string): boolean {
  return REFUSED.has(word);
}

/** Named offsets and values (pcap-filter(7), under `proto [ expr : size ]`). */
const CONSTANTS: ReadonlyMap<string, number> = new Map(
  Object.entries({
    icmptype: 0,
    icmpcode: 1,
    'icmp-echoreply': 0,
    'icmp-unreach': 3,
    'icmp-sourcequench': 4,
    'icmp-redirect': 5,
    'icmp-echo': 8,
    'icmp-routeradvert': 9,
    'icmp-routersolicit': 10,
    'icmp-timxceed': 11,
    'icmp-paramprob': 12,
    'icmp-tstamp': 13,
    'icmp-tstampreply': 14,
    'icmp-ireq': 15,
    'icmp-ireqreply': 16,
    'icmp-maskreq': 17,
    'icmp-maskreply': 18,
    icmp6type: 0,
    icmp6code: 1,
    'icmp6-destinationunreach': 1,
    'icmp6-packettoobig': 2,
    'icmp6-timeexceeded': 3,
    'icmp6-parameterproblem': 4,
    'icmp6-echo': 128,
    'icmp6-echoreply': 129,
    'icmp6-multicastlistenerquery': 130,
    'icmp6-multicastlistenerreportv1': 131,
    'icmp6-multicastlistenerdone': 132,
    'icmp6-routersolicit': 133,
    'icmp6-routeradvert': 134,
    'icmp6-neighborsolicit': 135,
    'icmp6-neighboradvert': 136,
    'icmp6-redirect': 137,
    'icmp6-routerrenum': 138,
    'icmp6-nodeinformationquery': 139,
    'icmp6-nodeinformationresponse': 140,
    'icmp6-ineighbordiscoverysolicit': 141,
    'icmp6-ineighbordiscoveryadvert': 142,
    'icmp6-multicastlistenerreportv2': 143,
    'icmp6-homeagentdiscoveryrequest': 144,
    'icmp6-homeagentdiscoveryreply': 145,
    'icmp6-mobileprefixsolicit': 146,
    'icmp6-mobileprefixadvert': 147,
    'icmp6-certpathsolicit': 148,
    'icmp6-certpathadvert': 149,
    'icmp6-multicastrouteradvert': 151,
    'icmp6-multicastroutersolicit': 152,
    'icmp6-multicastrouterterm': 153,
    tcpflags: 13,
    'tcp-fin': 1,
    'tcp-syn': 2,
    'tcp-rst': 4,
    'tcp-push': 8,
    'tcp-ack': 16,
    'tcp-urg': 32,
    'tcp-ece': 64,
    'tcp-cwr': 128,
  }),
);

/** The number that a name stands for. */
export function constant(text: string): number | undefined {
  return CONSTANTS.get(text);
}

/** The name that begins with a prefix and stands for a number: ("icmp-", 8) is "echo". */
export function nameOfValue(prefix: string, value: number): string | undefined {
  for (const [name, number] of CONSTANTS)
    if (number === value && name.startsWith(prefix)) return name.slice(prefix.length);
  return undefined;
}
