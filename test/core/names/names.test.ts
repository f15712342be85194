import { describe, expect, it } from 'vitest';
import { PAGE_DEFAULTS } from '../../../src/core/model/parameters.ts';
import type { NamesFound } from '../../../src/core/model/names.ts';
import { CaptureReading } from '../../../src/core/pipeline.ts';
import { CaptureSession } from '../../../src/core/session/capture-session.ts';
import { CaptureTables } from '../../../src/core/tables.ts';
import { byteStream } from '../../bytes.ts';
import { packets, pcap, type TestPacket } from '../../fixtures/captures.ts';
import { textHex } from '../protocols/packets.ts';
import { clientHello, dhcp, dnsAnswer, dnsQuestion, netbios, option, said } from './messages.ts';

interface Opened {
  readonly tables: CaptureTables;
  readonly session: CaptureSession;
  readonly found: NamesFound;
}

async function opened(list: readonly TestPacket[]): Promise<Opened> {
  const bytes = pcap([...list].sort((a, b) => Number(a.timeNs - b.timeNs)));
  const tables = new CaptureTables(PAGE_DEFAULTS);
  await new CaptureReading(tables).read(byteStream(bytes), 'test', bytes.length);
  tables.finish();
  const read = (offset: number, length: number) => Promise.resolve(bytes.subarray(offset, offset + length));
  const session = new CaptureSession(tables, { read });
  const reply = await session.findNames();
  if (!reply.ok) throw new Error(reply.failure.code);
  return { tables, session, found: reply.value };
}

/** Address, name and source of all that was found. */
async function namesIn(...list: readonly TestPacket[]): Promise<readonly string[]> {
  const { session } = await opened(list);
  return [...session.allNames()].map(({ address, name, source }) => `${address} ${name} ${source}`);
}

/** The name of the destination of each TCP flow, with its state. */
async function destinations(...list: readonly TestPacket[]): Promise<readonly string[]> {
  const { tables } = await opened(list);
  const flows = Array.from({ length: tables.flows.length }, (_, flow) => flow);
  return flows
    .filter((flow) => tables.packets.protocol[tables.extent(flow).first] === 6)
    .map((flow) => tables.flowNames.told(flow, 1))
    .map((told) =>
      told === undefined ? 'none' : `${told.name} ${told.source} ${told.state}${told.ofOther ? ' other' : ''}`,
    );
}

const ANSWER = '10.0.0.53:53 > 10.0.0.1:5000 UDP';
const TO_OTHER = '10.0.0.53:53 > 10.0.0.2:5000 UDP';
const syn = (second: number, port = 4000, server = '10.9.9.9'): TestPacket =>
  packets(`${second} 10.0.0.1:${port} > ${server}:443 SYN`)[0];
const hello = (second: number, name: string, port = 4000): TestPacket =>
  said(second, `10.0.0.1:${port} > 10.9.9.9:443 PSH+ACK`, clientHello(name));
const answer = (second: number, name: string, ttl = 60, ends = ANSWER): TestPacket =>
  said(second, ends, dnsAnswer(name, [[name, 'A', ttl, '10.9.9.9']]));

describe('names that DNS says', () => {
  it('are questions, with the aliases on the way', async () => {
    const { session } = await opened([
      said(
        1,
        ANSWER,
        dnsAnswer('WWW.Example.test', [
          ['www.example.test', 'CNAME', 60, 'edge.cdn.test'],
          ['edge.cdn.test', 'CNAME', 60, 'n1.cdn.test'],
          ['n1.cdn.test', 'A', 60, '10.9.9.9'],
          ['n1.cdn.test', 'AAAA', 60, '2001:0db8:0000:0000:0000:0000:0000:0009'],
          ['stranger.test', 'A', 60, '10.9.9.8'],
        ]),
      ),
    ]);
    const [first, second, ...rest] = [...session.allNames()];
    expect(first).toMatchObject({
      address: '10.9.9.9',
      name: 'www.example.test',
      client: '10.0.0.1',
      packet: 0,
      chain: ['edge.cdn.test', 'n1.cdn.test'],
    });
    expect(second?.address).toBe('2001:db8::9');
    expect(rest).toEqual([]);
  });

  it('are none in questions, failures and circles', async () => {
    expect(
      await namesIn(
        said(1, '10.0.0.1:5000 > 10.0.0.53:53 UDP', dnsQuestion('a.test')),
        said(2, ANSWER, dnsAnswer('a.test', [['a.test', 'A', 60, '10.9.9.9']], 3)),
        said(
          3,
          ANSWER,
          dnsAnswer('a.test', [
            ['a.test', 'CNAME', 60, 'b.test'],
            ['b.test', 'CNAME', 60, 'a.test'],
          ]),
        ),
      ),
    ).toEqual([]);
  });

  it('may be those of addresses', async () => {
    const six = `${'9.0.0.0.'.repeat(1)}${'0.'.repeat(20)}8.b.d.0.1.0.0.2.ip6.arpa`;
    expect(
      await namesIn(
        said(1, ANSWER, dnsAnswer('9.9.9.10.in-addr.arpa', [['9.9.9.10.in-addr.arpa', 'PTR', 60, 'Host.test']])),
        said(2, ANSWER, dnsAnswer(six, [[six, 'PTR', 60, 'six.test']])),
      ),
    ).toEqual(['10.9.9.9 host.test ptr', '2001:db8::9 six.test ptr']);
  });

  it('name flows that begin while they hold, and stand as run out after', async () => {
    expect(await destinations(answer(1, 'a.test'), syn(2), syn(90, 4001))).toEqual([
      'a.test dns valid',
      'a.test dns stale',
    ]);
  });

  it('hold a second at least', async () => {
    expect(await destinations(answer(1, 'a.test', 0), syn(1.9))).toEqual(['a.test dns valid']);
  });

  it('name no flow that began before', async () => {
    expect(await destinations(syn(1), answer(2, 'a.test'))).toEqual(['none']);
  });

  it('are those that the client asked for last, before those of others', async () => {
    const list = [answer(1, 'a.test'), answer(2, 'b.test'), answer(3, 'c.test', 60, TO_OTHER)];
    expect(await destinations(...list, syn(4))).toEqual(['b.test dns valid']);
    expect(await destinations(answer(3, 'c.test', 60, TO_OTHER), syn(4))).toEqual(['c.test dns valid other']);
  });
});

describe('names by which clients call servers', () => {
  it('are those of one flow only', async () => {
    expect(await destinations(syn(1), hello(2, 'A.test'), syn(3, 4001))).toEqual(['a.test tls valid', 'none']);
  });

  it('come after what the client was told, before what others were', async () => {
    expect(await destinations(answer(0, 'dns.test'), syn(1), hello(2, 'sni.test'))).toEqual(['dns.test dns valid']);
    const other = answer(0, 'dns.test', 60, TO_OTHER);
    expect(await destinations(other, syn(1), hello(2, 'sni.test'))).toEqual(['sni.test tls valid']);
    const old = answer(0, 'dns.test', 1);
    expect(await destinations(old, syn(8), hello(9, 'sni.test'))).toEqual(['sni.test tls valid']);
  });

  it('are in the Host header, unless a proxy is asked', async () => {
    const request = (line: string, host: string): TestPacket =>
      said(1, '10.0.0.1:4000 > 10.9.9.9:80 PSH+ACK', textHex(`${line} HTTP/1.1\r\nHost: ${host}\r\n\r\n`));
    expect(await namesIn(request('GET /', 'Www.Example.test:8080'))).toEqual(['10.9.9.9 www.example.test http']);
    expect(await namesIn(request('GET http://www.example.test/', 'www.example.test'))).toEqual([]);
    expect(await namesIn(request('CONNECT www.example.test:443', 'www.example.test:443'))).toEqual([]);
    expect(await namesIn(request('GET /', '10.9.9.9'))).toEqual([]);
    expect(await namesIn(request('GET /', '[2001:db8::9]:80'))).toEqual([]);
  });

  it('may be those of fronts', async () => {
    const { session } = await opened([said(1, '10.0.0.1:4000 > 10.9.9.9:443 PSH+ACK', clientHello('a.test', true))]);
    expect([...session.allNames()]).toMatchObject([{ name: 'a.test', outer: true }]);
  });
});

describe('names that hosts give themselves', () => {
  const MDNS = '10.9.9.9:5353 > 224.0.0.251:5353 UDP';

  it('are those of mDNS, until they are taken back', async () => {
    const here = said(
      1,
      MDNS,
      dnsAnswer(undefined, [
        ['Printer.local', 'A', 120, '10.9.9.9'],
        ['a.test', 'A', 9, '10.9.9.9'],
      ]),
    );
    expect(await namesIn(here)).toEqual(['10.9.9.9 printer.local mdns']);
    const gone = said(3, MDNS, dnsAnswer(undefined, [['printer.local', 'A', 0, '10.9.9.9']]));
    expect(await destinations(here, syn(2), gone, syn(4, 4001))).toEqual([
      'printer.local mdns valid',
      'printer.local mdns stale',
    ]);
    expect(await destinations(syn(0), here)).toEqual(['printer.local mdns later']);
  });

  it('are those of LLMNR', async () => {
    const list = said(1, '10.9.9.9:5355 > 10.0.0.1:5000 UDP', dnsAnswer('pc', [['pc', 'A', 30, '10.9.9.9']]));
    expect(await namesIn(list)).toEqual(['10.9.9.9 pc llmnr']);
  });

  it('are those of DHCP requests that are granted', async () => {
    const request = (options: string): TestPacket =>
      said(1, '0.0.0.0:68 > 255.255.255.255:67 UDP', dhcp(3, '00000000', options));
    const grant = said(2, '10.0.0.53:67 > 10.9.9.9:68 UDP', dhcp(5, '0a090909', option(51, '00000e10')));
    const refusal = said(2, '10.0.0.53:67 > 10.9.9.9:68 UDP', dhcp(6, '0a090909', ''));
    const { session } = await opened([request(option(12, textHex('Laptop'))), grant]);
    expect([...session.allNames()]).toMatchObject([
      { name: 'laptop', address: '10.9.9.9', firstNs: 1e9, lastNs: 3601e9 },
    ]);
    expect(await namesIn(request(option(12, textHex('Laptop'))), refusal)).toEqual([]);
    expect(await namesIn(grant)).toEqual([]);
    const plain = option(81, `000000${textHex('laptop.example.test')}`);
    const labels = option(81, `040000${'06'}${textHex('laptop')}07${textHex('example')}04${textHex('test')}00`);
    expect(await namesIn(request(plain), grant)).toEqual(['10.9.9.9 laptop.example.test dhcp']);
    expect(await namesIn(request(labels), grant)).toEqual(['10.9.9.9 laptop.example.test dhcp']);
  });

  it('are those of NetBIOS: registrations for oneself, and answers', async () => {
    const own = '10.9.9.9:137 > 10.9.9.255:137 UDP';
    expect(await namesIn(said(1, own, netbios('FILES', 0x20, '10.9.9.9')))).toEqual(['10.9.9.9 files nbns']);
    expect(await namesIn(said(1, own, netbios('FILES', 0x20, '10.9.9.8')))).toEqual([]);
    expect(await namesIn(said(1, own, netbios('WORKGROUP', 0, '10.9.9.9', { group: true })))).toEqual([]);
    expect(await namesIn(said(1, own, netbios('MASTER', 0x1b, '10.9.9.9')))).toEqual([]);
    const reply = said(1, '10.0.0.53:137 > 10.0.0.1:137 UDP', netbios('FILES', 0, '10.9.9.9', { flags: 0x8500 }));
    expect(await namesIn(reply)).toEqual(['10.9.9.9 files nbns']);
  });
});

describe('names in tables', () => {
  const list = [answer(1, 'www.example.test'), syn(2), syn(3, 4001, '10.9.9.8')];

  it('are columns of flows that are filtered, sorted and shown', async () => {
    const { session } = await opened(list);
    const reply = await session.rows({ table: 'flows', filter: 'name contains example' }, 0, 10, [
      'dst_name',
      'src_ip',
      'dst_ip',
    ]);
    expect(reply).toMatchObject({
      ok: true,
      value: {
        shown: 1,
        cells: [['www.example.test', '10.0.0.1', '10.9.9.9']],
        names: { src_ip: [undefined], dst_ip: [{ name: 'www.example.test' }] },
      },
    });
  });

  it('are columns of packets, of both ways', async () => {
    const { session } = await opened([...list, ...packets('4 10.9.9.9:443 > 10.0.0.1:4000 SYN+ACK')]);
    const reply = await session.rows({ table: 'packets', filter: 'src_name = www.example.test' }, 0, 10, ['number']);
    expect(reply.ok && reply.value.rows).toEqual([3]);
  });

  it('are known of groups', async () => {
    const { session } = await opened(list);
    const question = {
      table: 'flows',
      filter: 'dst_port = 443',
      group: ['host'],
      sort: { column: 'host', descending: false },
    };
    const reply = await session.rows(question, 0, 10, ['host']);
    expect(reply.ok && reply.value.names?.['host']?.map((told) => told?.name)).toEqual([
      undefined,
      undefined,
      'www.example.test',
    ]);
  });

  it('change answers when they are found', async () => {
    const bytes = pcap(list);
    const tables = new CaptureTables(PAGE_DEFAULTS);
    await new CaptureReading(tables).read(byteStream(bytes), 'test', bytes.length);
    tables.finish();
    const session = new CaptureSession(tables, {
      read: (at, length) => Promise.resolve(bytes.subarray(at, at + length)),
    });
    const count = async (): Promise<unknown> => {
      const reply = await session.rows({ table: 'flows', filter: 'dst_name ~ "."' }, 0, 1, []);
      return reply.ok ? reply.value.shown : reply.failure;
    };
    expect(await count()).toBe(0);
    expect(await session.findNames()).toEqual({
      ok: true,
      value: { names: 1, addresses: 1, asked: { items: [], total: 0 }, omitted: 0, reach: { looked: 1, of: 1 } },
    });
    expect(await count()).toBe(1);
  });

  it('are found by words alone, whatever was asked before', async () => {
    const { session } = await opened([...list, ...packets('4 ARP 10.9.9.9 > 10.0.0.1')]);
    for (const [table, rows] of [
      ['flows', [1]],
      ['packets', [1, 3]],
    ] as const) {
      const reply = await session.rows({ table, filter: 'www.example', words: ['src_name', 'dst_name'] }, 0, 9, []);
      expect(reply.ok && reply.value.rows).toEqual(rows);
    }
  });

  it('stay with flows that are metered again', async () => {
    const { session, tables } = await opened(list);
    session.meterAgain({ ...PAGE_DEFAULTS, idleTimeout: 1 });
    expect(tables.flowNames.told(1, 1)?.name).toBe('www.example.test');
  });
});
