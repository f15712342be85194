import { readdirSync, readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { DECODINGS, NFSTREAM_DEFAULTS, type MeterParameters } from '../../src/core/model/parameters.ts';
import { CaptureReading } from '../../src/core/pipeline.ts';
import { CaptureTables } from '../../src/core/tables.ts';
import { byteStream, fileStream } from '../bytes.ts';
import { corpus, noCorpora } from '../corpora.ts';
import { packets, pcap } from '../fixtures/captures.ts';

/** Community IDs of the specification's baselines, and of Arkime, Suricata and Zeek. */

const FOR_EVER = 1e9;
/** Bytes of a record header of pcap, which Arkime's places count. */
const RECORD_HEADER = 16;
const PARAMETERS: MeterParameters = {
  ...NFSTREAM_DEFAULTS,
  everyInterface: true,
  idleTimeout: FOR_EVER,
  activeTimeout: FOR_EVER,
  features: ['community-id'],
};
/** Every packet is a flow, so that ICMP types of the same ends are apart. */
const BY_PACKET: Partial<MeterParameters> = { idleTimeout: 0 };

async function read(file: string, changes: Partial<MeterParameters> = {}): Promise<CaptureTables> {
  const tables = new CaptureTables({ ...PARAMETERS, ...changes });
  await new CaptureReading(tables).read(fileStream(file), file, 0);
  tables.finish();
  return tables;
}

function idOf({ flows }: CaptureTables, flow: number): string {
  const column = flows.columns.get('community_id');
  if (column?.type !== 'dictionary') throw new Error('There is no Community ID.');
  return column.text(column.code(flow));
}

function allIds(tables: CaptureTables): Set<string> {
  return new Set(Array.from({ length: tables.flows.length }, (_, flow) => idOf(tables, flow)));
}

interface BaselineTuple {
  readonly proto: number;
  readonly saddr: string;
  readonly daddr: string;
  /** Of ICMP: type, and type of the answer or code; null for protocols without ports. */
  readonly sport: number | null;
  readonly dport: number | null;
  readonly communityid: string;
}

function baseline(folder: string, name: string): BaselineTuple[] {
  return JSON.parse(readFileSync(`${folder}/baseline_${name}.json`, 'utf8')) as BaselineTuple[];
}

/** One packet of the tuple, read as a capture. */
async function idOfTuple({ proto, saddr, daddr, sport, dport }: BaselineTuple, seed: number): Promise<string> {
  const icmp = proto === 1 || proto === 58;
  const kind = icmp ? `ICMP type=${sport} code=${dport}` : proto === 6 ? 'SYN' : 'UDP 20';
  const [from, to] = icmp ? [0, 0] : [sport ?? 0, dport ?? 0];
  const bytes = pcap(packets(`0 ${saddr}:${from} > ${daddr}:${to} ${kind} proto=${proto}`));
  const tables = new CaptureTables({ ...PARAMETERS, communityIdSeed: seed });
  await new CaptureReading(tables).read(byteStream(bytes), 'test', bytes.length);
  tables.finish();
  return idOf(tables, 0);
}

const specification = corpus('captures/community-id-spec');

describe.skipIf(specification === undefined)('Community IDs of the specification', () => {
  const folder = specification ?? '';
  for (const [name, seed] of [
    ['deflt', 0],
    ['seed1', 1],
  ] as const) {
    it(`are equal for each tuple and each packet of the captures, seed ${seed}`, async () => {
      const tuples = specification === undefined ? [] : baseline(folder, name);
      const expected = tuples.map(({ communityid }) => communityid);
      const found: string[] = [];
      for (const tuple of tuples) found.push(await idOfTuple(tuple, seed));
      const equal = found.filter((id, at) => id === expected[at]).length;
      console.log(`Community ID, seed ${seed}: ${equal} of ${tuples.length} tuples equal`);
      expect(found).toEqual(expected);
      const captured = new Set<string>();
      for (const file of readdirSync(folder).filter((each) => each.endsWith('.pcap'))) {
        for (const id of allIds(await read(`${folder}/${file}`, { ...BY_PACKET, communityIdSeed: seed })))
          captured.add(id);
      }
      expect(captured).toEqual(new Set(expected));
    });
  }
});

interface ArkimeSession {
  readonly ipProtocol: number;
  readonly packetPos: readonly number[];
  readonly network: { readonly community_id?: string };
  readonly source: { readonly ip?: string };
  readonly destination: { readonly ip?: string };
}

const ORDERED = 'Arkime turns round ICMPv6 types without an answer, which the specification (and Wireshark) does not';
const ZERO_PORTS = 'Arkime hashes two ports of 0 for protocols without ports';
const NOT_IP = 'Arkime opens a tunnel that is opened here by no option';
/** Sessions with another ID: capture, ends, reason. */
const ARKIME_EXCEPTIONS: readonly (readonly [string, string])[] = [
  ['IKEv2 2003:51:6012::2 > 2003:51:6012::4', ZERO_PORTS],
  ['ah-esp 10.0.0.1 > 10.0.0.2', ZERO_PORTS],
  ['arkime_synthetic 10.0.33.100 > 10.0.33.1', ZERO_PORTS],
  ['arkime_synthetic 192.168.4.1 > 192.168.4.2', NOT_IP],
  ['arkime_synthetic 192.168.10.1 > 192.168.10.2', NOT_IP],
  ['gtp-iphone fd01::183 > fd00:183:1:1:1886:9040:8605:32b8', ORDERED],
  ['v6 3ffe:507:0:1:200:86ff:fe05:80da > 3ffe:501:4819::42', ORDERED],
];

const arkime = corpus('captures/arkime');

/** The IDs of the flows that have packets of a session; of the whole capture if Arkime keeps no packets of it. */
function idsOf(tables: CaptureTables): (session: ArkimeSession) => Set<string> {
  const { packets: table } = tables;
  const rowAt = new Map(Array.from({ length: table.length }, (_, row) => [table.offset(row) - RECORD_HEADER, row]));
  return ({ packetPos }) => {
    if (packetPos.length === 0) return allIds(tables);
    const flows = packetPos.map((place) => table.flow[rowAt.get(place) ?? -1] ?? -1);
    return new Set(flows.filter((flow) => flow >= 0).map((flow) => idOf(tables, flow)));
  };
}

describe.skipIf(arkime === undefined)('Community IDs of Arkime', () => {
  it('are those of the flows that have the session’s packets, tunnels decoded or not', async () => {
    const others: string[] = [];
    let sessions = 0;
    for (const file of readdirSync(arkime ?? '').filter((each) => each.endsWith('.test'))) {
      const name = file.slice(0, -'.test'.length);
      const { sessions3 } = JSON.parse(readFileSync(`${arkime}/${file}`, 'utf8')) as {
        sessions3: { body: ArkimeSession }[];
      };
      const outer = idsOf(await read(`${arkime}/${name}.pcap`));
      const inner = idsOf(await read(`${arkime}/${name}.pcap`, { decode: DECODINGS }));
      for (const { body } of sessions3) {
        const { community_id: expected } = body.network;
        if (expected === undefined) continue;
        sessions++;
        if (outer(body).has(expected) || inner(body).has(expected)) continue;
        others.push(`${name} ${body.source.ip} > ${body.destination.ip}`);
      }
    }
    console.log(`Community ID of Arkime: ${sessions - others.length} of ${sessions} sessions equal`);
    expect([...others].sort()).toEqual(ARKIME_EXCEPTIONS.map(([session]) => session).sort());
  });
});

interface Statement {
  readonly capture: string;
  /** File that states the ID of the capture's connection. */
  readonly file: string;
  readonly seed: number;
}

const ZEEK = 'zeek/baseline/scripts.policy.protocols.conn.community-id-logging';
const STATEMENTS: readonly Statement[] = [
  { capture: 'zeek/traces/http/get.pcap', file: `${ZEEK}/conn.log.cut`, seed: 0 },
  { capture: 'zeek/traces/tcp/handshake-reorder.pcap', file: `${ZEEK}-flipped/conn.log.cut`, seed: 0 },
  // That test of Suricata's is configured with a seed.
  {
    capture: 'suricata-verify/community-id-ipv4/input.pcap',
    file: 'suricata-verify/community-id-ipv4/test.yaml',
    seed: 7,
  },
];

describe.skipIf(specification === undefined)('Community IDs of Suricata and Zeek', () => {
  for (const { capture, file, seed } of STATEMENTS) {
    it(`are equal in ${capture}`, async () => {
      const stated = readFileSync(corpus(`captures/${file}`) ?? '', 'utf8').match(/1:[\w+/]{27}=/g);
      const found = allIds(await read(corpus(`captures/${capture}`) ?? '', { communityIdSeed: seed }));
      expect(found).toEqual(new Set(stated));
    });
  }
});

if (specification === undefined) console.log(noCorpora);
