import { readdirSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { textReader } from '../../src/core/export/cell-text.ts';
import { NFSTREAM_DEFAULTS, type MeterParameters } from '../../src/core/model/parameters.ts';
import { CaptureReading } from '../../src/core/pipeline.ts';
import { CaptureTables } from '../../src/core/tables.ts';
import { fileStream } from '../bytes.ts';
import { corpus, noCorpora } from '../corpora.ts';
import { readCsv } from './csv-rows.ts';

/**
 * NFStream 6.5.4's own rows for public captures, in four configurations: every column but those of nDPI (L7), as text,
 * in the same order. What differs stands here with its reason, and must differ.
 */
const CONFIGURATIONS: Readonly<Record<string, Partial<MeterParameters>>> = {
  default: { spltAnalysis: 20 },
  'ip-short': { spltAnalysis: 5, accountingMode: 1, idleTimeout: 2, activeTimeout: 10 },
  'transport-notunnels': { spltAnalysis: 5, accountingMode: 2, decodeTunnels: false },
  payload: { spltAnalysis: 255, accountingMode: 3 },
};

/** Everything that can be changed without the bytes, changed. */
const OTHER: Partial<MeterParameters> = {
  idleTimeout: 1,
  activeTimeout: 3,
  accountingMode: 1,
  statisticalAnalysis: false,
  spltAnalysis: 3,
  timeResolution: 'ns',
  ipv6SizeWithHeader: true,
  endAtFinRst: true,
  keepDirection: true,
  directionFromSyn: true,
};

const UNCAPTURED = 'NFStream reads transport bytes that were not captured, from whatever lies behind them in memory.';
const GOES_ON =
  'After a record that cannot be, libpcap answers errors and NFStream reads on in the middle of the data.';
const EXCEPTIONS: Readonly<Record<string, string>> = {
  'arkime/y2038-bgp.pcap': 'libpcap takes seconds after 2038 for negative numbers; the times here are right.',
  'ndpi/fuzz-2021-10-13.pcap': GOES_ON,
  'pcapflowlab/mpls/21_mpls_snaplen_truncated_inner_tcp.pcap': UNCAPTURED,
  'suricata-verify/smtp-to-comma/10.7.29.101_49898-178.63.41.150_25.pcap': GOES_ON,
};

const folder = corpus('expected/nfstream');
const L7 =
  /^(application_|requested_server_name$|client_fingerprint$|server_fingerprint$|user_agent$|content_type$|file$)/;

function expectedRows(configuration: string): { header: string[]; files: Map<string, string[][]> } {
  const files = new Map<string, string[][]>();
  let header: string[] = [];
  const names = readdirSync(`${folder}/${configuration}`).filter((name) => name.endsWith('.csv.gz'));
  for (const name of names) {
    const [head = [], ...rows] = readCsv(`${folder}/${configuration}/${name}`);
    header = head;
    for (const row of rows) files.set(row[0] ?? '', [...(files.get(row[0] ?? '') ?? []), row]);
  }
  return { header, files };
}

async function analyse(file: string, parameters: MeterParameters): Promise<CaptureTables> {
  const tables = new CaptureTables(parameters);
  const read = await new CaptureReading(tables).read(fileStream(corpus(`captures/${file}`) ?? ''), file, 0);
  expect(read.ok).toBe(true);
  tables.finish();
  return tables;
}

/** Flows in NFStream's order, as the texts that a file would have. */
function rowsOf(tables: CaptureTables, columns: readonly string[]): string[][] {
  const readers = columns.map((id) => textReader(tables.flows.columns.get(id) ?? missing(id)));
  const order: number[] = [];
  const id = tables.flows.columns.get('id');
  for (let row = 0; row < tables.flows.length; row++) if (id?.type === 'number') order[id.number(row)] = row;
  return order.map((row) => readers.map((reader) => reader(row)));
}

/** The same rows after metering from memory by other parameters, and then again by these. */
function meteredAgain(tables: CaptureTables, parameters: MeterParameters, columns: readonly string[]): string[][] {
  const other: MeterParameters = { ...parameters, ...OTHER };
  expect(tables.canMeterAgain(other)).toBe(true);
  tables.meterAgain(other);
  tables.meterAgain(parameters);
  return rowsOf(tables, columns);
}

function missing(id: string): never {
  throw new Error(`There is no column ${id}.`);
}

describe.skipIf(folder === undefined)('flows equal NFStream 6.5.4', () => {
  for (const [configuration, changes] of Object.entries(CONFIGURATIONS)) {
    it(configuration, async () => {
      const { header, files } = expectedRows(configuration);
      const kept = header.flatMap((name, at) => (L7.test(name) ? [] : [at]));
      const columns = kept.map((at) => header[at] ?? '');
      const parameters = { ...NFSTREAM_DEFAULTS, nDissections: 0, statisticalAnalysis: true, ...changes };
      const different: string[] = [];
      let flows = 0;
      let equal = 0;
      let again = 0;
      for (const [file, rows] of files) {
        const expected = rows.map((row) => kept.map((at) => row[at] ?? ''));
        const tables = await analyse(file, parameters);
        const ours = rowsOf(tables, columns);
        const same = expected.filter((row, at) => JSON.stringify(row) === JSON.stringify(ours[at])).length;
        flows += expected.length;
        equal += same;
        if (tables.canMeterAgain(parameters)) {
          expect(meteredAgain(tables, parameters, columns), file).toEqual(ours);
          again++;
        }
        if (same < expected.length || ours.length !== expected.length) different.push(file);
      }
      console.log(`${configuration}: ${equal} of ${flows} flows equal, ${different.length} captures differ`);
      expect(different.filter((file) => EXCEPTIONS[file] === undefined)).toEqual([]);
      expect(flows).toBeGreaterThan(6000);
      // Not those that end early, and one whose times span 52 years.
      expect(again).toBeGreaterThan(files.size * 0.95);
    });
  }
});

if (folder === undefined) console.log(noCorpora);
