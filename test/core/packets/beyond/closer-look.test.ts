import { describe, expect, it } from 'vitest';
import { Doubt } from '../../../../src/core/model/doubts.ts';
import { LINK_DECODINGS } from '../../../../src/core/model/decoding-words.ts';
import { DECODINGS, PAGE_DEFAULTS, type Decoding } from '../../../../src/core/model/parameters.ts';
import { buildReaders } from '../../../../src/core/packets/beyond/readers.ts';
import { LINK_TYPES } from '../../../../src/core/packets/nfstream/link-layer.ts';
import { CaptureReading } from '../../../../src/core/pipeline.ts';
import { CaptureTables } from '../../../../src/core/tables.ts';
import { byteStream } from '../../../bytes.ts';
import { pcap, type TestPacket } from '../../../fixtures/captures.ts';
import { frame } from '../../../fixtures/frames.ts';

const UDP = '10.0.0.1:1000 > 10.0.0.2:2000 UDP 30';
/** Where the IP header begins behind Ethernet, and the transport header behind that. */
const IP = 14;
const TRANSPORT = 34;

interface Shown {
  readonly linkType?: number;
  readonly decode?: readonly Decoding[];
}

async function read(frames: readonly (Uint8Array | TestPacket)[], { linkType = 1, decode = [] }: Shown = {}) {
  const list = frames.map((one) => ('bytes' in one ? one : { timeNs: 0n, bytes: one }));
  const bytes = pcap(list, { linkType });
  const tables = new CaptureTables({ ...PAGE_DEFAULTS, decode });
  await new CaptureReading(tables).read(byteStream(bytes), 'test', bytes.length);
  tables.finish();
  return tables;
}

/** Puts bytes into a frame in place of some, or between. */
function spliced(bytes: Uint8Array, at: number, removed: number, ...inserted: readonly number[]): Uint8Array {
  return Uint8Array.from([...bytes.subarray(0, at), ...inserted, ...bytes.subarray(at + removed)]);
}

const tagged = (text: string): Uint8Array => spliced(frame(text), 12, 0, 0x88, 0xa8, 0, 5);

/** An IPv4 packet in GRE in an IPv4 packet of the same frame's ends. */
function inGre(text: string): Uint8Array {
  const plain = frame(text);
  const inner = plain.subarray(IP);
  const outer = [...plain.subarray(IP, IP + 20)];
  outer[9] = 47;
  return Uint8Array.from([...plain.subarray(0, IP), ...outer, 0, 0, 8, 0, ...inner]);
}

function reasons(tables: CaptureTables): readonly string[] {
  const column = tables.packetTable.columns.get('reason');
  if (column?.type !== 'dictionary') throw new Error('no reasons');
  return Array.from({ length: tables.packets.length }, (_, row) => column.text(column.code(row)));
}

describe('what further decodings would open', () => {
  it('is counted of packets in no flow, which are not said to be something else', async () => {
    const tables = await read([tagged(UDP), tagged(UDP), frame('ARP 10.0.0.1 > 10.0.0.2'), frame(UDP)]);
    const [row, ...more] = tables.summary().further ?? [];
    expect([row?.decode, row?.packets, row?.flowless.reduce((sum, count) => sum + count, 0)]).toEqual([['qinq'], 2, 2]);
    expect(more).toEqual([]);
    expect(reasons(tables)).toEqual([
      'not decoded by NFStream: provider tags',
      'not decoded by NFStream: provider tags',
      'not IP',
      '',
    ]);
  });

  it('is counted of tunnels whose outer packet is in a flow', async () => {
    const tables = await read([inGre(UDP), frame(UDP)]);
    const [row] = tables.summary().further ?? [];
    expect([row?.decode, row?.packets, row?.flowless.every((count) => count === 0)]).toEqual([['gre'], 1, true]);
    expect(tables.summary().doubtful ?? []).toEqual([]);
  });

  it('names all decodings that a packet needs, and none that it does not', async () => {
    const both = spliced(inGre(UDP), 12, 0, 0x88, 0xa8, 0, 5);
    const choices = (tables: CaptureTables): readonly string[] =>
      (tables.summary().further ?? []).map(({ decode }) => decode.join());
    expect(choices(await read([both]))).toEqual(['qinq,gre']);
    expect(choices(await read([both], { decode: ['qinq'] }))).toEqual(['gre']);
    expect(choices(await read([both], { decode: DECODINGS }))).toEqual([]);
  });

  it('is nothing where there is nothing', async () => {
    const tables = await read([
      frame(UDP),
      frame('10.0.0.1:1 > 10.0.0.2:2 UDP 30'),
      frame('fd00::1:5 > fd00::2:6 SYN'),
    ]);
    expect([tables.summary().further, tables.summary().doubtful]).toEqual([[], undefined]);
  });

  it('is told of link types by the option that reads them', () => {
    const { links } = buildReaders(DECODINGS);
    const unknown = [...links.keys()].filter((number) => !LINK_TYPES.has(number)).sort((a, b) => a - b);
    expect([...LINK_DECODINGS.keys()].sort((a, b) => a - b)).toEqual(unknown);
    for (const [number, decoding] of LINK_DECODINGS) expect(buildReaders([decoding]).links.has(number)).toBe(true);
  });
});

describe('what speaks against a flow', () => {
  const doubts = async (...args: Parameters<typeof read>): Promise<readonly number[]> => {
    const tables = await read(...args);
    return Array.from({ length: tables.flows.length }, (_, flow) => tables.doubtsOf(flow));
  };

  it('is nothing in sound packets, with or without a checksum that is filled in later', async () => {
    const offloaded = spliced(frame(UDP), IP + 10, 2, 0, 0);
    expect(await doubts([frame(UDP), offloaded, frame('10.0.0.1:5 > 10.0.0.2:80 SYN')])).toEqual([
      Doubt.None,
      Doubt.None,
    ]);
  });

  it('is a wrong checksum beside what cannot be', async () => {
    const reserved = spliced(frame(UDP), IP + 12, 1, 250);
    const long = spliced(frame(UDP), IP + 2, 2, 0xff, 0);
    const unassigned = spliced(frame(UDP), IP + 9, 1, 200);
    for (const one of [reserved, long, unassigned]) expect(await doubts([one])).toEqual([Doubt.Header]);
  });

  it('is a TCP header that is shorter than itself, and ports that were not captured', async () => {
    const tcp = frame('10.0.0.1:5000 > 10.0.0.2:80 SYN');
    expect(await doubts([spliced(tcp, TRANSPORT + 12, 1, 0x10)])).toEqual([Doubt.DataOffset]);
    const cut = { timeNs: 0n, bytes: tcp.slice(0, 45), wireLength: tcp.length };
    expect(await doubts([cut])).toEqual([Doubt.None]);
    // NFStream wants 28 bytes behind Ethernet: options move the ports beyond.
    const options = spliced(tcp, IP, 1, 0x4a);
    const moved = spliced(options, TRANSPORT, 0, ...new Array<number>(20).fill(1));
    expect(await doubts([{ timeNs: 0n, bytes: moved.slice(0, 56), wireLength: moved.length }])).toEqual([Doubt.Cut]);
  });

  it('is an ethertype of something else, and an encrypted 802.11 frame', async () => {
    const other = spliced(frame(UDP), 12, 2, 0x88, 0xe5);
    expect(await doubts([other])).toEqual([Doubt.NotNamed]);
    const radiotap = [0, 0, 8, 0, 0, 0, 0, 0];
    // Data to the system, protected; then what NFStream takes for LLC and IP.
    const wifi = [0x08, 0x41, ...new Array<number>(24).fill(0), 0, 0, 0, 0, 0, 0, 0, 0];
    const cipher = Uint8Array.from([...radiotap, ...wifi, ...frame(UDP).subarray(IP)]);
    expect(await doubts([cipher], { linkType: 127 })).toEqual([Doubt.Encrypted]);
    expect(await doubts([cipher], { linkType: 127, decode: ['wifi'] })).toEqual([]);
  });

  it('counts against a flow only if all of its packets are so', async () => {
    const damaged = spliced(frame(UDP), IP + 2, 2, 0xff, 0);
    const tables = await read([damaged, frame(UDP), damaged]);
    expect(tables.doubtsOf(0)).toBe(Doubt.None);
    tables.meterAgain({ ...tables.parameters, idleTimeout: 0 });
    expect([0, 1, 2].map((flow) => tables.doubtsOf(flow))).toEqual([Doubt.Header, Doubt.None, Doubt.Header]);
    expect(tables.summary().doubtful).toEqual([{ doubt: Doubt.Header, flows: 2 }]);
  });
});
