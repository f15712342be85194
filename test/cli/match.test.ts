import { gzipSync } from 'node:zlib';
import { describe, expect, it } from 'vitest';
import { capture } from './capture-text.ts';
import { lz4Frame, zstdFrame } from '../core/capture/packed-captures.ts';
import { workFolder } from './run.ts';

const folder = workFolder();
const BYTES = capture(`
  0.000 10.0.0.1:5000 > 10.0.0.2:443 SYN
  0.010 10.0.0.2:443 > 10.0.0.1:5000 SYN,ACK
  0.020 10.0.0.3:6000 > 10.0.0.2:443 SYN
  0.0305 10.0.0.1:5000 > 10.0.0.2:443 ACK
  0.040 10.0.0.1:5000 > 10.0.0.2:443 PSH,ACK GET /index
`);
folder.write('a.pcap', BYTES);
folder.write('a.pcap.gz', gzipSync(BYTES));
folder.write('a.pcap.zst', zstdFrame(BYTES, 100));
folder.write(
  'handshake.ts',
  `import { Flow, type PacketEvent } from 'flowloom';
export class Handshake extends Flow<PacketEvent> {
  client = '';
  isNextEvent(event: PacketEvent): boolean {
    const first = this.events[0];
    if (first === undefined) {
      this.client = event.src;
      return event.syn && !event.ack;
    }
    return event.flow === first.flow && event.ack && event.syn === (this.events.length === 1);
  }
  isComplete(): boolean {
    return this.events.length === 3;
  }
}
`,
);
folder.write(
  'get.ts',
  `import { Flow, type PacketEvent } from 'flowloom';
export class Get extends Flow<PacketEvent> {
  path = '';
  isNextEvent(event: PacketEvent): boolean {
    this.path = /^GET (\\S+)/.exec(event.text)?.[1] ?? '';
    return this.path !== '';
  }
  isComplete(): boolean {
    return this.events.length === 1;
  }
}
`,
);

describe('flowloom match', () => {
  it('writes one row a complete match', async () => {
    const { status, out, err } = await folder.run(['match', 'a.pcap', '--code', 'handshake.ts']);
    expect({ status, err }).toEqual({ status: 0, err: '' });
    expect(out).toBe(
      'match,class,state,start,duration,events,flows,fields,outcome,reason,packets\n' +
        '1,Handshake,complete,0.000000000,30.5,3,1,"{""client"":""10.0.0.1""}",match,,"[1, 2, 4]"\n',
    );
  });

  it('writes incomplete matches when asked, as NDJSON with fields as an object', async () => {
    const { out } = await folder.run([
      'match',
      'a.pcap',
      '--code',
      'handshake.ts',
      '--incomplete',
      '--format',
      'ndjson',
      '--each',
    ]);
    const rows = out
      .trimEnd()
      .split('\n')
      .map((line) => JSON.parse(line) as unknown);
    expect(rows).toHaveLength(2);
    expect(rows[1]).toMatchObject({
      file: 'a.pcap',
      state: 'incomplete',
      fields: { client: '10.0.0.3' },
      packets: [3],
    });
  });

  it.each<[string, string, Uint8Array | undefined]>([
    ['a file', 'a.pcap', undefined],
    ['a compressed file', 'a.pcap.gz', undefined],
    ['standard input', '-', BYTES],
    ['a zstd file', 'a.pcap.zst', undefined],
    ['compressed standard input', '-', gzipSync(BYTES)],
    ['lz4 on standard input', '-', lz4Frame(BYTES, 100)],
  ])('gives payloads from %s', async (_, path, input) => {
    const { status, out, err } = await folder.run(['match', path, '--code', 'get.ts', '--format', 'ndjson'], input);
    expect({ status, err }).toEqual({ status: 0, err: '' });
    expect(JSON.parse(out)).toMatchObject({ class: 'Get', fields: { path: '/index' }, packets: [5] });
  });

  it('writes what is asked for at most, and says how many there were', async () => {
    folder.write(
      'any.ts',
      "import { sequence } from 'flowloom';\nexport const any = sequence('Any').step('one', {});\n",
    );
    const { status, out, err } = await folder.run(['match', 'a.pcap', '--code', 'any.ts', '--max-matches', '2']);
    expect(status).toBe(0);
    expect(out.trimEnd().split('\n')).toHaveLength(3);
    expect(err).toContain('a.pcap: 3 further matches of Any are not listed.');
  });

  it('writes what one class captured as columns', async () => {
    folder.write(
      'wait.ts',
      "import { sequence } from 'flowloom';\n" +
        "export const wait = sequence('Wait').key('flow').step('syn', { syn: true, ack: false })\n" +
        "  .step('synAck', { syn: true, ack: true })\n" +
        '  .columns((m) => ({ client: m.syn.src, waitMs: (m.synAck.time - m.syn.time) * 1000, at: m.synAck.time, port: m.syn.dstPort }));\n' +
        "export const other = sequence('Other').step('one', {});\n",
    );
    const { status, out, err } = await folder.run(['match', 'a.pcap', '--code', 'wait.ts', '--class', 'Wait']);
    expect({ status, err }).toEqual({ status: 0, err: '' });
    expect(out).toBe(
      'match,class,state,start,duration,events,flows,outcome,reason,longest_gap,gap_synAck,' +
        'field.client,field.waitMs,field.at,field.port,packets\n' +
        '1,Wait,complete,0.000000000,10.0,2,1,match,,10.0,10.0,10.0.0.1,10.0,0.010000000,443,"[1, 2]"\n',
    );
    const unknown = await folder.run(['match', 'a.pcap', '--code', 'wait.ts', '--class', 'Wat']);
    expect(unknown).toMatchObject({ status: 1, err: expect.stringContaining('the code has Wait, Other') as string });
  });

  it('goes on when one class throws', async () => {
    folder.write(
      'one.ts',
      "import { sequence } from 'flowloom';\n" +
        "export const bad = sequence('Bad').step('one', () => {\n  throw new Error('no');\n});\n" +
        "export const good = sequence('Good').step('one', {});\n",
    );
    const { status, out, err } = await folder.run(['match', 'a.pcap', '--code', 'one.ts']);
    expect(status).toBe(1);
    expect(out.trimEnd().split('\n')).toHaveLength(6);
    expect(err).toContain('one.ts: line 3, column 9: Error: no (at packet 1). 4 more followed.');
  });

  it('names file, line and column of what is wrong with the code', async () => {
    folder.write('syntax.ts', 'export class A {\n  oops(:\n}\n');
    folder.write(
      'throws.ts',
      folder.read('handshake.ts').toString().replace('return this.events.length === 3;', 'throw new Error("enough");'),
    );
    folder.write('none.ts', 'export const nothing = 1;\n');
    const syntax = await folder.run(['match', 'a.pcap', '--code', 'syntax.ts']);
    expect(syntax).toMatchObject({ status: 1, out: '' });
    expect(syntax.err).toContain('syntax.ts: line 2, column 8');
    const throws = await folder.run(['match', 'a.pcap', '--code', 'throws.ts']);
    expect(throws.status).toBe(1);
    expect(throws.err).toContain('throws.ts: line 13, column 11: Error: enough (at packet 1)');
    expect((await folder.run(['match', 'a.pcap', '--code', 'none.ts'])).err).toContain('no class that extends Flow');
    expect((await folder.run(['match', 'a.pcap', '--code', 'absent.ts'])).err).toContain(
      'absent.ts: the system does not give the file',
    );
  });

  it('writes how flows ended, what came too late and by how much, and how far flows came', async () => {
    folder.write(
      'quick.ts',
      `import { sequence } from 'flowloom';
export const quick = sequence('Quick').key('flow').starts('one').step('syn', { syn: true, ack: false })
  .step('answer', { syn: true, ack: true }, { within: 0.004 });
`,
    );
    const args = ['match', 'a.pcap', '--code', 'quick.ts'];
    const { status, out, err } = await folder.run([...args, '--near-misses', '--funnel', 'funnel.tsv']);
    expect({ status, err }).toEqual({ status: 0, err: '' });
    expect(out.split('\n').slice(0, 3)).toEqual([
      'match,class,state,start,duration,events,flows,fields,outcome,reason,packets,limit,waits_for,at,by,late_packet,late_by_s',
      '1,Quick,incomplete,0.000000000,0.0,1,1,{},too late,answer did not come in time after the event before,[1],gap,answer,0.004000000,-1,2,0.006',
      '2,Quick,incomplete,0.020000000,0.0,1,1,{},too late,answer did not come in time after the event before,[3],gap,answer,0.024000000,-1,-1,nan',
    ]);
    expect(folder.read('funnel.tsv').toString()).toBe(
      'file\tclass\tkind\tname\tflows\na.pcap\tQuick\tstep\tsyn\t2\na.pcap\tQuick\tstep\tanswer\t0\na.pcap\tQuick\toutcome\ttoo-late\t2\n',
    );
    const explained = await folder.run([...args, '--explain', '5']);
    expect(explained.out).toBe(
      'packet,class,taken,condition,name,answer,why\n5,Quick,[],start,syn,no,"syn false, wanted true, ack true, wanted false"\n',
    );
    expect((await folder.run([...args, '--explain', '6'])).err).toContain('has 5 packets');
  });
});
