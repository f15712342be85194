import { describe, expect, it } from 'vitest';
import { capture } from './capture-text.ts';
import { workFolder } from './run.ts';

const folder = workFolder();
const MIXED = capture(`
  0.000 10.0.0.1:5000 > 10.0.0.2:443 SYN
  0.010 10.0.0.2:443 > 10.0.0.1:5000 SYN,ACK
  0.020 arp
  0.030 10.0.0.1:5000 > 10.0.0.2:443 ACK
  0.035 10.0.0.9:53 > 10.0.0.1:999 udp hello
  200.0 10.0.0.9:53 > 10.0.0.1:999 udp hello
  200.1 10.0.0.1:5000 > 10.0.0.2:443 PSH,ACK GET
`);
folder.write('mixed.pcap', MIXED);
const can = MIXED.slice();
can[20] = 227;
folder.write('can.pcap', can);
folder.write(
  'Any.ts',
  `import { Flow, type PacketEvent } from 'flowloom';
   export class Any extends Flow<PacketEvent> {
     isNextEvent(): boolean { return this.events.length === 0; }
     isComplete(): boolean { return this.events.length === 1; }
   }`,
);

function rows(text: string): Record<string, unknown>[] {
  return text
    .trimEnd()
    .split('\n')
    .filter((line) => line !== '')
    .map((line) => JSON.parse(line) as Record<string, unknown>);
}

describe('--bpf-filter', () => {
  it('keeps packets from the meter', async () => {
    const all = await folder.run(['flows', 'mixed.pcap', '--format', 'ndjson']);
    const some = await folder.run(['flows', 'mixed.pcap', '--format', 'ndjson', '--bpf-filter', 'dst port 443']);
    expect(some).toMatchObject({ status: 0, err: '' });
    expect(rows(all.out).map((row) => row['bidirectional_packets'])).toEqual([1, 3, 1, 1]);
    expect(rows(some.out).map((row) => row['bidirectional_packets'])).toEqual([2, 1]);
    expect(rows(some.out).every((row) => row['dst2src_packets'] === 0)).toBe(true);
  });

  it('leaves no row of other packets, and counts times from the first that is left', async () => {
    const words = ['packets', 'mixed.pcap', '--format', 'ndjson', '--bpf-filter'];
    const { out } = await folder.run([...words, 'udp or arp']);
    expect(rows(out).map((row) => Math.round(Number(row['time']) * 1000))).toEqual([0, 15, 199_980]);
    expect((await folder.run([...words, 'icmp'])).out).toBe('');
  });

  it('keeps packets from relational flows', async () => {
    const words = ['match', 'mixed.pcap', '--code', 'Any.ts', '--format', 'ndjson'];
    expect(rows((await folder.run(words)).out)).toHaveLength(7);
    expect(rows((await folder.run([...words, '--bpf-filter', 'udp'])).out)).toHaveLength(2);
  });

  it('says where a filter is wrong', async () => {
    const { status, err } = await folder.run(['flows', 'mixed.pcap', '--bpf-filter', 'tcp port']);
    expect(status).toBe(1);
    expect(err).toContain('--bpf-filter is not understood at character 9: a value was expected, not the end.');
  });

  it('says that packets of a link type cannot be filtered', async () => {
    const { status, out, err } = await folder.run(['packets', 'can.pcap', '--bpf-filter', 'tcp']);
    expect(status).toBe(2);
    expect(out.trimEnd().split('\n')).toHaveLength(1);
    const both = await folder.run(['flows', 'can.pcap', 'mixed.pcap', '--each', '--bpf-filter', 'tcp']);
    expect(both).toMatchObject({ status: 2, err });
    expect(err).toContain('can.pcap: the filter is not understood at character 1: packets of link type 227');
  });
});
