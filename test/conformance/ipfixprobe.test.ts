import { describe, expect, it } from 'vitest';
import { corpus, noCorpora } from '../corpora.ts';
import { flowsOf, NO_TIMEOUTS, type PacketFlow } from './flow-packets.ts';
import {
  BASIC_COLUMNS,
  basicCells,
  NETTISA_COLUMNS,
  nettisaNumbers,
  PHISTS_COLUMNS,
  phistsCells,
  PSTATS_COLUMNS,
  pstatsCells,
  readProbeRows,
  type ProbeRow,
} from './ipfixprobe-rows.ts';

/**
 * Rows that ipfixprobe wrote: ends, times in microseconds, packets, IP bytes and TCP flags each way, for the plugins
 * whose flows end as ours do. Its time-outs: 30 s idle, 300 s active.
 */
const TIMEOUTS = { idleTimeout: 30, activeTimeout: 300 };

/** Plugins with one row a flow; `smtp`, `nettisa` and `passivedns` write only some flows, `passivedns` a row an answer. */
const WHOLE = 'mixed.basic mixed.phists mixed.pstats mixed.nettisa mqtt.mqtt smtp.smtp vlan.vlan dns.passivedns'.split(
  ' ',
);

/** Plugins that end a flow at every message, and so beyond its time-outs; conversations are compared as a whole. */
const CUT = ['dns.dns', 'ntp.ntp', 'rtsp.rtsp', 'wg.wg'];

const folder = corpus('captures/ipfixprobe');

async function read(table: string, changes: object): Promise<{ rows: ProbeRow[]; flows: readonly PacketFlow[] }> {
  const [name = ''] = table.split('.');
  const capture = await flowsOf(`ipfixprobe/${name}.pcap`, changes);
  if (capture === undefined) throw new Error(`${name}.pcap cannot be read.`);
  return { rows: readProbeRows(`${folder}/${table}.csv`), flows: capture.flows };
}

function cells(row: ProbeRow, columns: readonly string[]): string[] {
  return columns.map((column) => row.get(column) ?? '');
}

/** Flow of each row; the same flow for equal rows, but where flows are equal, too. */
function flowOfRow(flows: readonly PacketFlow[]): (row: ProbeRow) => PacketFlow | undefined {
  const byText = new Map<string, PacketFlow[]>();
  for (const flow of flows) {
    const text = basicCells(flow).join();
    byText.set(text, [...(byText.get(text) ?? []), flow]);
  }
  return (row) => {
    const found = byText.get(cells(row, BASIC_COLUMNS).join()) ?? [];
    return found.length > 1 ? found.shift() : found[0];
  };
}

/** Cells of a table of `mixed.pcap`, and what `compute` makes of the flows of its rows. */
async function bothSides(
  table: string,
  columns: readonly string[],
  compute: (flow: PacketFlow) => string[],
): Promise<{ ours: string[][]; theirs: string[][] }> {
  const { rows, flows } = await read(table, TIMEOUTS);
  const flowOf = flowOfRow(flows);
  const ours = rows.map((row) => compute(flowOf(row) ?? missing(row)));
  const theirs = rows.map((row) => cells(row, columns));
  const equal = theirs.filter((row, at) => row.join() === ours[at]?.join()).length;
  console.log(`ipfixprobe ${table}: ${equal} of ${rows.length} rows equal`);
  return { ours, theirs };
}

function missing(row: ProbeRow): never {
  throw new Error(`No flow like ${cells(row, BASIC_COLUMNS).join()}`);
}

describe.skipIf(folder === undefined)('flows equal ipfixprobe', () => {
  it('in ends, times, packets, bytes and flags', async () => {
    let all = 0;
    let equal = 0;
    const different: string[] = [];
    for (const table of WHOLE) {
      const { rows, flows } = await read(table, TIMEOUTS);
      const flowOf = flowOfRow(flows);
      const without = rows.filter((row) => flowOf(row) === undefined);
      all += rows.length;
      equal += rows.length - without.length;
      different.push(...without.map((row) => `${table} ${cells(row, BASIC_COLUMNS).join()}`));
      if (table === 'mixed.basic') expect(rows.length).toBe(flows.length);
    }
    console.log(`ipfixprobe: ${equal} of ${all} rows are flows`);
    expect(different).toEqual([]);
    expect(all).toBeGreaterThan(170);
  });

  it('in the sums of each conversation, where it cuts by message', async () => {
    for (const table of CUT) {
      const { rows, flows } = await read(table, NO_TIMEOUTS);
      const theirs = sums(rows.map((row) => cells(row, BASIC_COLUMNS)));
      const ours = sums(flows.map(basicCells));
      const equal = [...theirs].filter(([key, value]) => ours.get(key) === value).length;
      console.log(`ipfixprobe ${table}: ${equal} of ${theirs.size} conversations (${rows.length} rows) equal`);
      expect(theirs).toEqual(ours);
      expect(rows.length).toBeGreaterThan(theirs.size);
    }
  });

  it('in the first packets of a flow (pstats)', async () => {
    const { ours, theirs } = await bothSides('mixed.pstats', PSTATS_COLUMNS, pstatsCells);
    expect(ours).toEqual(theirs);
    expect(ours).toHaveLength(48);
  });

  it('in histograms of lengths and gaps (phists)', async () => {
    const { ours, theirs } = await bothSides('mixed.phists', PHISTS_COLUMNS, phistsCells);
    expect(ours).toEqual(theirs);
    expect(ours).toHaveLength(48);
  });

  it('in lengths and gaps (nettisa)', async () => {
    const { rows, flows } = await read('mixed.nettisa', TIMEOUTS);
    const flowOf = flowOfRow(flows);
    for (const row of rows) {
      const theirs = cells(row, NETTISA_COLUMNS).map(Number);
      // It adds up in single precision.
      for (const [at, value] of nettisaNumbers(flowOf(row) ?? missing(row)).entries()) {
        expect(Math.abs(value / (theirs[at] ?? 0) - 1), `${NETTISA_COLUMNS[at]} ${value}`).toBeLessThan(1e-6);
      }
    }
    console.log(`ipfixprobe mixed.nettisa: ${rows.length} of ${rows.length} rows equal`);
    expect(rows.length).toBe(20);
  });
});

/** Packets and bytes of each pair of ends, from the lower end to the higher one and back. */
function sums(rows: readonly (readonly string[])[]): Map<string, string> {
  const totals = new Map<string, number[]>();
  for (const [sourceIp, destinationIp, sourcePort, destinationPort, protocol, , , ...numbers] of rows) {
    const source = `${sourceIp} ${sourcePort}`;
    const destination = `${destinationIp} ${destinationPort}`;
    const back = source > destination;
    const key = `${protocol} ${back ? destination : source} ${back ? source : destination}`;
    const [packets = 0, packetsBack = 0, bytes = 0, bytesBack = 0] = numbers.map(Number);
    const values = back ? [packetsBack, packets, bytesBack, bytes] : [packets, packetsBack, bytes, bytesBack];
    const before = totals.get(key) ?? [0, 0, 0, 0];
    totals.set(
      key,
      values.map((value, at) => value + (before[at] ?? 0)),
    );
  }
  return new Map([...totals].map(([key, values]) => [key, values.join()]));
}

if (folder === undefined) console.log(noCorpora);
