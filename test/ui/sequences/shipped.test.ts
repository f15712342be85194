import { describe, expect, it } from 'vitest';
import { provideModule } from '../../../src/core/relational/module-members.ts';
import { EXAMPLES } from '../../../src/ui/panels/sequences/examples/index.ts';
import { batchOf } from '../../core/relational/batches.ts';
import { corpus } from '../../corpora.ts';
import { completeOf, openTables, runOver, runOverBatch } from './run-over.ts';

provideModule(globalThis);

/** What a shipped definition finds in a sample. The numbers were counted by a reader of bytes of its own, not by Flowloom. */
async function found(id: string, sample: string): Promise<readonly string[]> {
  const code = EXAMPLES.find((example) => example.id === id)?.code ?? '';
  return completeOf(await runOver(await openTables(sample), code));
}

const named = (list: readonly string[], name: string): readonly string[] =>
  list.filter((text) => text.startsWith(`${name} `));

describe('the shipped definitions over the samples', () => {
  it('tell the 160 attempts of the port scan apart: 4 opened, 153 refused, and 3 half-open', async () => {
    const list = await found('handshakes', 'port-scan.pcap');
    expect(named(list, 'Opened').map((text) => text.split(' ')[1])).toEqual([
      '6,9,10',
      '213,216,217',
      '229,234,235',
      '375,376,377',
    ]);
    expect(named(list, 'Refused')).toHaveLength(153);
    expect(named(list, 'Unanswered')).toHaveLength(0);
    expect((await found('half-open', 'port-scan.pcap')).map((text) => text.split(' answerMs')[0])).toEqual([
      'Half-open 32,35 client=192.168.10.66 port=8080',
      'Half-open 49,52 client=192.168.10.66 port=443',
      'Half-open 51,55 client=192.168.10.66 port=80',
    ]);
  });

  it('find the one scan', async () => {
    const list = await found('port-scan', 'port-scan.pcap');
    expect(list).toHaveLength(1);
    expect(list[0]).toMatch(/^Port scan 23,24,26,/);
  });

  it('find that all 14 DNS queries are answered, and six lead to a connection', async () => {
    const code = EXAMPLES.find(({ id }) => id === 'dns-unanswered')?.code ?? '';
    const set = await runOver(await openTables('dns-tls.pcap'), code);
    expect(set.classes[0]?.funnel).toMatchObject({
      steps: [{ name: 'query', reached: 14 }],
      ends: [{ outcome: 'forbidden', flows: 14 }],
    });
    expect(await found('dns', 'dns-tls.pcap')).toHaveLength(6);
  });

  it('find the four answers that took 30 ms or more', async () => {
    expect(
      (await found('slow-answer', 'web-page.pcap')).map((text) => /(\d+,\d+) .*waitMs=(\S+)/.exec(text)?.slice(1)),
    ).toEqual([
      ['39,68', '31.924'],
      ['40,88', '32.214'],
      ['41,106', '32.92'],
      ['42,107', '32.883'],
    ]);
  });

  it('find four wrong passwords of a mailbox as one episode, and none where files are fetched', async () => {
    expect(await found('login-attempts', 'mail.pcap')).toEqual(['Login attempts 52,74,95,117 peak=4']);
    expect(await found('login-attempts', 'ftp.pcap')).toEqual([]);
  });

  it('find a clock by its rhythm, and no rhythm in DHCP', async () => {
    const list = await found('beacon', 'ptp.pcap');
    expect(list).toHaveLength(1);
    expect(list[0]).toMatch(/from=10\.20\.0\.10 to=224\.0\.1\.129:319 times=53 everySeconds=1\.\d+$/);
    expect(await found('beacon', 'dhcp.pcap')).toEqual([]);
  });

  it('find three leases, one for each host, although each asked twice', async () => {
    expect(await found('dhcp-leases', 'dhcp.pcap')).toEqual([
      'Lease 7,8,9,10 client=02:42:c0:a8:0a:14 address=192.168.10.104 seconds=120',
      'Lease 17,18,19,20 client=02:42:c0:a8:0a:1e address=192.168.10.114 seconds=120',
      'Lease 31,33,35,36 client=02:42:c0:a8:0a:42 address=192.168.10.108 seconds=120',
    ]);
  });

  it('find a Follow_Up for each of the 53 Syncs', async () => {
    const list = await found('ptp-follow-up', 'ptp.pcap');
    expect(list).toHaveLength(53);
    expect(list[0]).toBe('Sync to Follow_Up 8,9 clock=10.20.0.10 number=0 afterMs=0.155551');
  });

  it('find the thirteen requests of a page and the six handshakes before them', async () => {
    expect(await found('http', 'web-page.pcap')).toHaveLength(13);
    expect(await found('tcp-handshake', 'web-page.pcap')).toHaveLength(6);
  });

  it('find the 41 pieces that were sent again, four of them twice, and the seven holes that were reported', async () => {
    const list = await found('retransmission', 'lossy-transfer.pcap');
    const again = named(list, 'Retransmission');
    expect(again).toHaveLength(41);
    expect(again.filter((text) => text.includes('times=2'))).toHaveLength(4);
    expect(again[0]).toBe('Retransmission 9,27,44 from=10.20.0.10 times=2 afterMs=34.237');
    const holes = list.filter((text) => text.startsWith('Duplicate ACK'));
    expect(holes.map((text) => /ACK (\d+),/.exec(text)?.[1])).toEqual(['25', '308', '373', '472', '659', '722', '814']);
  });
});

describe('the shipped definitions elsewhere', () => {
  const gptp = corpus('captures/made-flight-test/gptp.pcap');
  it.skipIf(gptp === undefined)('find the 80 Follow_Ups of PTP over Ethernet, too', async () => {
    const list = await found('ptp-follow-up', gptp ?? '');
    expect(list).toHaveLength(80);
    expect(list[0]).toMatch(/^Sync to Follow_Up 2,3 clock=00:22:97:80:84:01 number=0 afterMs=0.3/);
  });

  it('find what was seen on two interfaces, and not what was sent again', async () => {
    const lines = `
      0.000 10.0.0.1:5000 > 10.0.0.2:53 UDP flow=0 "one"
      0.001 10.0.0.1:5000 > 10.0.0.2:53 UDP flow=0 "one"
      0.002 10.0.0.1:5000 > 10.0.0.2:53 UDP flow=0 "two"
      0.900 10.0.0.1:5000 > 10.0.0.2:53 UDP flow=0 "two"`;
    const code = EXAMPLES.find(({ id }) => id === 'duplicates')?.code ?? '';
    const columns = ['ipId', 'interface'].map((name) => ({ name, isText: false }));
    const columnValues = Float64Array.from([7, 7, 8, 8, 0, 1, 0, 1]);
    expect(completeOf(await runOverBatch({ ...batchOf(lines), columns, columnValues }, code))).toEqual([
      'Seen on two interfaces 1,2 first=0 then=1 afterUs=1000',
    ]);
  });
});
