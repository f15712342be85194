import { readFileSync } from 'node:fs';
import { gunzipSync } from 'node:zlib';
import { describe, expect, it } from 'vitest';
import { corpus, noCorpora } from '../corpora.ts';
import { streamsOf } from './flow-streams.ts';

/** A line of tcp-streams.jsonl: pairs are [from node 0, from node 1]. */
interface TsharkStream {
  readonly file: string;
  readonly 'tcp.stream': number;
  readonly node0: string;
  readonly node1: string;
  readonly bytes: readonly [number, number];
  readonly sha256: readonly [string, string];
  readonly missing: readonly [number, number];
  readonly tcpflow: readonly [string, string];
}

/** A direction of a stream as tshark has it. */
interface Expected {
  readonly place: string;
  readonly from: string;
  readonly to: string;
  readonly sha256: string;
  readonly isSame: boolean;
}

const path = corpus('expected/tshark/tcp-streams.jsonl.gz');

/** Directions with bytes and without holes, by capture. */
function expectedByFile(): Map<string, Expected[]> {
  const byFile = new Map<string, Expected[]>();
  for (const line of gunzipSync(readFileSync(path ?? ''))
    .toString()
    .trim()
    .split('\n')) {
    const stream = JSON.parse(line) as TsharkStream;
    const list = byFile.get(stream.file) ?? [];
    byFile.set(stream.file, list);
    for (const side of [0, 1] as const) {
      if (stream.bytes[side] === 0 || stream.missing[side] > 0) continue;
      const ends = [plain(stream.node0), plain(stream.node1)];
      list.push({
        place: `${stream.file} ${stream['tcp.stream']} ${side}`,
        from: ends[side] ?? '',
        to: ends[1 - side] ?? '',
        sha256: stream.sha256[side],
        isSame: stream.tcpflow[side] === 'same',
      });
    }
  }
  return byFile;
}

const plain = (node: string): string => node.replace(/[[\]]/g, '');

const FRAGMENTS = 'Segments in IP fragments: tshark puts them together.';
const COMPRESSED = 'Payload that IPComp has compressed: tshark inflates it.';
const OTHER_ENDS =
  'Both ends are 127.0.0.1: tshark gives 8 bytes of one and other bytes of the other; tcpflow differs from it, too.';

/** Directions that differ, by capture, stream and side. */
const EXCEPTIONS: Readonly<Record<string, string>> = {
  'arkime/y2038-bgp.pcap 0 1': 'By the answer to the SYN 45 bytes before the first captured ones are missing.',
  'libpcap/filter/AH-IPcomp-IPv4.pcap 0 0': COMPRESSED,
  'libpcap/filter/AH-IPcomp-IPv4.pcap 0 1': COMPRESSED,
  'libpcap/filter/AH-IPcomp-IPv6.pcap 0 0': COMPRESSED,
  'libpcap/filter/AH-IPcomp-IPv6.pcap 0 1': COMPRESSED,
  'libpcap/filter/arcnet-rfc1051-arp-icmp-http.pcap 0 0': 'ARCNET is not decoded.',
  'mercury/top-https.mcap 86 0': 'Its packet is shorter than its IPv6 header says and so in no flow.',
  'ndpi/ip_fragmented_garbage.pcap 1 0': FRAGMENTS,
  'ndpi/ip_fragmented_garbage.pcap 2 0': FRAGMENTS,
  'pcapflowlab/vxlan/24_vxlan_outer_ipv4_fragmentation.pcap 0 0': FRAGMENTS,
  'tcpdump/bigtcp-ipv6-hbh.pcap 0 0': 'A jumbogram (RFC 2675): the packet table has its length modulo 65,536.',
  'tcpdump/of13_ericsson.pcapng 9 0': OTHER_ENDS,
  'tcpdump/of13_ericsson.pcapng 9 1': OTHER_ENDS,
  'zeek/traces/pppoe-over-qinq.pcap 0 1':
    'IP headers that count padding which the PPPoE header does not: tshark believes the latter.',
  'zeek/traces/tunnels/gtp/gtp1_gn_normal_incl_fragmentation.pcap 0 0': FRAGMENTS,
  'zeek/traces/tunnels/gtp/gtp2_different_udp_port.pcap 0 1': FRAGMENTS,
};

describe.skipIf(path === undefined)(`streams against tshark${path === undefined ? ` (${noCorpora})` : ''}`, () => {
  it('have the same bytes in all directions without holes but the exceptions', { timeout: 600_000 }, async () => {
    const found = { directions: 0, sameInTcpflow: 0 };
    const differing: string[] = [];
    for (const [file, list] of expectedByFile()) {
      const ours = (await streamsOf(file)) ?? [];
      for (const one of list) {
        found.directions++;
        if (one.isSame) found.sameInTcpflow++;
        const isEqual = ours.some(
          ({ from, to, sha256 }) => from === one.from && to === one.to && sha256 === one.sha256,
        );
        if (!isEqual) differing.push(one.place);
      }
    }
    expect(differing.sort()).toEqual(Object.keys(EXCEPTIONS).sort());
    expect(found).toEqual({ directions: 2660, sameInTcpflow: 2262 });
  });
});

describe.skipIf(corpus('captures/tcpflow/expected.json') === undefined)('streams against tcpflow', () => {
  it('have its four sums', async () => {
    const text = readFileSync(corpus('captures/tcpflow/expected.json') ?? '', 'utf8');
    const sums = (JSON.parse(text) as { 'test1.pcap': Record<string, readonly [string, number]> })['test1.pcap'];
    const ours = (await streamsOf('tcpflow/test1.pcap')) ?? [];
    const said = ours
      .filter(({ bytes }) => bytes > 0)
      .map((one) => [`${tcpflowName(one.from)}-${tcpflowName(one.to)}`, [one.md5, one.bytes]]);
    expect(Object.fromEntries(said)).toEqual(sums);
  });
});

/** 10.0.0.1:80 as tcpflow writes it: 010.000.000.001.00080. */
function tcpflowName(end: string): string {
  const [address = '', port = ''] = end.split(':');
  return [...address.split('.').map((part) => part.padStart(3, '0')), port.padStart(5, '0')].join('.');
}
