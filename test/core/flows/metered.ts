import type { Column } from '../../../src/core/model/column.ts';
import { textReader } from '../../../src/core/export/cell-text.ts';
import { NFSTREAM_DEFAULTS, type MeterParameters } from '../../../src/core/model/parameters.ts';
import { CaptureReading } from '../../../src/core/pipeline.ts';
import { CaptureTables } from '../../../src/core/tables.ts';
import { byteStream } from '../../bytes.ts';
import { packets, pcap } from '../../fixtures/captures.ts';

/** NFStream's defaults with statistics and SPLT, and these changes. */
export function settings(changes: Partial<MeterParameters>): MeterParameters {
  return { ...NFSTREAM_DEFAULTS, nDissections: 0, statisticalAnalysis: true, spltAnalysis: 5, ...changes };
}

/** A capture with nanoseconds from text (see captures.ts). */
export function capture(text: string): Uint8Array {
  return pcap(packets(text), { nanoseconds: true });
}

/** The capture, read and metered to its end. */
export async function metered(bytes: Uint8Array, changes: Partial<MeterParameters>): Promise<CaptureTables> {
  const tables = new CaptureTables(settings(changes));
  await new CaptureReading(tables).read(byteStream(bytes), 'test', bytes.length);
  tables.finish();
  return tables;
}

/** The same, with the records of ended flows used again; rows of all columns in order of expiry, as files write them. */
export async function streamed(bytes: Uint8Array, changes: Partial<MeterParameters>): Promise<string[][]> {
  const rows: string[][] = [];
  const tables: CaptureTables = new CaptureTables(settings(changes), (record) => {
    rows.push([...tables.flows.columns.values()].map((column) => cell(column, record)));
  });
  await new CaptureReading(tables).read(byteStream(bytes), 'test', bytes.length);
  tables.finish();
  return rows;
}

/** Rows in order of expiry, as files write them: the columns named, or all. */
export function rowsOf(tables: CaptureTables, ids: readonly string[] = [...tables.flows.columns.keys()]): string[][] {
  const { columns, length } = tables.flows;
  const id = columns.get('id');
  const order = Array.from({ length }, (_, row) => row).sort((a, b) => number(id, a) - number(id, b));
  return order.map((row) => ids.map((name) => cell(columns.get(name), row)));
}

/** One flow's columns by name. */
export function flowOf(tables: CaptureTables, ids: readonly string[]): Record<string, string> {
  const [row = []] = rowsOf(tables, ids);
  return Object.fromEntries(ids.map((id, at) => [id, row[at] ?? '']));
}

function number(column: Column | undefined, row: number): number {
  if (column?.type !== 'number') throw new Error('This is no column of numbers.');
  return column.number(row);
}

function cell(column: Column | undefined, row: number): string {
  if (column === undefined) throw new Error('There is no such column.');
  return textReader(column)(row);
}
