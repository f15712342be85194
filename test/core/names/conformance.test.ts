import { readFileSync, statSync } from 'node:fs';
import { open } from 'node:fs/promises';
import { gunzipSync } from 'node:zlib';
import { describe, expect, it } from 'vitest';
import { PAGE_DEFAULTS } from '../../../src/core/model/parameters.ts';
import { CaptureReading } from '../../../src/core/pipeline.ts';
import { CaptureSession } from '../../../src/core/session/capture-session.ts';
import { CaptureTables } from '../../../src/core/tables.ts';
import { fileStream } from '../../bytes.ts';
import { corpora, corpus, noCorpora } from '../../corpora.ts';

/** A row of a passive DNS plugin: address, name, time to live, client. */
interface Passive {
  readonly address: string;
  readonly name: string;
  readonly ttl: number;
  readonly client: string;
}

/** Columns of ipfixprobe’s file, whose last line names them. */
function passiveRows(path: string): readonly Passive[] {
  const lines = readFileSync(path, 'utf8').trimEnd().split('\n');
  const names = (lines.pop() ?? '').split(',').map((name) => name.split(' ').at(-1) ?? '');
  const cell = (cells: readonly string[], name: string): string => cells[names.indexOf(name)] ?? '';
  return lines.map((line) => {
    const cells = line.split(',');
    return {
      address: cell(cells, 'DNS_IP'),
      name: cell(cells, 'DNS_NAME').replaceAll('"', ''),
      ttl: Number(cell(cells, 'DNS_RR_TTL')),
      client: cell(cells, 'SRC_IP'),
    };
  });
}

async function namesIn(path: string): Promise<CaptureTables> {
  const tables = new CaptureTables(PAGE_DEFAULTS);
  const file = await open(path);
  await new CaptureReading(tables).read(fileStream(path), 'test', (await file.stat()).size);
  tables.finish();
  const session = new CaptureSession(tables, {
    async read(offset, length) {
      const bytes = new Uint8Array(length);
      await file.read(bytes, 0, length, offset);
      return bytes;
    },
  });
  expect((await session.findNames()).ok).toBe(true);
  await file.close();
  return tables;
}

/** A message as tshark tells it: file, frame, and a list of values for each field. */
type TsharkRow = Readonly<Record<string, readonly string[]>> & { readonly file: string; readonly frame: number };

/** Rows of tshark by capture, of captures that are neither large nor compressed. */
function tsharkRows(name: string): ReadonlyMap<string, readonly TsharkRow[]> {
  const text = gunzipSync(readFileSync(corpus(`expected/tshark/${name}.jsonl.gz`) ?? '')).toString('utf8');
  const byFile = new Map<string, TsharkRow[]>();
  for (const line of text.trimEnd().split('\n')) {
    const row = JSON.parse(line) as TsharkRow;
    byFile.set(row.file, [...(byFile.get(row.file) ?? []), row]);
  }
  const files = [...byFile].filter(([file]) => {
    const path = corpus(`captures/${file}`);
    return path !== undefined && PLAIN.test(path) && statSync(path).size < LARGEST;
  });
  return new Map(files);
}

const PLAIN = /\.p?cap(ng)?$/;
const LARGEST = 4 * 1024 * 1024;

function normal(name: string): string {
  return name.toLowerCase().replace(/\.$/, '');
}

/** How many of their names are ours, by packet. */
interface Score {
  same: number;
  all: number;
  readonly missing: string[];
}

describe.skipIf(corpora === undefined)(corpora === undefined ? noCorpora : 'names as others find them', () => {
  it('are those of ipfixprobe’s passive DNS, all of them, but for who asked about an address', async () => {
    const truth = passiveRows(corpus('captures/ipfixprobe/dns.passivedns.csv') ?? '');
    const { names } = await namesIn(corpus('captures/ipfixprobe/dns.pcap') ?? '');
    const ours = [...names.all()]
      .filter(({ source }) => source === 'dns' || source === 'ptr')
      .map(({ address, name, client, firstNs, lastNs, source }) => ({
        address,
        name,
        ttl: (lastNs - firstNs) / 1e9,
        client: source === 'ptr' ? '192.168.0.30' : client,
      }));
    const byAddress = (a: Passive, b: Passive): number => (a.address < b.address ? -1 : 1);
    expect(truth).toHaveLength(6);
    expect(ours.toSorted(byAddress)).toEqual(truth.toSorted(byAddress));
  });

  // 338 of 364 when written. The others are in later packets: hellos that go on in a second segment, STARTTLS, behind CONNECT,
  // behind other packets with payload; or are addresses, or in tunnels that are not decoded.
  it('are tshark’s server names, where the first packet of a connection has them whole', async () => {
    const score: Score = { same: 0, all: 0, missing: [] };
    for (const [file, rows] of tsharkRows('tls')) {
      const { names, packets } = await namesIn(corpus(`captures/${file}`) ?? '');
      const ours = new Map([...names.ofServers].map(({ packet, name }) => [packet + 1, name]));
      for (const { frame, 'tls.handshake.extensions_server_name': theirs } of rows) {
        const isTcp = packets.protocol[frame - 1] === 6;
        const name = normal(theirs?.[0] ?? '');
        if (!isTcp || name === '') continue;
        score.all++;
        if (ours.get(frame) === name) score.same++;
        else score.missing.push(`${file} ${frame} ${name} ${ours.get(frame) ?? ''}`);
      }
    }
    expect(score.all).toBeGreaterThan(50);
    expect(score.same / score.all, score.missing.slice(0, 20).join('\n')).toBeGreaterThanOrEqual(0.9);
  }, 120_000);

  // 193 of 203 when written. The others are in tunnels and link types that are not decoded or metered, cut, over TCP in parts, on
  // other ports, or names with control characters.
  it.each([
    ['ndpi/quic-29.pcap', 'localhost'],
    ['ja4/quic-tls-handshake.pcapng', 'www.google.com'],
  ])('are those of QUIC’s hellos: %s', async (file, expected) => {
    const { flows } = await namesIn(corpus(`captures/${file}`) ?? '');
    const column = flows.columns.get('dst_name');
    expect(column?.type === 'dictionary' && column.text(column.code(0))).toBe(expected);
  });

  it('are the addresses in tshark’s answers, under the names that were asked for', async () => {
    const score: Score = { same: 0, all: 0, missing: [] };
    for (const [file, rows] of tsharkRows('dns')) {
      const { names } = await namesIn(corpus(`captures/${file}`) ?? '');
      const ours = new Set([...names.all()].map(({ address, name }) => `${address} ${name}`));
      for (const row of rows) {
        const one = (field: string): string => row[field]?.[0] ?? '';
        if (one('dns.flags.response') !== '1' || one('dns.flags.rcode') !== '0') continue;
        if (one('dns.count.queries') !== '1' || row['dns.cname'] !== undefined) continue;
        const name = normal(one('dns.qry.name'));
        const isOwn = (row['dns.resp.name'] ?? []).every((owner) => normal(owner) === name);
        for (const address of isOwn ? (row['dns.a'] ?? []) : []) {
          score.all++;
          if (ours.has(`${address} ${name}`)) score.same++;
          else score.missing.push(`${file} ${row.frame} ${address} ${name}`);
        }
      }
    }
    expect(score.all).toBeGreaterThan(50);
    expect(score.same / score.all, score.missing.slice(0, 20).join('\n')).toBeGreaterThanOrEqual(0.95);
  }, 120_000);
});
