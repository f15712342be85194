import { equalValues, type ParameterDescription, type ParameterKind } from './parameter-kind.ts';
import { DECODINGS, FEATURE_LIST, TIME_RESOLUTIONS, type Decoding, type MeterParameters } from './parameters.ts';

/** NFStream keeps milliseconds in 64 bits; doubles are exact this far, which is 285 thousand years. */
const LONGEST_SECONDS = Math.floor(Number.MAX_SAFE_INTEGER / 1000);

const SECONDS: ParameterKind = { type: 'number', least: 0, most: LONGEST_SECONDS, unit: 's' };

const DECODING_LABELS: Readonly<Record<Decoding, string>> = {
  qinq: 'QinQ and provider bridges',
  vxlan: 'VXLAN and VXLAN-GPE',
  gre: 'GRE, PPTP and EoIP',
  geneve: 'Geneve',
  erspan: 'ERSPAN',
  l2tp: 'L2TP',
  teredo: 'Teredo and AYIYA',
  mpls: 'MPLS pseudo-wires, IPv6 in MPLS',
  pppoe: 'PPPoE by its protocol field',
  sll2: 'Linux cooked capture 2',
  ppi: 'PPI',
  wifi: '802.11, bare and with radiotap, Prism, AVS',
  loopback: 'BSD loopback, raw IP of OpenBSD',
  pflog: 'OpenBSD pflog',
  nflog: 'Linux netfilter log',
  ppp: 'PPP links by their protocol field',
  snap: '802.3 and SNAP in their byte order',
  gtp: 'GTP-U over IPv6, with anything inside',
  capwap: 'CAPWAP by its header lengths',
  tzsp: 'TZSP by its tags',
  etherip: 'EtherIP',
  ah: 'What follows an authentication header',
};

/** NFStream's offline parameters in the order of its constructor. */
export const NFSTREAM_PARAMETERS: readonly ParameterDescription[] = [
  {
    id: 'decodeTunnels',
    flag: 'no-decode-tunnels',
    nfstream: 'decode_tunnels',
    label: 'Decode tunnels',
    kind: { type: 'switch' },
    help: 'Look into GTP-U, CAPWAP and TZSP.',
    change: 'bytes',
  },
  {
    id: 'bpfFilter',
    flag: 'bpf-filter',
    nfstream: 'bpf_filter',
    label: 'Packet filter',
    kind: { type: 'pcap-filter' },
    help: 'Read only packets that pass this pcap-filter, as tcpdump would: "tcp port 443".',
    change: 'bytes',
  },
  {
    id: 'idleTimeout',
    flag: 'idle-timeout',
    nfstream: 'idle_timeout',
    label: 'Idle time-out',
    kind: SECONDS,
    help: 'Seconds without a packet after which a flow ends; 0: every packet is a flow.',
    change: 'meter',
  },
  {
    id: 'activeTimeout',
    flag: 'active-timeout',
    nfstream: 'active_timeout',
    label: 'Active time-out',
    kind: SECONDS,
    help: 'Seconds since its first packet after which a flow is cut.',
    change: 'meter',
  },
  {
    id: 'accountingMode',
    flag: 'accounting-mode',
    nfstream: 'accounting_mode',
    label: 'Accounting mode',
    kind: {
      type: 'choice',
      choices: [
        { value: 0, label: 'link' },
        { value: 1, label: 'IP' },
        { value: 2, label: 'transport' },
        { value: 3, label: 'payload' },
      ],
    },
    help: 'Which size of a packet is counted: 0 link, 1 IP, 2 transport with its header, 3 payload.',
    change: 'meter',
  },
  {
    id: 'nDissections',
    flag: 'n-dissections',
    nfstream: 'n_dissections',
    label: 'Dissections',
    kind: { type: 'number', least: 0, most: 255, unit: 'packets' },
    help: 'Tell what each flow is by so many of its first packets: nine columns, from the application’s name on; 0: none.',
    change: 'meter',
  },
  {
    id: 'statisticalAnalysis',
    flag: 'statistical-analysis',
    nfstream: 'statistical_analysis',
    label: 'Statistical analysis',
    kind: { type: 'switch' },
    help: 'Add the 48 statistical columns: sizes, inter-arrival times, TCP flags.',
    change: 'meter',
  },
  {
    id: 'spltAnalysis',
    flag: 'splt-analysis',
    nfstream: 'splt_analysis',
    label: 'SPLT analysis',
    kind: { type: 'number', least: 0, most: 65_535, unit: 'packets' },
    help: 'Add direction, size and gap of the first packets of each flow; 0: none.',
    change: 'meter',
  },
  {
    id: 'nMeters',
    flag: 'n-meters',
    nfstream: 'n_meters',
    label: 'Meters',
    kind: { type: 'number', least: 0, most: Number.MAX_SAFE_INTEGER, unit: 'processes' },
    help: 'Meter processes of NFStream. Accepted; the order of flows is that of one process.',
    change: 'view',
  },
  {
    id: 'maxNflows',
    flag: 'max-nflows',
    nfstream: 'max_nflows',
    label: 'Most flows',
    kind: { type: 'number', least: 0, most: Number.MAX_SAFE_INTEGER, unit: 'flows' },
    help: 'Keep only so many flows, those that end first; 0: all.',
    change: 'view',
  },
];

/** What goes beyond NFStream. */
export const FURTHER_PARAMETERS: readonly ParameterDescription[] = [
  {
    id: 'everyInterface',
    flag: 'every-interface',
    label: 'Every interface',
    kind: { type: 'switch' },
    help: 'Meter all interfaces of a pcapng; NFStream keeps to those with link type and snaplen of the first.',
    change: 'bytes',
  },
  {
    id: 'resynchronise',
    flag: 'resynchronise',
    label: 'Read on after damage',
    kind: { type: 'switch' },
    help: 'Look for the next sound record behind a damaged one (pcap, pcapng); NFStream ends there.',
    change: 'bytes',
  },
  {
    id: 'timeResolution',
    flag: 'time-resolution',
    label: 'Time resolution',
    kind: { type: 'choice', choices: TIME_RESOLUTIONS.map((value) => ({ value, label: value.replace('u', 'µ') })) },
    help: 'Resolution of times and gaps: ms as NFStream, us or ns; columns stay in milliseconds, with a fraction.',
    change: 'meter',
  },
  {
    id: 'ipv6SizeWithHeader',
    flag: 'ipv6-size-with-header',
    label: 'IPv6 size with header',
    kind: { type: 'switch' },
    help: 'Count the 40 bytes of the IPv6 header in the IP size, as NFStream does after 6.5.4.',
    change: 'meter',
  },
  {
    id: 'decode',
    flag: 'decode',
    label: 'Decode further',
    kind: { type: 'names', choices: DECODINGS.map((value) => ({ value, label: DECODING_LABELS[value] })) },
    help: 'Follow headers that NFStream does not know.',
    change: 'bytes',
  },
  {
    id: 'sctpPorts',
    flag: 'sctp-ports',
    label: 'SCTP ports',
    kind: { type: 'switch' },
    help: 'Ports of SCTP, DCCP and UDP-Lite are part of the flow key; NFStream has 0.',
    change: 'bytes',
  },
  {
    id: 'icmpInKey',
    flag: 'icmp-in-key',
    label: 'ICMP in the key',
    kind: { type: 'switch' },
    help: 'Type and identifier of ICMP and ICMPv6 take the place of ports in the flow key.',
    change: 'bytes',
  },
  {
    id: 'laterFragments',
    flag: 'later-fragments',
    label: 'Later fragments',
    kind: { type: 'switch' },
    help: 'Count later IP fragments to the flow of their first; NFStream leaves them out.',
    change: 'bytes',
  },
  {
    id: 'repairLengths',
    flag: 'repair-lengths',
    label: 'Repair lengths',
    kind: { type: 'switch' },
    help: 'Take an IP length of 0 (segmentation offload) from the length on the wire; NFStream leaves such packets out.',
    change: 'bytes',
  },
  {
    id: 'endAtFinRst',
    flag: 'end-at-fin-rst',
    label: 'End at FIN and RST',
    kind: { type: 'switch' },
    help: 'A SYN after RST, or after FIN both ways, begins another flow; the closed one has expiration_id 3.',
    change: 'meter',
  },
  {
    id: 'keepDirection',
    flag: 'keep-direction',
    label: 'Keep the direction',
    kind: { type: 'switch' },
    help: 'After the active time-out a flow goes on with the same source, whoever sends first.',
    change: 'meter',
  },
  {
    id: 'directionFromSyn',
    flag: 'direction-from-syn',
    label: 'Direction from SYN',
    kind: { type: 'switch' },
    help: 'If the first packet seen is a SYN with ACK, its receiver is the source.',
    change: 'meter',
  },
  {
    id: 'features',
    flag: 'features',
    label: 'Further features',
    kind: { type: 'names', choices: FEATURE_LIST.map(({ name, label }) => ({ value: name, label })) },
    help: 'Add columns that NFStream does not have.',
    change: 'meter',
  },
  {
    id: 'activityTimeout',
    flag: 'activity-timeout',
    label: 'Activity time-out',
    kind: SECONDS,
    help: 'A gap of more than so many seconds parts active periods, for the features “activity”.',
    change: 'meter',
  },
  {
    id: 'communityIdSeed',
    flag: 'community-id-seed',
    label: 'Community ID seed',
    kind: { type: 'number', least: 0, most: 65_535, unit: '' },
    help: 'Seed of the Community ID.',
    change: 'meter',
  },
];

/** All parameters: NFStream's, then those beyond. */
export const PARAMETERS: readonly ParameterDescription[] = [...NFSTREAM_PARAMETERS, ...FURTHER_PARAMETERS];

/** Descriptions of the parameters that differ, in the order of their list. */
export function changedParameters(a: MeterParameters, b: MeterParameters): readonly ParameterDescription[] {
  return PARAMETERS.filter(({ id }) => !equalValues(a[id], b[id]));
}
