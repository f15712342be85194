import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { compilePcapFilter, parsePcapFilter } from '../../src/core/pcap-filter/pcap-filter.ts';
import type { PacketTest } from '../../src/core/pcap-filter/pcap-filter.ts';
import type { Reply } from '../../src/core/model/failure.ts';
import { corpus, noCorpora } from '../corpora.ts';
import { readProgram, runProgram } from './bpf.ts';
import { capturePackets } from './capture-packets.ts';
import type { CapturedPacket } from './capture-packets.ts';

/** libpcap's own filter tests: verdicts per packet, compiled programs, refused expressions. */
const file = corpus('captures/libpcap/filter_tests.json');
if (file === undefined) console.log(noCorpora);

interface FilterTests {
  readonly apply: readonly {
    readonly name: string;
    readonly savefile: string;
    readonly expr: string;
    readonly results: readonly number[];
  }[];
  readonly accept: readonly {
    readonly name: string;
    readonly dlt: string;
    readonly expressions: readonly string[];
    readonly optimized?: readonly string[];
    readonly unoptimized?: readonly string[];
  }[];
  readonly reject: readonly {
    readonly name: string;
    readonly DLT?: string;
    readonly expr?: string;
    readonly error_contains: string;
  }[];
}

/** Link types that we filter; the tests of all others are left out. */
const LINK_TYPES: Readonly<Record<string, number | undefined>> = {
  NULL: 0,
  EN10MB: 1,
  PPP: 9,
  PPP_SERIAL: 50,
  RAW: 101,
  C_HDLC: 104,
  IEEE802_11: 105,
  LOOP: 108,
  LINUX_SLL: 113,
  PFLOG: 117,
  PRISM_HEADER: 119,
  IEEE802_11_RADIO: 127,
  IEEE802_11_RADIO_AVS: 163,
  PPI: 192,
  IPV4: 228,
  IPV6: 229,
  LINUX_SLL2: 276,
};

/** Why an accepted expression is not compared. */
const LEFT_OUT: readonly (readonly [RegExp, string])[] = [
  [/^(in|out)bound_linuxext|_linuxext_/, 'programs of a live Linux capture, which ask the kernel'],
  [/^link_proto_ip6?_\d.*_(NULL|LOOP)$/, "the compiling machine's own number of AF_INET6, for live capture"],
  [/^ip_broadcast_/, 'needs the netmask of the interface, which a file does not have'],
  [/gateway|_name|_NAME|noeth_|_eth_noipv|_eth_ipv4/, 'looks a host name up'],
];

/** Refused by libpcap in some builds only. */
const NOT_REFUSED: Readonly<Record<string, string>> = {
  protochain_disabled: 'a libpcap built without protochain; every usual build has it',
};

const CAPTURES = [
  'libpcap/filter/vrrp.pcap',
  'libpcap/filter/isakmp4500.pcap',
  'libpcap/filter/rarp_req_reply.pcapng',
  'libpcap/filter/vxlan.pcap',
  'libpcap/filter/llc.pcap',
  'libpcap/filter/decnet.pcap',
  'libpcap/filter/AH-IPcomp-IPv4.pcap',
  'libpcap/filter/AH-IPcomp-IPv6.pcap',
  'libpcap/filter/ipv6_ah_modes.pcap',
  'libpcap/filter/Network_Join_Nokia_Mobile.pcap',
  'tcpdump/ieee802.11_rx-stbc.pcap',
  'ndpi/dns.pcap',
  'ndpi/ip_fragmented_garbage.pcap',
  'ndpi/quickplay.pcap',
  'ndpi/opc-ua.pcap',
  'ndpi/http-crash-content-disposition.pcap',
  'ndpi/BGP_Cisco_hdlc_slarp.pcap',
  'ndpi/dlt_ppp.pcap',
  'ndpi/custom_rules_ipv6.pcapng',
];

function compile(text: string, linkType: number): Reply<PacketTest> {
  const parsed = parsePcapFilter(text);
  return parsed.ok ? compilePcapFilter(parsed.value, linkType) : parsed;
}

function passes(test: PacketTest, { bytes, wire }: CapturedPacket): boolean {
  return test(bytes, 0, bytes.length, wire);
}

/** Packets of many kinds, also cut short: their bytes serve for every link type. */
async function materials(): Promise<readonly CapturedPacket[]> {
  const whole: CapturedPacket[] = [];
  for (const name of CAPTURES) whole.push(...(await capturePackets(corpus(`captures/${name}`) ?? '', 60)));
  const cut = whole.flatMap((packet, at) => {
    const length = [13, 20, 24, 34, 36, 55][at % 6];
    return packet.bytes.length > length ? [{ ...packet, bytes: packet.bytes.slice(0, length) }] : [];
  });
  return [...whole, ...cut];
}

describe.skipIf(file === undefined)('filters of the pcap-filter language', () => {
  const tests =
    file === undefined
      ? { apply: [], accept: [], reject: [] }
      : (JSON.parse(readFileSync(file, 'utf8')) as unknown as FilterTests);

  it('give the verdicts of libpcap for every packet of its captures', async () => {
    const different: string[] = [];
    const otherLinkTypes: string[] = [];
    let equal = 0;
    for (const { name, savefile, expr, results } of tests.apply) {
      const packets = await capturePackets(corpus(`captures/libpcap/filter/${savefile}`) ?? '');
      if (!Object.values(LINK_TYPES).includes(packets[0].linkType)) {
        otherLinkTypes.push(name);
        continue;
      }
      const reply = compile(expr, packets[0].linkType);
      const ours = reply.ok ? results.map((_, at) => passes(reply.value, packets[at])) : reply.failure.detail;
      if (JSON.stringify(ours) === JSON.stringify(results.map((result) => result !== 0))) equal++;
      else different.push(`${name}: ${JSON.stringify(ours)}`);
    }
    console.log(`apply: ${equal} equal, ${otherLinkTypes.length} of other link types, ${different.length} different`);
    expect(different).toEqual([]);
    // 28 of ARCNET, BACnet MS/TP, SLIP and switches' tags, whose link types are not filtered.
    expect([equal, otherLinkTypes.length]).toEqual([57, 28]);
  });

  it('give the verdicts of the programs that libpcap compiles', async () => {
    const packets = await materials();
    const different: string[] = [];
    let equal = 0;
    const leftOut = new Map<string, number>();
    const leaveOut = (why: string, count: number): void => void leftOut.set(why, (leftOut.get(why) ?? 0) + count);
    for (const { name, dlt, expressions, optimized, unoptimized } of tests.accept) {
      const linkType = LINK_TYPES[dlt];
      const why = linkType === undefined ? 'other link types' : LEFT_OUT.find(([pattern]) => pattern.test(name))?.[1];
      if (why !== undefined || linkType === undefined) {
        leaveOut(why ?? '', expressions.length);
        continue;
      }
      const program = readProgram(optimized ?? unoptimized ?? []);
      const theirs = packets.map(({ bytes, wire }) => runProgram(program, bytes, wire) !== 0);
      for (const text of expressions) {
        const reply = compile(text, linkType);
        const matches = theirs.filter((verdict) => verdict).length;
        const allRefused = !reply.ok && reply.failure.detail === 'expression rejects all packets' && matches === 0;
        const wrong = reply.ok
          ? packets.findIndex((packet, at) => passes(reply.value, packet) !== theirs[at])
          : allRefused
            ? -1
            : 0;
        if (wrong < 0) equal++;
        else different.push(`${name} (${dlt}) ${text}: ${reply.ok ? `packet ${wrong}` : (reply.failure.detail ?? '')}`);
      }
    }
    console.log(`accept: ${equal} expressions equal over ${packets.length} packets, ${different.length} different`);
    console.log([...leftOut].map(([why, count]) => `  ${count} left out: ${why}`).join('\n'));
    expect(different).toEqual([]);
    expect(equal).toBe(818);
  });

  it('are refused where libpcap refuses them', () => {
    const accepted: string[] = [];
    let refused = 0;
    for (const { name, DLT, expr } of tests.reject) {
      const linkType = DLT === undefined ? undefined : LINK_TYPES[DLT];
      if (expr === undefined || linkType === undefined || NOT_REFUSED[name] !== undefined) continue;
      if (compile(expr, linkType).ok) accepted.push(`${name}: ${expr}`);
      else refused++;
    }
    console.log(`reject: ${refused} refused, ${accepted.length} accepted`);
    expect(accepted).toEqual([]);
    expect(refused).toBe(69);
  });
});
