import { describe, expect, it } from 'vitest';
import { NFSTREAM_DEFAULTS } from '../../../src/core/model/parameters.ts';
import { columnsAfter, exampleText, run, samplePath, tablesOf, type Ran } from './run-operators.ts';

const WEB = samplePath('web-page.pcap');
const DHCP = samplePath('dhcp.pcap');
const BARE = { ...NFSTREAM_DEFAULTS, nDissections: 0 };

async function ran(path: string, source: string, size?: number): Promise<Ran> {
  const found = await run(await tablesOf(path), path, source, size);
  if (!('results' in found)) throw new Error(found.detail);
  return found;
}

const LOG = `
const calls: string[] = [];
class Log extends FlowPlugin {
  override onInit(packet: PluginPacket, flow: PluginFlow) { flow.udps.calls = 'i' + packet.deltaTime; }
  override onUpdate(packet: PluginPacket, flow: PluginFlow) { flow.udps.calls += 'u' + packet.direction; }
  override onExpire(flow: PluginFlow) { flow.udps.calls += 'e' + flow.expirationId; flow.udps.n = flow.bidirectional_packets; }
}`;
const IMPORTS = `import { FlowPlugin, link, tagger, linkFlows, tagFlows, source, table, printer, summary, sequence, type PluginFlow, type PluginPacket } from 'flowloom';\n`;

describe('flow plugins', () => {
  it('are told of the first packet, of each further one, and of the end once', async () => {
    const rows = await columnsAfter(DHCP, `${IMPORTS}export ${LOG.trim().split('\n').slice(1).join('\n')}`, 'flows', [
      'udps.calls',
      'udps.n',
      'bidirectional_packets',
      'expiration_id',
    ]);
    for (const [calls, n, packets, why] of rows) {
      expect(calls).toMatch(/^i0(u[01])*e-?\d$/);
      expect(calls?.split('u').length).toBe(Number(packets));
      expect(n).toBe(packets);
      expect(calls?.at(-1)).toBe(why);
    }
    expect(rows.length).toBeGreaterThan(1);
  });

  it('see NFStream’s numbers as they stand, by both names, whatever the size of batches', async () => {
    const code = `${IMPORTS}export class A extends FlowPlugin {
      override onUpdate(packet: PluginPacket, flow: PluginFlow) {
        flow.udps.mean = flow.src2dst_mean_ps; flow.udps.same = flow.src2dstMeanPs === flow.src2dst_mean_ps;
        flow.udps.end = flow.srcIp + '>' + flow.dst_ip + ' ' + packet.srcMac + packet.vlan_id + packet.ipVersion;
      } }`;
    const [small, large] = [await ran(WEB, code, 7), await ran(WEB, code, 100_000)];
    expect(small.results).toEqual(large.results);
    const rows = await columnsAfter(
      WEB,
      code,
      'flows',
      ['udps.mean', 'src2dst_mean_ps', 'udps.same', 'bidirectional_packets', 'udps.end', 'src_ip', 'dst_ip'],
      { ...BARE, statisticalAnalysis: true },
    );
    for (const [mean, own, same, packets, end = '', src, dst] of rows) {
      if (Number(packets) < 2) continue;
      expect(Number(mean)).toBe(Number(own));
      expect(same).toBe('true');
      expect(end).toMatch(/ 02:42:.*04$/);
      expect(end.startsWith(`${src}>${dst} `)).toBe(true);
    }
  });

  it('end a flow with the packet at hand: FlowSlicer', async () => {
    const ids = ['bidirectional_packets', 'expiration_id', 'src_ip', 'src_port', 'dst_ip', 'dst_port', 'protocol'];
    const [before, after] = [
      await columnsAfter(WEB, exampleText('custom-size'), 'flows', ids),
      await columnsAfter(WEB, exampleText('flow-slicer'), 'flows', ids),
    ];
    const count = (rows: string[][]): number => rows.reduce((sum, [packets]) => sum + Number(packets), 0);
    expect(count(after)).toBe(count(before));
    for (const [packets, why] of after) expect(why === '-1' ? Number(packets) : 5).toBe(5);
    const cuts = before.reduce((sum, [packets]) => sum + Math.floor(Number(packets) / 5), 0);
    expect(after.filter(([, why]) => why === '-1')).toHaveLength(cuts);
    expect(after.length).toBe(before.reduce((sum, [packets]) => sum + Math.ceil(Number(packets) / 5), 0));
  });

  it('end it in onInit after one packet, from memory as by reading again', async () => {
    const code = exampleText('flow-slicer').replace('limit: 5', 'limit: 1');
    const ids = ['id', 'expiration_id', 'bidirectional_first_seen_ms', 'src_ip', 'src_port', 'bidirectional_bytes'];
    const fromMemory = await columnsAfter(WEB, code, 'flows', ids, BARE);
    const fromFile = await columnsAfter(WEB, code, 'flows', ids);
    expect(fromMemory).toEqual(fromFile);
    expect(fromMemory.every(([, why]) => why === '-1')).toBe(true);
  });

  it('count packets of a size, and list the first packets as NFStream does', async () => {
    const sizes = await columnsAfter(WEB, exampleText('custom-size'), 'flows', ['udps.packet_with_custom_size']);
    const packets = await columnsAfter(WEB, exampleText('custom-size'), 'packets', ['flow', 'length']);
    for (const [flow, [count]] of sizes.entries())
      expect(Number(count)).toBe(packets.filter(([of, length]) => of === String(flow) && length === '66').length);
    const lists = ['direction', 'ps', 'piat_ms'];
    const rows = await columnsAfter(
      WEB,
      exampleText('splt'),
      'flows',
      lists.flatMap((name) => [`udps.splt_${name}`, `splt_${name}`]),
      { ...BARE, spltAnalysis: 20 },
    );
    for (const cells of rows) for (const at of [0, 2, 4]) expect(cells[at]).toBe(cells[at + 1]);
  });

  it('have columns of one kind, and say what is no column', async () => {
    const code = `${IMPORTS}export class A extends FlowPlugin {
      override onExpire(flow: PluginFlow) {
        const udps = flow.udps as Record<string, unknown>;
        udps.mixed = flow.protocol === 17 ? 1 : 'tcp'; udps.yes = true; udps.none = undefined; udps.bad = { a: 1 };
        udps['a b'] = 1; udps['A_b'] = 2; udps.long = 'x'.repeat(300); udps.list = ['a', 1, true];
      } }`;
    const { results } = await ran(WEB, code);
    const kinds = Object.fromEntries(results.columns.map(({ id, kind }) => [id, kind]));
    expect(kinds).toEqual({
      'udps.mixed': 'text',
      'udps.yes': 'boolean',
      'udps.a_b': 'number',
      'udps.A_b_': 'number',
      'udps.long': 'text',
      'udps.list': 'text',
    });
    expect(results.losses).toMatchObject({ refused: results.starts.length, cutTexts: results.starts.length });
    expect(results.columns.find(({ id }) => id === 'udps.list')?.texts).toEqual(["['a', 1, true]"]);
  });

  it('that throw end after a thousand errors, and the others go on', async () => {
    const code = `${IMPORTS}export class Bad extends FlowPlugin { override onUpdate() { throw new Error('no'); } }
      export class Good extends FlowPlugin { override onInit(_: PluginPacket, flow: PluginFlow) { flow.udps.seen = 1; } }
      export class Getter extends FlowPlugin { override onInit(_: PluginPacket, flow: PluginFlow) {
        Object.defineProperty(flow.udps, 'trap', { enumerable: true, get() { throw new Error('trap'); } }); } }`;
    const { results } = await ran(WEB, code);
    expect(results.operators.map(({ name, fault }) => [name, fault === undefined])).toEqual([
      ['Bad', false],
      ['Good', true],
      ['Getter', true],
    ]);
    expect(results.columns.map(({ id }) => id)).toEqual(['udps.seen']);
  });

  it('refuse what is async, and a class whose constructor throws', async () => {
    const tables = await tablesOf(WEB);
    const waits = await run(tables, WEB, `${IMPORTS}export class A extends FlowPlugin { override async onInit() {} }`);
    expect('results' in waits && waits.results.operators[0]?.fault?.detail).toMatch(/cannot be async|async function/);
    const made = await run(
      tables,
      WEB,
      `${IMPORTS}export class A extends FlowPlugin { constructor() { super(); throw new Error('made'); } override onInit() {} }`,
    );
    expect(made).toMatchObject({ code: 'code-threw', detail: 'Error: made' });
  });
});

describe('links and taggers', () => {
  it('add columns and tags by Chains’ rules', async () => {
    const rows = await columnsAfter(WEB, exampleText('chains-tagger'), 'packets', [
      'src',
      'dst',
      'link.src_domain',
      'link.dst_domain',
      'tags',
    ]);
    const inside = (text = ''): boolean => /^(?:10\.|192\.168\.)/.test(text);
    for (const [src, dst, from, to, tags] of rows) {
      if (inside(src) && inside(dst)) expect([from, to, tags]).toEqual(['internal', 'internal', 'internal']);
    }
    expect(rows.length).toBeGreaterThan(100);
  });

  it('are seen by what stands below them, not by what stands above', async () => {
    const code = `${IMPORTS}
      export const early = sequence('Early').step('a', (p) => p.x.big === true);
      export const size = link((p) => ({ big: p.length > 1000 }));
      export const word = tagger((p) => (p.x.big === true ? ['large', 'a b'] : undefined));
      export const late = sequence('Late').step('a', (p) => p.x.big === true && p.tags.includes('large'));`;
    const { set, results } = await ran(WEB, code);
    const large = (await tablesOf(WEB)).packets;
    const count = Array.from({ length: large.length }, (_, row) => large.wireLength(row)).filter(
      (n) => n > 1000,
    ).length;
    expect(set.classes.map(({ name, completed }) => [name, completed])).toEqual([
      ['Early', 0],
      ['Late', count],
    ]);
    expect(results.columns.find(({ kind }) => kind === 'tags')?.texts).toEqual(['large a-b']);
  });

  it('of flows see what plugins said, and their tags stand beside the others', async () => {
    const code = `${IMPORTS}
      export class A extends FlowPlugin { override onInit(_: PluginPacket, flow: PluginFlow) { flow.udps.one = 1; } }
      export const more = source.flows().link((f) => ({ both: Number(f.udps.one) + f.bidirectionalPackets })).tag((f) => (f.dstPort === 53 ? 'names' : undefined)).to(table);`;
    const rows = await columnsAfter(WEB, code, 'flows', ['link.both', 'bidirectional_packets', 'dst_port', 'tags']);
    for (const [both, packets, port, tags = ''] of rows) {
      expect(Number(both)).toBe(Number(packets) + 1);
      expect(tags.split(' ').includes('names')).toBe(port === '53');
      expect(tags.split(' ')[0]).toBe('internal');
    }
  });

  it('bound columns, tags and texts', async () => {
    const code = `${IMPORTS}
      export const wide = link((p) => Object.fromEntries(Array.from({ length: 70 }, (_, at) => ['c' + at, p.number])));
      export const many = tagger((p) => 'tag' + p.number);`;
    const { results } = await ran(WEB, code);
    expect(results.columns.filter(({ id }) => id !== 'tags')).toHaveLength(63);
    expect(results.losses.columns).toBe(7);
    expect(results.columns.find(({ id }) => id === 'tags')?.texts.length).toBeLessThanOrEqual(256);
    expect(results.losses.values).toBe(Math.max(0, (await tablesOf(WEB)).packets.length - 256));
  });
});

describe('printers', () => {
  it('write a line or a block for each packet', async () => {
    const { results } = await ran(WEB, exampleText('packet-summary'));
    const { lines } = results;
    const first = lines.text.slice(0, lines.ends[0]);
    expect(first).toBe(
      "2026-11-21 00:51:09 - ARP 192.168.10.20(internal) --> 192.168.10.1(internal) TAGS: ['internal']",
    );
    expect(lines.packets).toHaveLength((await tablesOf(WEB)).packets.length);
    const block = await ran(WEB, exampleText('packet-printer'));
    expect(
      block.results.lines.text.slice(block.results.lines.ends[1], block.results.lines.ends[2]).split('\n'),
    ).toEqual([
      'Timestamp: 2026-11-21 00:51:09.897',
      'Ethernet Frame: 02:42:c0:a8:0a:14 --> 02:42:c0:a8:0a:01',
      'Packet: IP 192.168.10.20 --> 192.168.10.1 (len:80)',
      'Transport: UDP sport:47774 dport:53',
      'Data: 38 bytes j\\x1f\\x01\\x00\\x00\\x01\\x00\\x00\\x00\\x00\\x00\\x00\\x07harbour\\x07example\\x04t',
      'Tags: data',
      '',
    ]);
  });

  it('may be functions, and say when what they give is no text', async () => {
    const { results } = await ran(
      WEB,
      `${IMPORTS}export const a = source.packets().to((p) => (p.number === 2 ? 'two' : p.number === 3 ? (3 as never) : undefined));`,
    );
    expect(results.lines).toMatchObject({ text: 'two', omitted: 0 });
    expect([...results.lines.packets]).toEqual([1]);
    expect(results.losses.refused).toBe(1);
  });
});
