import { readdirSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { FlowlessReason } from '../../src/core/model/packet-table.ts';
import { corpora, corpus, noCorpora } from '../corpora.ts';
import { capturePackets } from './capture-packets.ts';
import { decodeAll, type DecodedText } from './decode-all.ts';
import { readStated, type StatedEnd } from './pcapflowlab-paths.ts';
import { readTraces, type Connection, type ZeekTrace } from './zeek-connections.ts';

/** PcapFlowLab's captures whose packets end otherwise than its notes say, and why. */
const FLOWLAB_EXCEPTIONS: Readonly<Record<string, string>> = {
  'mpls_pw/06_mpls_pw_eth_vlan_ipv4_tcp_cw.pcap': 'The notes say VLAN 100, the tag in the capture 150.',
  'vxlan/24_vxlan_outer_ipv4_fragmentation.pcap':
    'There a first fragment has no transport; here, as in NFStream, it has.',
  'vxlan/28_vxlan_unsupported_and_nested_matrix.pcap':
    'There tunnels in tunnels, PPPoE and MPLS in them are not followed.',
};

/** Decoded packets of a capture that are in a flow. */
async function inFlows(file: string): Promise<DecodedText[]> {
  const decoded = decodeAll(await capturePackets(corpus(`captures/${file}`) ?? ''));
  return decoded.filter(({ reason }) => reason === FlowlessReason.None);
}

function fits(end: StatedEnd, packet: DecodedText): boolean {
  const ported = packet.protocol === 6 || packet.protocol === 17;
  const sameProtocol = end.protocol < 0 ? !ported : end.protocol === packet.protocol;
  const sameVlan = end.vlan < 0 || end.vlan === packet.vlan;
  return end.ipVersion === packet.ipVersion && sameProtocol && end.tunnel === packet.tunnel && sameVlan;
}

describe.skipIf(corpora === undefined)('innermost packets against the notes of PcapFlowLab', () => {
  it('every packet ends as a stated path does, and every path has one', async () => {
    const root = corpus('captures/pcapflowlab') ?? '';
    const different: string[] = [];
    let captures = 0;
    for (const folder of readdirSync(root).filter((name) => !name.includes('.'))) {
      for (const { file, ends } of readStated(root, folder)) {
        const packets = await inFlows(`pcapflowlab/${file}`);
        const known = packets.every((packet) => ends.some((end) => fits(end, packet)));
        const met = ends.every((end) => packets.some((packet) => fits(end, packet)));
        if (!known || !met) different.push(file);
        captures++;
      }
    }
    console.log(`PcapFlowLab: ${captures - different.length} of ${captures} captures equal`);
    expect(different).toEqual(Object.keys(FLOWLAB_EXCEPTIONS));
    expect(captures).toBeGreaterThan(100);
  });
});

/** Zeek's traces of tunnels and of links beyond plain Ethernet. */
const ENCAPSULATED = /tunnels|erspan|pppoe|pbb|mpls|radiotap|vlan|ieee80211|llc|nflog|pppoe|linuxsll|vntag/;

/** Traces of which one has ends that the other has not, and why. */
const ZEEK_EXCEPTIONS: Readonly<Record<string, string>> = {
  'traces/tunnels/gre-over-udp-4754.pcap':
    'Zeek does not link what GRE in UDP carries with the four UDP connections; here those packets are of the inner flows.',
};

const PORTED: ReadonlySet<string> = new Set(['tcp', 'udp']);
const PROTOCOL_NAMES: Readonly<Record<number, string>> = { 1: 'icmp', 6: 'tcp', 17: 'udp', 58: 'icmp' };

/** Both ends in one order, with ports where the protocol has them. */
function endsKey(protocol: string, ends: readonly (readonly [string, string])[]): string {
  const texts = ends.map(([address, port]) => (PORTED.has(protocol) ? `${address} ${port}` : address));
  return `${protocol} ${texts.sort().join(' ')}`;
}

function keyOfConnection(connection: Connection): string {
  const cell = (field: string): string => connection.get(field) ?? '';
  return endsKey(cell('proto'), [
    [cell('id.orig_h'), cell('id.orig_p')],
    [cell('id.resp_h'), cell('id.resp_p')],
  ]);
}

function keyOfPacket(packet: DecodedText): string {
  return endsKey(PROTOCOL_NAMES[packet.protocol] ?? 'unknown_transport', [
    [packet.source, `${packet.sourcePort}`],
    [packet.destination, `${packet.destinationPort}`],
  ]);
}

/** Connections that carry others: Zeek logs them too, here their packets are those of the inner flows. */
function carriers(connections: readonly Connection[]): ReadonlySet<string> {
  return new Set(connections.flatMap((connection) => connection.get('tunnel_parents')?.split(',') ?? []));
}

async function compare({ capture, connections }: ZeekTrace): Promise<{ equal: number; different: string[] }> {
  const ours = new Set((await inFlows(`zeek/${capture}`)).map(keyOfPacket));
  const carrying = carriers(connections);
  const theirs = new Set(connections.map(keyOfConnection));
  const inner = connections.filter((connection) => !carrying.has(connection.get('uid') ?? '')).map(keyOfConnection);
  const different = [
    ...[...ours].filter((key) => !theirs.has(key)),
    ...[...new Set(inner)].filter((key) => !ours.has(key)),
  ].map((key) => `${capture}: ${key}`);
  return { equal: [...ours].filter((key) => theirs.has(key)).length, different };
}

describe.skipIf(corpora === undefined)("innermost packets against Zeek's connections", () => {
  it('the same ends talk', async () => {
    const traces = readTraces(corpus('captures/zeek') ?? '').filter(({ capture }) => ENCAPSULATED.test(capture));
    const different: string[] = [];
    let equal = 0;
    for (const trace of traces) {
      const compared = await compare(trace);
      equal += compared.equal;
      different.push(...compared.different);
    }
    console.log(`Zeek: ${equal} of ${equal + different.length} pairs of ends equal, ${traces.length} traces`);
    const captures = new Set(different.map((words) => words.slice(0, words.indexOf(':'))));
    expect([...captures]).toEqual(Object.keys(ZEEK_EXCEPTIONS));
    expect(different).toHaveLength(4);
    expect(equal).toBeGreaterThan(50);
  });
});

if (corpora === undefined) console.log(noCorpora);
