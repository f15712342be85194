import { gzipSync } from 'node:zlib';
import { describe, expect, it } from 'vitest';
import { packets, pcap } from '../fixtures/captures.ts';
import { workFolder } from './run.ts';

const folder = workFolder();
const scan = Array.from({ length: 20 }, (_, at) => `${at} 10.0.0.1:5000 > 10.0.0.2:${20 + at} SYN`).join('\n');
const login = '30 10.0.0.1:6000 > 10.0.0.3:110 PSH+ACK "AUTH PLAIN AGFubmEAc2VjcmV0"';
const rest = '31 10.0.0.1:6000 > 10.0.0.3:110 PSH+ACK seq=100 "x"';
const list = packets(`${scan}\n${login}\n${rest}`);
// A line ends with the packet after it.
list[21]?.bytes.set([0x0a], list[21].bytes.length - 1);
const BYTES = pcap(list);
folder.write('a.pcap', BYTES);
folder.write('a.pcap.gz', gzipSync(BYTES));

const SENTENCE = '10.0.0.1 tried 20 TCP ports of 10.0.0.2 within 19 s: 20 of them refused or did not answer.';

describe('findings', () => {
  it('writes what the rules find, with filters for flows and packets', async () => {
    const ended = await folder.run(['findings', 'a.pcap', '--format', 'ndjson']);
    expect(ended).toMatchObject({ status: 0, err: '' });
    const rows = ended.out
      .trim()
      .split('\n')
      .map((line) => JSON.parse(line) as Record<string, string>);
    expect(rows.map(({ rule, level, finding }) => [rule, level, finding])).toEqual([
      ['port-scan', 'serious', SENTENCE],
      ['clear-login', 'serious', expect.stringContaining('the user anna with 1 secret')],
    ]);
    expect(rows[0]?.['flows']).toBe('protocol = TCP and src_ip = "10.0.0.1" and dst_ip = "10.0.0.2"');
  });

  it('reads compressed captures and standard input', async () => {
    const { out } = await folder.run(['findings', 'a.pcap']);
    expect((await folder.run(['findings', 'a.pcap.gz'])).out).toBe(out);
    expect((await folder.run(['findings', '-'], BYTES)).out).toBe(out);
    expect(out.split('\n')[0]).toBe('rule,level,finding,flows,packets');
  });

  it('takes rules of one’s own', async () => {
    folder.write('own.txt', 'finding port-scan\noff\n\nfinding mine\nlevel info\ngroup all\nsay {count|flow|flows}');
    const { out, status } = await folder.run(['findings', 'a.pcap', '--rules', 'own.txt']);
    expect(status).toBe(0);
    expect(out).not.toContain('port-scan');
    expect(out).toContain('mine,info,21 flows');
  });

  it('says what is wrong with a rule before it reads', async () => {
    folder.write('wrong.txt', 'finding mine\nwhere nope = 1\nsay x');
    const { err, status } = await folder.run(['findings', 'missing.pcap', '--rules', 'wrong.txt']);
    expect(status).toBe(1);
    expect(err).toContain('wrong.txt: line 2, character 7 of the rule “mine”: There is no field “nope”');
    expect((await folder.run(['findings', 'a.pcap', '--rules', 'none.txt'])).status).toBe(1);
  });
});
