import { describe, expect, it } from 'vitest';
import { packets, pcap } from '../fixtures/captures.ts';
import { talk } from '../fixtures/http-talk.ts';
import { workFolder } from './run.ts';

const TALK = pcap(
  packets(`
  0.000 10.0.0.9:6000 > 10.0.0.2:53 UDP "name?"
  0.010 10.0.0.1:5000 > 10.0.0.2:80 ACK seq=101 ack=501 "GET"
  0.020 10.0.0.2:80 > 10.0.0.1:5000 ACK seq=505 ack=104 "wörld"
  0.030 10.0.0.2:80 > 10.0.0.1:5000 ACK seq=511 ack=104 "!"
  0.040 10.0.0.2:80 > 10.0.0.1:5000 ACK seq=501 ack=104 "\u0007yes"
`),
);

const folder = workFolder();
folder.write('talk.pcap', TALK);
folder.write(
  'web.pcap',
  talk([
    ['>', 'GET /a HTTP/1.1\r\n\r\n'],
    ['<', 'HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n3\r\nabc\r\n0\r\n\r\n'],
  ]),
);

describe('flowloom follow', () => {
  it('writes what a flow said, raw through a pipe', async () => {
    const { status, out } = await folder.run(['follow', 'talk.pcap', '--flow', '0']);
    expect([status, out]).toEqual([0, 'name?']);
    const flows = await folder.run(['flows', 'talk.pcap']);
    const row = flows.out.split('\n').find((line) => line.startsWith('0,'));
    expect(row).toContain('10.0.0.9');
  });

  it('writes one direction, as text or hex, and tells of gaps', async () => {
    const words = ['follow', 'talk.pcap', '--flow', '1', '--direction'];
    const text = await folder.run([...words, 'backward', '--as', 'text']);
    expect([text.status, text.out]).toEqual([0, 'w\ufffdrld\n[← 1 bytes missing]\n!']);
    expect(text.err).toContain('1 byte missing, in 1 gap.');
    const hex = await folder.run([...words, 'forward', '--as', 'hex']);
    expect(hex.out).toBe('→ 00000000  47 45 54                                         GET\n');
    expect((await folder.run([...words, 'both', '--as', 'text', '-o', 'talk.txt'])).status).toBe(0);
    expect(folder.read('talk.txt').toString()).toMatch(/^GET\nw/);
  });

  it('writes the messages of HTTP/1 with their bodies decoded', async () => {
    const { out } = await folder.run(['follow', 'web.pcap', '--flow', '0', '--as', 'http']);
    expect(out).toBe('GET /a HTTP/1.1\n\nHTTP/1.1 200 OK\nTransfer-Encoding: chunked\n\n[← body of 3 bytes]\nabc');
  });

  it('refuses what cannot be', async () => {
    const refused = async (...words: readonly string[]): Promise<string> => {
      const { status, err } = await folder.run(['follow', 'talk.pcap', ...words]);
      expect(status).toBe(1);
      return err;
    };
    expect(await refused()).toContain('follow needs --flow N');
    expect(await refused('--flow', '2')).toContain('There is no flow 2: talk.pcap has 2');
    expect(await refused('--flow', '0', '--direction', 'up')).toContain('--direction up is unknown');
    expect(await refused('--flow', '0', '--as', 'jpeg')).toContain('--as jpeg is unknown');
    expect(await refused('--flow', '0', '--format', 'csv')).toContain('--format does not belong to follow');
  });
});
