import { parquetReadObjects } from 'hyparquet';
import { beforeAll, describe, expect, it } from 'vitest';
import type { ExportRequest, RowFormat } from '../../../src/core/model/export.ts';
import type { Question } from '../../../src/core/model/question.ts';
import { packets, pcap } from '../../fixtures/captures.ts';
import { open, write, written, type Opened } from './written.ts';
import { matchSetOf } from '../../../src/core/relational/match-set.ts';

const CAPTURE = pcap(
  packets(`
  0.000 10.0.0.1:5000 > 10.0.0.2:443 SYN
  0.020 ARP 10.0.0.1 > 10.0.0.2
  0.500 10.0.0.9:6000 > 10.0.0.2:53 UDP 31
  0.600 10.0.0.2:53 > 10.0.0.9:6000 UDP 90
`),
);

let opened: Opened;

beforeAll(async () => {
  opened = await open(CAPTURE);
  opened.session.setMatches(
    matchSetOf({
      classes: [{ name: 'Question', completed: 1, incomplete: 0 }],
      matches: [
        { flowClass: 0, complete: true, packets: [2, 3], fields: [{ name: 'say', value: '"yes", he said' }] },
        { flowClass: 0, complete: false, packets: [0], fields: [] },
      ],
      omitted: [0],
    }),
  );
});

const request = (format: RowFormat, question: Partial<Question>, columns: readonly string[]): ExportRequest => ({
  format,
  question: { table: 'packets', filter: '', ...question },
  columns,
});

async function text(of: ExportRequest): Promise<string> {
  return new TextDecoder().decode(await written(opened.session, of));
}

describe('the rows that are shown', () => {
  it('are written in their order, with the columns asked for in theirs', async () => {
    const shown = { filter: 'protocol = UDP', sort: { column: 'length', descending: true } };
    expect(await text(request('csv', shown, ['number', 'src', 'length']))).toBe(
      'number,src,length\n4,10.0.0.2,132\n3,10.0.0.9,73\n',
    );
    expect(await text(request('ndjson', shown, ['time', 'dst']))).toBe(
      '{"time":0.600000000,"dst":"10.0.0.9"}\n{"time":0.500000000,"dst":"10.0.0.2"}\n',
    );
  });

  it('have the info of packets, which is read from their bytes', async () => {
    expect(await text(request('csv', { filter: 'number = 2' }, ['info', 'number']))).toBe(
      'info,number\nWho has 10.0.0.2? Tell 10.0.0.1,2\n',
    );
  });

  it('have a header even if there are none, and leave out columns that there are not', async () => {
    expect(await text(request('csv', { filter: 'number = 99' }, ['number', 'nonsuch', 'info']))).toBe('number,info\n');
    expect(await text(request('ndjson', { filter: 'number = 99' }, ['number']))).toBe('');
  });

  it('keep what sequences captured as JSON, and the numbers of their packets', async () => {
    const columns = ['match', 'class', 'duration', 'fields', 'packets'];
    expect(await text(request('ndjson', { table: 'matches', filter: 'state = complete' }, columns))).toBe(
      '{"match":1,"class":"Question","duration":100,"fields":{"say":"\\"yes\\", he said"},"packets":[3,4]}\n',
    );
    expect(await text(request('csv', { table: 'matches', filter: '' }, ['fields', 'packets']))).toBe(
      'fields,packets\n"{""say"":""\\""yes\\"", he said""}","[3, 4]"\n{},[1]\n',
    );
  });

  it('go into Parquet, lists as lists', async () => {
    const columns = ['src_ip', 'bidirectional_first_seen_ms', 'bidirectional_mean_ps', 'splt_direction'];
    const bytes = await written(
      opened.session,
      request('parquet', { table: 'flows', filter: 'protocol = 17' }, columns),
    );
    const [row] = await parquetReadObjects({ file: bytes.buffer as ArrayBuffer });
    expect(row).toEqual({
      src_ip: '10.0.0.9',
      bidirectional_first_seen_ms: 1_700_000_000_500n,
      bidirectional_mean_ps: 102.5,
      splt_direction: [0n, 1n, ...new Array<bigint>(18).fill(-1n)],
    });
  });

  it('are not written if the question is wrong, or when it is stopped', async () => {
    expect((await write(opened.session, request('csv', { filter: 'length >' }, ['number']))).reply).toMatchObject({
      failure: { code: 'bad-question', offset: 8 },
    });
    const { reply } = await write(opened.session, request('csv', {}, ['number']), 1);
    expect(reply).toEqual({ ok: false, failure: { code: 'stopped' } });
  });
});
