import { spawn } from 'node:child_process';
import { describe, expect, it } from 'vitest';
import { capture } from './capture-text.ts';
import { workFolder } from './run.ts';

const folder = workFolder();
folder.write(
  'three.pcap',
  capture(`
    0.000 10.0.0.1:5000 > 10.0.0.2:443 SYN,ACK
    0.020 arp
    1.500 10.0.0.9:53 > 10.0.0.1:999 udp hello
  `),
);
folder.write('empty', '');
folder.write('words.txt', 'these are words');
folder.write('archive.zip', Uint8Array.of(0x50, 0x4b, 3, 4, 0, 0, 0, 0, 0, 0));

describe('flowloom info', () => {
  it('tells what is in a capture', async () => {
    const { status, out, err } = await folder.run(['info', 'three.pcap']);
    expect({ status, err }).toEqual({ status: 0, err: '' });
    const lines = Object.fromEntries(out.split('\n').map((line) => [line.slice(2, 16).trim(), line.slice(16)]));
    expect(lines).toMatchObject({
      Format: 'pcap, little-endian, microseconds',
      'Interface 0': 'ETHERNET (Ethernet), snaplen 65535, packets 3',
      Packets: '3',
      Bytes: '143 on the wire, 143 captured',
      First: '2020-09-13T12:26:40.000000000Z',
      Last: '2020-09-13T12:26:41.500000000Z',
      Duration: '1.500000000 s',
      Flows: '2',
      'In no flow': '1 (1 not IP)',
      Problems: '0',
    });
  });

  it('writes one row a capture', async () => {
    const { out } = await folder.run(['info', 'three.pcap', 'three.pcap', '--format', 'ndjson']);
    const rows = out
      .trimEnd()
      .split('\n')
      .map((line) => JSON.parse(line) as unknown);
    expect(rows).toHaveLength(2);
    expect(rows[1]).toMatchObject({
      file: 'three.pcap',
      format: 'pcap',
      link_types: 'ETHERNET',
      packets: 3,
      flows: 2,
      flowless: 1,
      duration: 1.5,
    });
  });

  it('has a sentence for every file that it cannot read, and reads the others', async () => {
    const { status, out, err } = await folder.run([
      'info',
      'empty',
      'words.txt',
      'archive.zip',
      'absent',
      '.',
      'three.pcap',
    ]);
    expect(status).toBe(2);
    expect(out).toContain('three.pcap\n');
    const lines = err.trimEnd().split('\n');
    expect(lines).toHaveLength(5);
    for (const [at, words] of [
      'empty: the file has no bytes',
      'words.txt: this is no capture',
      'archive.zip: this is a zip archive',
      'absent: the system does not give',
      '.: the system does not give',
    ].entries()) {
      expect(lines[at]).toContain(`flowloom: ${words}`);
    }
  });
});

describe('several captures', () => {
  folder.write('later.pcap', capture(`0.5 10.0.0.7:1 > 10.0.0.8:2 udp later`));

  it('follow each other, or are ordered by time', async () => {
    const lines = async (...options: string[]): Promise<string[]> => {
      const { out } = await folder.run(['packets', 'three.pcap', 'later.pcap', ...options]);
      return out
        .trimEnd()
        .split('\n')
        .slice(1)
        .map((line) => line.replace(/^(\d+,[\d.]+),.*,/, '$1 '));
    };
    expect(await lines()).toEqual([
      '1,0.000000000 three.pcap',
      '2,0.020000000 three.pcap',
      '3,1.500000000 three.pcap',
      '4,0.500000000 later.pcap',
    ]);
    expect(await lines('--merge')).toEqual([
      '1,0.000000000 three.pcap',
      '2,0.020000000 three.pcap',
      '3,0.500000000 later.pcap',
      '4,1.500000000 three.pcap',
    ]);
  });

  it('are merged without those that cannot be read', async () => {
    const { status, out, err } = await folder.run(['packets', 'words.txt', 'later.pcap', '--merge']);
    expect(status).toBe(2);
    expect(err).toMatch(/^flowloom: words\.txt: this is no capture.*\n$/);
    expect(out.trimEnd().split('\n')).toHaveLength(2);
  });
});

describe('flowloom packets', () => {
  it('writes every packet, also those in no flow', async () => {
    const { status, out } = await folder.run(['packets', 'three.pcap']);
    expect(status).toBe(0);
    expect(out).toBe(
      [
        'number,time,src,src_port,dst,dst_port,protocol,length,captured,payload,flags,flow,reason,src_name,dst_name,comment',
        '1,0.000000000,10.0.0.1,5000,10.0.0.2,443,TCP,54,54,0,"SYN, ACK",0,,,,',
        '2,0.020000000,0.0.0.0,-1,0.0.0.0,-1,ARP,42,42,0,,-1,not IP,,,',
        '3,1.500000000,10.0.0.9,53,10.0.0.1,999,UDP,47,47,5,,1,,,,',
        '',
      ].join('\n'),
    );
  });

  it('filters, and says where a filter went wrong', async () => {
    const { out } = await folder.run([
      'packets',
      'three.pcap',
      '--filter',
      'flow = -1 or payload > 0',
      '--format',
      'ndjson',
    ]);
    expect(
      out
        .trimEnd()
        .split('\n')
        .map((line) => (JSON.parse(line) as { number: number }).number),
    ).toEqual([2, 3]);
    const wrong = await folder.run(['packets', 'three.pcap', '--filter', 'flow = -1 or paylod > 0']);
    expect(wrong).toMatchObject({ status: 1, out: '' });
    expect(wrong.err).toContain('--filter at character 14: There is no field “paylod”. Did you mean payload');
  });

  it('filters by Info and by all bytes', async () => {
    folder.write(
      'get.pcap',
      capture('0.1 10.0.0.1:5000 > 10.0.0.2:80 SYN\n0.2 10.0.0.1:5000 > 10.0.0.2:80 PSH,ACK GET /quay.png HTTP/1.1\n'),
    );
    const count = async (filter: string): Promise<number> =>
      (await folder.run(['packets', 'get.pcap', '--filter', filter])).out.trimEnd().split('\n').length - 1;
    expect(await count('info contains "get /quay"')).toBe(1);
    expect(await count('frame contains 47:45:54 or info ~ SYN')).toBe(2);
    expect(await count('not frame contains quay')).toBe(1);
    expect(await folder.run(['packets', 'get.pcap', '--filter', 'frame > 3'])).toMatchObject({ status: 1, out: '' });
  });

  it('stops without a word when its reader goes away', async () => {
    const line = '0.1 10.0.0.1:5000 > 10.0.0.2:443 ACK\n';
    const path = folder.write('long.pcap', capture(line.repeat(30_000)));
    const ended = folder.run(['packets', path]);
    const closing = await closeEarly(path);
    expect((await ended).out.split('\n')).toHaveLength(30_002);
    expect(closing).toEqual({ status: 0, err: '' });
  });
});

/** Runs `packets` and closes its output after the first piece. */
async function closeEarly(path: string): Promise<{ status: number | null; err: string }> {
  const { tool, cwd } = folder;
  const child = spawn(process.execPath, [...tool, 'packets', path], { cwd });
  let err = '';
  child.stderr.on('data', (piece: Buffer) => (err += piece.toString()));
  child.stdout.once('data', () => child.stdout.destroy());
  return new Promise((resolve) => child.on('close', (status) => resolve({ status, err })));
}
