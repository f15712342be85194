import { readFileSync, statSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import type { ExportRequest } from '../../src/core/model/export.ts';
import { PAGE_DEFAULTS } from '../../src/core/model/parameters.ts';
import { CaptureReading } from '../../src/core/pipeline.ts';
import { CaptureTables } from '../../src/core/tables.ts';
import { CaptureSession } from '../../src/core/session/capture-session.ts';
import { byteStream } from '../bytes.ts';
import { corpus, noCorpora } from '../corpora.ts';

/** Public captures written as pcapng and opened again have the same packets and the same flows. */
const manifest = corpus('captures/MANIFEST.tsv');
/** Larger ones would take most of the time and say nothing new. */
const LARGEST = 100_000;

const OTHER_FLOWS: Readonly<Record<string, string>> = {
  'tcpdump/ospf6_print_lshdr-oobr.pcap':
    'Records longer than its snaplen, to which libpcap, and so the meter, cuts packets of a pcap but not of a pcapng.',
};

interface Opened {
  readonly tables: CaptureTables;
  readonly session: CaptureSession;
  /** The (inflated) capture. */
  readonly bytes: Uint8Array;
}

/** Opens a capture; undefined if it is refused. */
async function open(file: Uint8Array): Promise<Opened | undefined> {
  const tables = new CaptureTables(PAGE_DEFAULTS);
  const inflated: Uint8Array[] = [];
  const onInflated = (piece: Uint8Array): void => void inflated.push(piece.slice());
  const read = await new CaptureReading(tables).read(byteStream(file), 'capture', file.length, { onInflated });
  if (!read.ok) return undefined;
  tables.finish();
  const bytes = inflated.length === 0 ? file : Buffer.concat(inflated);
  const source = { read: (at: number, length: number) => Promise.resolve(bytes.subarray(at, at + length)) };
  return { tables, session: new CaptureSession(tables, source), bytes };
}

async function exported({ session }: Opened, request: ExportRequest): Promise<Buffer> {
  const pieces: Buffer[] = [];
  const take = (piece: string | Uint8Array): void => void pieces.push(Buffer.from(piece as Uint8Array));
  const reply = await session.export(request, { take, pause: () => Promise.resolve(false) });
  expect(reply.ok).toBe(true);
  return Buffer.concat(pieces);
}

function bytesOf({ tables: { packets }, bytes }: Opened, row: number): Uint8Array {
  const at = packets.offset(row);
  return bytes.subarray(at, at + packets.capturedLength(row));
}

/** Time, length, interface, bytes and comments. */
function samePacket(one: Opened, two: Opened, row: number): boolean {
  const [a, b] = [one.tables, two.tables];
  return (
    a.packets.timeNs[row] === b.packets.timeNs[row] &&
    a.packets.wireLength(row) === b.packets.wireLength(row) &&
    (a.packets.interface[row] ?? 0) === (b.packets.interface[row] ?? 0) &&
    Buffer.compare(bytesOf(one, row), bytesOf(two, row)) === 0 &&
    a.facts.packetComments.get(row)?.join('\n') === b.facts.packetComments.get(row)?.join('\n')
  );
}

function samePackets(one: Opened, two: Opened): boolean {
  const { length } = one.tables.packets;
  if (two.tables.packets.length !== length) return false;
  if (length > 0 && one.tables.summary().epochNs !== two.tables.summary().epochNs) return false;
  for (let row = 0; row < length; row++) if (!samePacket(one, two, row)) return false;
  return true;
}

async function flowsOf(opened: Opened): Promise<Buffer> {
  const columns = [...opened.tables.flows.columns.keys()];
  return exported(opened, { format: 'csv', question: { table: 'flows', filter: '' }, columns });
}

describe.skipIf(manifest === undefined)(manifest === undefined ? noCorpora : 'captures written as pcapng', () => {
  it('have the same packets and flows when they are opened again', async () => {
    const lines = readFileSync(manifest ?? '', 'utf8')
      .trimEnd()
      .split('\n')
      .slice(1);
    const files = lines.map((line) => line.split('\t')).filter(([, kind]) => kind === 'capture');
    let captures = 0;
    const packets: string[] = [];
    const flows: string[] = [];
    for (const [file = ''] of files) {
      const path = corpus(`captures/${file}`) ?? '';
      const one = statSync(path).size > LARGEST ? undefined : await open(readFileSync(path));
      if (one === undefined) continue;
      captures++;
      const two = await open(await exported(one, { format: 'pcapng', question: { table: 'packets', filter: '' } }));
      if (two === undefined || !samePackets(one, two)) packets.push(file);
      else if (!(await flowsOf(one)).equals(await flowsOf(two))) flows.push(file);
    }
    console.log(
      `exports: ${captures - packets.length} of ${captures} captures have the same packets, ` +
        `${captures - packets.length - flows.length} the same flows`,
    );
    expect(packets).toEqual([]);
    expect(flows).toEqual(Object.keys(OTHER_FLOWS));
    expect(captures).toBeGreaterThan(1000);
  });
});
