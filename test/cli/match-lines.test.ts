import { gzipSync } from 'node:zlib';
import { parquetReadObjects } from 'hyparquet';
import { describe, expect, it } from 'vitest';
import { capture } from './capture-text.ts';
import { workFolder } from './run.ts';

const folder = workFolder();
const LOG = `Jan  5 12:00:01 gate sshd[7]: Failed password for root from 10.0.0.9
Jan  5 12:00:02 gate sshd[7]: Failed password for root from 10.0.0.9
Jan  5 12:00:03 gate cron[3]: nothing
Jan  5 12:00:04.5 gate sshd[7]: Accepted password for root from 10.0.0.9
`;
folder.write('auth.log', LOG);
folder.write('auth.log.gz', gzipSync(LOG));
folder.write(
  'guessed.ts',
  `import { sequence } from 'flowloom';
export const guessed = sequence('Guessed', 'lines').starts('one')
  .step('failed', (line) => line.text.includes('Failed'))
  .step('accepted', (line) => line.text.includes('Accepted'), { within: 60 })
  .columns((m) => ({ user: /for (\\w+)/.exec(m.failed.text)?.[1] ?? '', after: m.accepted.time - m.failed.time }));
`,
);

describe('flowloom match over lines', () => {
  it.each<[string, string, string | undefined]>([
    ['a file', 'auth.log', undefined],
    ['a compressed file', 'auth.log.gz', undefined],
    ['standard input', '-', LOG],
  ])('writes the lines of each match, from %s', async (_, path, input) => {
    const { status, out, err } = await folder.run(
      ['match', path, '--code', 'guessed.ts'],
      input === undefined ? undefined : new TextEncoder().encode(input),
    );
    expect({ status, err }).toEqual({ status: 0, err: '' });
    expect(out).toBe(
      'match,class,state,start,duration,events,fields,outcome,reason,lines\n' +
        '1,Guessed,complete,0.000000000,3500.0,2,"{""user"":""root"",""after"":""3.5""}",match,,"[1, 4]"\n',
    );
  });

  it('writes what was captured as columns with their types', async () => {
    // Behind the first line: seconds since the beginning of the log would be the same as those of the first event.
    folder.write('later.log', `Jan  5 12:00:00 gate cron[3]: nothing\n${LOG}`);
    const args = ['match', 'later.log', '--code', 'guessed.ts', '--class', 'Guessed'];
    const { status, out } = await folder.run(args);
    expect(status).toBe(0);
    expect(out).toBe(
      'match,class,state,start,duration,events,outcome,reason,longest_gap,gap_accepted,field.user,field.after,lines\n' +
        '1,Guessed,complete,1.000000000,3500.0,2,match,,3500.0,3500.0,root,3.5,"[2, 5]"\n',
    );
    expect((await folder.run([...args, '--format', 'parquet', '-o', 'a.parquet'])).status).toBe(0);
    const [row] = await parquetReadObjects({ file: new Uint8Array(folder.read('a.parquet')).buffer });
    expect(row).toMatchObject({ 'field.user': 'root', 'field.after': 3.5, lines: [2n, 5n] });
  });

  it('explains a line, and what came too late', async () => {
    folder.write('soon.ts', folder.read('guessed.ts').toString().replace('within: 60', 'within: 1'));
    const args = ['match', 'auth.log', '--code', 'soon.ts'];
    const { out } = await folder.run([...args, '--near-misses']);
    expect(out.split('\n')[0]).toContain('lines,limit,waits_for,at,by,late_line,late_by_s');
    expect(out.split('\n')[1]).toContain('[1],gap,accepted,1.000000000,-1,4,2.5');
    const explained = await folder.run([...args, '--explain', '4']);
    expect(explained.out.split('\n')[0]).toBe('line,class,taken,condition,name,answer,why');
    expect((await folder.run([...args, '--explain', '5'])).err).toContain('auth.log has 4 lines.');
  });

  it('says that times are numbers of lines, and which lines go back in time', async () => {
    folder.write('plain.txt', 'Failed for a\nAccepted for a\n');
    const plain = await folder.run(['match', 'plain.txt', '--code', 'guessed.ts']);
    expect(plain.err).toContain('the time of a line is its number');
    expect(plain.out.split('\n')[1]).toBe(
      '1,Guessed,complete,nan,nan,2,"{""user"":""a"",""after"":""1""}",match,,"[1, 2]"',
    );
    folder.write('mixed.log', `${LOG.split('\n')[3]}\n${LOG}`);
    const mixed = await folder.run(['match', 'mixed.log', '--code', 'guessed.ts', '--class', 'Guessed']);
    expect(mixed.err).toContain('mixed.log: 3 lines are earlier than one above them');
    expect(mixed.out.split('\n')[1]).toContain('"[2, 5]"');
    const sorted = await folder.run(['match', 'mixed.log', '--code', 'guessed.ts', '--order', 'time']);
    // Lines 1 and 5 have the same time: they stay as they stand.
    expect(sorted.out.split('\n')[1]).toContain('"[2, 1]"');
  });

  it('refuses what is no text, and reads the files beside it', async () => {
    folder.write('a.pcap', capture('0.000 10.0.0.1:5000 > 10.0.0.2:443 SYN'));
    folder.write('empty.log', '');
    const args = ['match', 'a.pcap', 'auth.log', 'empty.log', '--each', '--code', 'guessed.ts'];
    const { status, out, err } = await folder.run(args);
    expect(status).toBe(2);
    expect(out.split('\n')[1]).toContain('auth.log,1,Guessed');
    expect(err).toContain('a.pcap: this is no text: it is a capture.');
    expect(err).toContain('empty.log: the file has no bytes.');
  });

  it('writes what was found when a definition was ended by errors, with exit status 1', async () => {
    folder.write(
      'both.ts',
      `${folder.read('guessed.ts').toString()}
export const bad = sequence('Bad', 'lines').key((line) => { throw new Error('no ' + line.number); }).step('a', {});
`,
    );
    folder.write('long.log', LOG + 'x\n'.repeat(1500));
    const { status, out, err } = await folder.run(['match', 'long.log', '--code', 'both.ts']);
    expect(status).toBe(1);
    expect(out.split('\n')[1]).toContain('1,Guessed,complete');
    expect(err).toContain('Error: no 1 (at line 1). The last of 1000, at line 1000, ended it');
  });
});

describe('flowloom match --events', () => {
  folder.write(
    'three.ts',
    `import { sequence } from 'flowloom';
export const unsaid = sequence('Unsaid').step('one', {});
export const flows = sequence('Flows', 'flows').step('one', { kind: 'end' });
export const lines = sequence('Lines', 'lines').step('one', {});
`,
  );
  folder.write(
    'b.pcap',
    capture(`
      0.000 10.0.0.1:5000 > 10.0.0.2:443 SYN
      0.030 10.0.0.2:443 > 10.0.0.1:5000 SYN,ACK
      0.020 10.0.0.3:6000 > 10.0.0.2:443 SYN
      0.030 10.0.0.3:6000 > 10.0.0.2:443 SYN
    `),
  );
  const classesOf = (out: string): Record<string, number> => {
    const counts: Record<string, number> = {};
    for (const line of out.trimEnd().split('\n').slice(1)) {
      const name = line.split(',')[1];
      counts[name] = (counts[name] ?? 0) + 1;
    }
    return counts;
  };

  it.each<[events: string | undefined, file: string, found: Record<string, number>, leftOut: string]>([
    [undefined, 'b.pcap', { Unsaid: 4, Flows: 2 }, 'Lines'],
    ['packets', 'b.pcap', { Unsaid: 4 }, 'Flows, Lines'],
    ['flows', 'b.pcap', { Unsaid: 4, Flows: 2 }, 'Lines'],
    ['lines', 'auth.log', { Unsaid: 4, Lines: 4 }, 'Flows'],
  ])('%s', async (events, file, found, leftOut) => {
    const chosen = events === undefined ? [] : ['--events', events];
    const { status, out, err } = await folder.run(['match', file, '--code', 'three.ts', ...chosen]);
    expect(status).toBe(0);
    expect(classesOf(out)).toEqual(found);
    expect(err).toContain(`left out, since other events are wanted: ${leftOut}.`);
  });

  it('must be some that there are', async () => {
    const run = (more: readonly string[]): ReturnType<typeof folder.run> =>
      folder.run(['match', 'b.pcap', '--code', 'guessed.ts', ...more]);
    expect((await run(['--events', 'bytes'])).err).toContain('--events bytes is unknown: packets, flows');
    expect((await run(['--order', 'size'])).err).toContain('--order size is unknown: file and time');
    expect((await run(['--events', 'flows'])).err).toContain('looks at flows.');
    expect((await run(['--events', 'lines', '--bpf-filter', 'tcp'])).err).toContain('a log has none');
  });

  it('are looked at in the order of time, ties as they stand', async () => {
    folder.write(
      'next.ts',
      `import { sequence } from 'flowloom';
export const all = sequence('All').starts('one').repeat('p', 4, {})
  .columns((m) => ({ order: m.p.map((one) => one.number + one.src + one.seq).join(' ') }));
`,
    );
    const orderOf = async (more: readonly string[]): Promise<string> => {
      const { out } = await folder.run(['match', 'b.pcap', '--code', 'next.ts', '--format', 'ndjson', ...more]);
      return (JSON.parse(out) as { fields: { order: string } }).fields.order.replace(/10\.0\.0\.\d\d*/g, ' ');
    };
    expect((await orderOf([])).match(/\d+ /g)).toEqual(['1 ', '2 ', '3 ', '4 ']);
    expect((await orderOf(['--order', 'time'])).match(/\d+ /g)).toEqual(['1 ', '3 ', '2 ', '4 ']);
  });
});
