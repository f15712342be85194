import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { DOUBT_TEXTS } from '../../src/core/model/doubts.ts';
import { DECODINGS, PAGE_DEFAULTS, type Decoding } from '../../src/core/model/parameters.ts';
import { CaptureReading } from '../../src/core/pipeline.ts';
import { CaptureTables } from '../../src/core/tables.ts';
import { fileStream } from '../bytes.ts';
import { corpus, noCorpora } from '../corpora.ts';

/**
 * Every public capture as the page opens it, and with further decodings: what is offered is there, and what is there is
 * offered, packet by packet.
 */
const manifest = corpus('captures/MANIFEST.tsv');

async function read(file: string, decode: readonly Decoding[]): Promise<CaptureTables | undefined> {
  const tables = new CaptureTables({ ...PAGE_DEFAULTS, decode });
  const opened = await new CaptureReading(tables).read(fileStream(corpus(`captures/${file}`) ?? ''), file, 0);
  tables.finish();
  return opened.ok ? tables : undefined;
}

/** Packets of which it was not said truly whether further decodings count them to a flow. */
function wrongOffers(before: CaptureTables, after: CaptureTables): number[] {
  const { strays } = before;
  const wrong: number[] = [];
  for (let row = 0; row < strays.length; row++) {
    const packet = strays.packet[row] ?? 0;
    const opens = (after.packets.flow[packet] ?? -1) >= 0;
    if (opens !== (strays.further[row] ?? 0) > 0) wrong.push(packet + 1);
  }
  return wrong;
}

/** Packets that were to be opened by a choice of decodings, and are not by these alone. */
function unopened(before: CaptureTables, choice: number, after: CaptureTables): number[] {
  const { strays } = before;
  const wrong: number[] = [];
  for (let row = 0; row < strays.length; row++) {
    const packet = strays.packet[row] ?? 0;
    if (strays.further[row] === choice + 1 && (after.packets.flow[packet] ?? -1) < 0) wrong.push(packet + 1);
  }
  return wrong;
}

describe.skipIf(manifest === undefined)('what further decodings would open is said', () => {
  const rows = manifest === undefined ? [] : readFileSync(manifest, 'utf8').split('\n');
  const files = rows.filter((row) => row.split('\t')[1] === 'capture').map((row) => row.split('\t')[0] ?? '');

  it('of every capture, exactly', async () => {
    const wrong: string[] = [];
    const counts = { opened: 0, empty: 0, filled: 0, flows: 0, offered: 0, doubtful: 0, doubtfulFlows: 0 };
    const choices = new Map<string, number>();
    const doubts = new Map<string, number>();
    for (const file of files) {
      const before = await read(file, []);
      if (before === undefined) continue;
      counts.opened++;
      const { further = [], doubtful = [], flows } = before.summary();
      if (further.length > 0) counts.offered++;
      if (doubtful.length > 0) counts.doubtful++;
      for (let flow = 0; flow < flows; flow++) {
        const bits = before.doubtsOf(flow);
        if (bits === 0) continue;
        counts.doubtfulFlows++;
        const words = DOUBT_TEXTS[bits] ?? '';
        doubts.set(words, (doubts.get(words) ?? 0) + 1);
        if (process.env['FLOWLOOM_TELL'] !== undefined) console.log(`${file} flow ${flow}: ${words}`);
      }
      const after = await read(file, DECODINGS);
      if (after === undefined) continue;
      if (flows === 0) {
        counts.empty++;
        counts.filled += Number(after.flowCount > 0);
        counts.flows += after.flowCount;
        const inNone = further.some((row) => row.flowless.some((count) => count > 0));
        if (inNone !== after.flowCount > 0) wrong.push(`${file}: hint ${inNone}, flows ${after.flowCount}`);
      }
      for (const packet of wrongOffers(before, after)) wrong.push(`${file} packet ${packet}`);
      for (const [choice, { decode, packets }] of further.entries()) {
        choices.set(decode.join('+'), (choices.get(decode.join('+')) ?? 0) + packets);
        const chosen = await read(file, decode);
        if (chosen === undefined) continue;
        for (const packet of unopened(before, choice, chosen))
          wrong.push(`${file} packet ${packet} by ${decode.join()}`);
      }
    }
    console.log(counts, Object.fromEntries(choices), Object.fromEntries(doubts));
    expect(wrong).toEqual([]);
    expect(counts.filled).toBeGreaterThan(35);
  }, 600_000);
});

if (manifest === undefined) console.log(noCorpora);
