import { spawnSync } from 'node:child_process';
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { gzipSync } from 'node:zlib';
import { lz4Frame, MANY, PACKED_CAPTURES } from '../../test/core/capture/packed-captures.ts';
import { joined, pcap, pcapng, pcapngBlock, type TestPacket } from '../../test/fixtures/captures.ts';
import { erf, netmon, pcapVariant, snoop } from '../../test/fixtures/containers.ts';
import { root } from '../run.ts';
import { layoutOf } from './layout.ts';
import { Random } from './random.ts';
import type { SweepTask } from './task.ts';

/** A sound capture that mutants are made of. */
export interface Source {
  readonly name: string;
  readonly bytes: Uint8Array;
  /** Compressed, and every byte of what is in it stands under a checksum. */
  readonly checked?: true;
}

/** Packets of a sample that are written in other containers: enough for several flows, few enough to be quick. */
const SOME = 60;

/** The samples of the project, and some of their packets in every container and compression. */
function ownSources(): readonly Source[] {
  const samples = readSamples();
  const lists = samples.map(({ name, bytes }) => ({ name, list: packetsOf(bytes).slice(0, SOME) }));
  return [...samples, ...lists.flatMap(({ name, list }) => inOtherContainers(name, list)), ...compressed(samples)];
}

function readSamples(): Source[] {
  const folder = join(root, 'public/samples');
  const names = readdirSync(folder).filter((name) => name.endsWith('.pcap'));
  return names.sort().map((name) => ({ name, bytes: new Uint8Array(readFileSync(join(folder, name))) }));
}

/** The packets of a little-endian pcap. */
function packetsOf(bytes: Uint8Array): TestPacket[] {
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  const unit = view.getUint32(0, true) === 0xa1b23c4d ? 1n : 1000n;
  return (layoutOf(bytes)?.units ?? []).map(({ start, packet }) => ({
    timeNs: BigInt(view.getUint32(start, true)) * 1_000_000_000n + BigInt(view.getUint32(start + 4, true)) * unit,
    bytes: bytes.subarray(packet?.from, packet?.to),
    wireLength: view.getUint32(start + 12, true),
  }));
}

function inOtherContainers(sample: string, list: readonly TestPacket[]): Source[] {
  const short = list.slice(0, 20);
  const written: Readonly<Record<string, Uint8Array>> = {
    'big-endian.pcap': pcap(list, { bigEndian: true }),
    'nanoseconds.pcap': pcap(list, { nanoseconds: true }),
    'little-endian.pcapng': withNotes(list, false),
    'big-endian.pcapng': withNotes(list, true),
    'two-sections.pcapng': joined(withNotes(short, false), withNotes(list.slice(20), true)),
    'some.snoop': snoop(list),
    'some.erf': erf(list),
    'extended.erf': erf(short, { extensions: 2, port: 1 }),
    'version-1.cap': netmon(list, 1),
    'version-2.cap': netmon(list, 2),
    'nokia.pcap': pcapVariant(list, 20),
    'red-hat.pcap': pcapVariant(list, 24),
    'suse.pcap': pcapVariant(list, 28),
  };
  return Object.entries(written).map(([name, bytes]) => ({ name: `${sample} as ${name}`, bytes }));
}

/** A section with all that pcapng has beside packets: options, names, statistics, comments, secrets, several clocks. */
function withNotes(list: readonly TestPacket[], bigEndian: boolean): Uint8Array {
  const interfaces = [
    { name: 'eth0', resolution: 9, options: [[3, 'Uplink'] as const] },
    { name: 'wlan0', resolution: 0x8a, offsetSeconds: 1_000_000 },
  ];
  const packets = list.map((packet, at) => ({
    ...packet,
    interface: at % 2,
    ...(at % 5 === 0 && { options: [[1, `comment ${at}`] as const, [4, new Uint8Array(8)] as const] }),
  }));
  const names = Uint8Array.from([
    ...pair(1, bigEndian),
    ...pair(11, bigEndian),
    10,
    0,
    0,
    2,
    ...Buffer.from('server\0'),
    0,
  ]);
  const secrets = Uint8Array.from([...pair(0x544c, bigEndian), ...pair(0x534b, bigEndian), 0, 0, 0, 0]);
  return joined(
    pcapng(packets, interfaces, bigEndian, [
      [1, 'taken on a Monday'],
      [4, 'dumpcap'],
    ]),
    pcapngBlock(4, Uint8Array.from([...names, 0, 0, 0, 0]), bigEndian),
    pcapngBlock(5, new Uint8Array(12), bigEndian),
    pcapngBlock(10, secrets, bigEndian),
  );
}

function pair(value: number, bigEndian: boolean): number[] {
  return bigEndian ? [value >> 8, value & 255] : [value & 255, value >> 8];
}

/** Compressed by zlib, by the tools where they are here, and once for all by the tools as the tests have it. */
function compressed(samples: readonly Source[]): Source[] {
  const checked = true;
  const kept = PACKED_CAPTURES.map(({ name, bytes }) => ({
    name,
    bytes,
    ...(/with.* checksum/.test(name) && { checked: true as const }),
  }));
  const stored = { name: 'lz4, stored', bytes: lz4Frame(MANY.subarray(0, 20_000), 700), checked } as const;
  const zipped = samples.map(({ name, bytes }): Source => ({
    name: `${name}.gz`,
    bytes: new Uint8Array(gzipSync(bytes)),
    checked,
  }));
  const byTools = ['zstd', 'lz4'].flatMap((tool) => samples.flatMap((sample) => compressedBy(tool, sample)));
  return [...kept, stored, ...zipped, ...byTools];
}

/** Nothing if the tool is not here. Both write checksums of the contents. */
function compressedBy(tool: string, { name, bytes }: Source): Source[] {
  const args = tool === 'zstd' ? ['-c', '--check'] : ['-c', '-BX'];
  const { status, stdout } = spawnSync(tool, args, { input: bytes, maxBuffer: 1 << 26 });
  return status === 0 ? [{ name: `${name}.${tool}`, bytes: new Uint8Array(stdout), checked: true }] : [];
}

/** Captures of the corpora that are taken. */
const FROM_CORPORA = 60;

/** The project's own, and with a folder of corpora some of theirs, chosen by the seed. */
export function sourcesOf({ seed, corpora }: SweepTask): readonly Source[] {
  const own = ownSources();
  return corpora === undefined ? own : [...own, ...corpusSources(corpora, seed, FROM_CORPORA)];
}

/** Captures larger than this are passed over: a sweep looks at many. Compressed ones may hold a hundred times as much. */
const LARGEST = 300_000;
const LARGEST_COMPRESSED = 30_000;

/** Some captures of the corpora, spread over collections and formats; which, the seed decides. */
function corpusSources(corpora: string, seed: number, count: number): readonly Source[] {
  const folder = join(corpora, 'captures');
  const random = new Random(seed, 60);
  const groups = new Map<string, string[]>();
  for (const line of readFileSync(join(folder, 'MANIFEST.tsv'), 'utf8').split('\n').sort()) {
    const [path = '', role, size, , , , , format = ''] = line.split('\t');
    const largest = format.endsWith('gzip') ? LARGEST_COMPRESSED : LARGEST;
    if (role !== 'capture' || Number(size) > largest || Number(size) === 0) continue;
    const group = `${path.split('/')[0]} ${format}`;
    groups.set(group, [...(groups.get(group) ?? []), path]);
  }
  const lists = random.shuffled([...groups.values()]).map((paths) => random.shuffled(paths));
  const turns = Math.max(0, ...lists.map(({ length }) => length));
  const inTurn = Array.from({ length: turns }, (_, turn) => lists.flatMap((list) => list.slice(turn, turn + 1))).flat();
  return inTurn
    .slice(0, count)
    .map((path) => ({ name: path, bytes: new Uint8Array(readFileSync(join(folder, path))) }));
}
