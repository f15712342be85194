import { gzipSync } from 'node:zlib';
import { describe, expect, it } from 'vitest';
import { dnsAnswer, said } from '../core/names/messages.ts';
import { pcap, pcapng } from '../fixtures/captures.ts';
import { workFolder } from './run.ts';

const folder = workFolder();
const BYTES = pcap([
  said(
    1,
    '10.0.0.53:53 > 10.0.0.1:5000 UDP',
    dnsAnswer('www.example.test', [
      ['www.example.test', 'CNAME', 60, 'n1.cdn.test'],
      ['n1.cdn.test', 'A', 60, '10.9.9.9'],
    ]),
  ),
]);
folder.write('a.pcap', BYTES);
folder.write('a.pcap.gz', gzipSync(BYTES));

const HEAD = 'address,name,source,client,valid_from,valid_to,packet,aliases';
const ROW = '10.9.9.9,www.example.test,dns,10.0.0.1,0.000000,60.000000,1,n1.cdn.test';

describe('names', () => {
  it('prints what the capture says of addresses', async () => {
    const ended = await folder.run(['names', 'a.pcap']);
    expect(ended).toMatchObject({ status: 0, err: '' });
    expect(ended.out.trim().split(/\r?\n/)).toEqual([HEAD, ROW]);
  });

  it('reads compressed captures and several by themselves', async () => {
    expect((await folder.run(['names', 'a.pcap.gz'])).out).toContain(ROW);
    const { out } = await folder.run(['names', 'a.pcap', 'a.pcap.gz', '--each']);
    expect(out.trim().split(/\r?\n/)).toEqual([`file,${HEAD}`, `a.pcap,${ROW}`, `a.pcap.gz,${ROW}`]);
    expect((await folder.run(['names', 'a.pcap', 'a.pcap.gz'])).status).toBe(1);
  });

  it('has no rows where nothing is said', async () => {
    folder.write('none.pcapng', pcapng([]));
    const { out, status } = await folder.run(['names', 'none.pcapng', '--format', 'ndjson']);
    expect([out, status]).toEqual(['', 0]);
  });
});
