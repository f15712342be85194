import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { textReader } from '../../src/core/export/cell-text.ts';
import { IDENTIFIED_TEXTS } from '../../src/core/identify/identified-flows.ts';
import { NFSTREAM_DEFAULTS, type MeterParameters } from '../../src/core/model/parameters.ts';
import { CaptureReading } from '../../src/core/pipeline.ts';
import { CaptureSession } from '../../src/core/session/capture-session.ts';
import { CaptureTables } from '../../src/core/tables.ts';
import { byteStream } from '../bytes.ts';
import { corpus, noCorpora } from '../corpora.ts';

/** Time-outs that cut many flows. */
const CUT: MeterParameters = { ...NFSTREAM_DEFAULTS, idleTimeout: 2, activeTimeout: 10 };

const list = corpus('captures/MANIFEST.tsv');

function captures(): string[] {
  const rows = readFileSync(list ?? '', 'utf8')
    .split('\n')
    .map((line) => line.split('\t'));
  return rows.filter(([, role]) => role === 'capture').map(([path = '']) => path);
}

async function read(bytes: Uint8Array, parameters: MeterParameters): Promise<CaptureTables> {
  const tables = new CaptureTables(parameters);
  await new CaptureReading(tables).read(byteStream(bytes), 'capture', bytes.length);
  tables.finish();
  return tables;
}

function told(tables: CaptureTables): string[] {
  const readers = [...IDENTIFIED_TEXTS, 'application_is_guessed', 'application_confidence'].map((id) => {
    const column = tables.flows.columns.get(id);
    return column === undefined ? () => '' : textReader(column);
  });
  return Array.from({ length: tables.flows.length }, (_, row) => readers.map((reader) => reader(row)).join(' | '));
}

describe.skipIf(list === undefined)('what flows are, metered again by short time-outs', () => {
  it('is what reading with these time-outs says', async () => {
    const others: string[] = [];
    let flows = 0;
    let retold = 0;
    for (const file of captures()) {
      const bytes = new Uint8Array(readFileSync(corpus(`captures/${file}`) ?? ''));
      const tables = await read(bytes, NFSTREAM_DEFAULTS);
      if (!tables.canMeterAgain(CUT) || tables.facts.files.some(({ compression }) => compression !== 'none')) continue;
      const slice = (offset: number, length: number) => Promise.resolve(bytes.subarray(offset, offset + length));
      const session = new CaptureSession(tables, { read: slice });
      const whole = tables.flows.length;
      session.meterAgain(CUT);
      if (tables.flows.length === whole && tables.untold.untold.size === 0) continue;
      retold += tables.untold.untold.size;
      await session.tellFlows();
      const [ours, fresh] = [told(tables), told(await read(bytes, CUT))];
      flows += fresh.length;
      fresh.forEach((text, flow) => {
        if (text !== ours[flow]) others.push(`${file} ${flow}: ${text} / ${ours[flow] ?? ''}`);
      });
    }
    console.log(`${flows} flows of captures that are cut, ${retold} of them told anew, ${others.length} otherwise`);
    expect(others).toEqual([]);
  }, 300_000);
});

if (list === undefined) console.log(noCorpora);
