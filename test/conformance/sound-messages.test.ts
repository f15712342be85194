import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import type { Rows } from '../../src/core/model/column.ts';
import { messageRows } from '../../src/core/session/messages/message-rows.ts';
import { corpus, noCorpora } from '../corpora.ts';
import { messagesOf, type ReadCapture } from './capture-messages.ts';
import { wrongNumbers } from './table-checks.ts';

/** Every public capture: no message says what only a fault of ours says, and answers come back to who asked. */

/** What a value that is none looks like in a text; bytes of captures say some of it, too. */
const NONSENSE = /\bundefined\b|\bNaN\b|\[object |\bInfinity\b|: null\b/;
/** What ends really say. */
const SAID = /=undefined\b/;
const LEAST: Readonly<Record<string, number>> = {
  code: -1,
  body: -1,
  latency: -1,
  partner: -1,
  flow: -1,
  time: -Infinity,
};

function wrongTexts({ found }: ReadCapture): string[] {
  return found.flatMap(({ frame, protocol, message }) => {
    const values = Object.values(message.values).filter((value) => value !== undefined);
    const texts = [message.kind, message.summary, ...values.map(String)];
    const said = (message.said ?? []).map(({ value }) => String(value));
    const isEmpty = message.summary.trim() === '' || message.kind.trim() === '';
    const isWrong = isEmpty || [...texts, ...said].some((text) => NONSENSE.test(text) && !SAID.test(text));
    return isWrong ? [`${frame} ${protocol} ${message.kind}: ${message.summary}`] : [];
  });
}

const SERVED = ['DHCP', 'DHCPv6', 'mDNS', 'LLMNR', 'NBNS', 'SSDP'];

/** Answers that do not go back the way of their requests, those to all aside. */
function wrongPairs({ store }: ReadCapture, rows: Rows): string[] {
  const cell = (id: string, row: number): string | number => {
    const column = rows.columns.get(id);
    if (column?.type === 'dictionary') return column.text(column.code(row));
    return column?.type === 'number' ? column.number(row) : '';
  };
  const wrong: string[] = [];
  for (let row = 0; row < store.length; row++) {
    const request = store.partner[row] ?? -1;
    if (request < 0 || cell('pairing', row) !== 'answer' || SERVED.includes(String(cell('protocol', row)))) continue;
    const back = cell('src', row) === cell('dst', request) && cell('dst', row) === cell('src', request);
    if (!back) wrong.push(`${cell('packet', row)} ${cell('summary', row)} does not go back`);
    if (cell('kind', row) === '') wrong.push(`${cell('packet', row)} without a kind`);
  }
  return wrong;
}

const manifest = corpus('captures/MANIFEST.tsv');

describe.skipIf(manifest === undefined)('messages of every capture are sound', () => {
  it('in their texts, numbers and pairs', async () => {
    const rows = readFileSync(manifest ?? '', 'utf8').split('\n');
    const files = rows.filter((row) => row.split('\t')[1] === 'capture').map((row) => row.split('\t')[0] ?? '');
    const faults: string[] = [];
    const protocols = new Set<string>();
    let messages = 0;
    for (const file of files) {
      const read = await messagesOf(file);
      if (read === undefined) continue;
      const table = messageRows(read.store, read.tables.sources);
      messages += table.length;
      for (const { protocol } of read.found) protocols.add(protocol);
      const wrong = [...wrongTexts(read), ...wrongNumbers(table, (id) => LEAST[id] ?? 0), ...wrongPairs(read, table)];
      faults.push(...wrong.slice(0, 3).map((fault) => `${file}: ${fault}`));
    }
    console.log(`${messages} messages of ${protocols.size} protocols: ${faults.length} faults`);
    expect(faults).toEqual([]);
    expect(protocols.size).toBeGreaterThanOrEqual(45);
    expect(messages).toBeGreaterThan(12_500);
  }, 300_000);
});

if (manifest === undefined) console.log(noCorpora);
