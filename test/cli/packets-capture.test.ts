import { describe, expect, it } from 'vitest';
import { packets, pcap, pcapng } from '../fixtures/captures.ts';
import { open, readAll, written } from '../core/export/written.ts';
import { workFolder } from './run.ts';

const CONVERSATION = packets(`
  0.000000 10.0.0.1:5000 > 10.0.0.2:443 SYN
  0.010000 10.0.0.2:443 > 10.0.0.1:5000 SYN+ACK
  0.020001 ARP 10.0.0.1 > 10.0.0.2
  0.500000 10.0.0.9:6000 > 10.0.0.2:53 UDP 31
  0.600000 10.0.0.2:53 > 10.0.0.9:6000 UDP 90
`);
const TWO = pcapng(
  CONVERSATION.map((packet, at) => ({ ...packet, interface: at < 3 ? 0 : 1 })),
  [{ name: 'eth0', resolution: 9 }, { name: 'eth1' }],
);

const folder = workFolder();

describe('flowloom packets as a capture', () => {
  it('writes just the packets that fit, as the page does', async () => {
    folder.write('two.pcapng', TWO);
    const words = ['packets', 'two.pcapng', '--filter', 'protocol = UDP or number = 1'];
    const { status, err } = await folder.run([...words, '--format', 'pcapng', '-o', 'some.pcapng']);
    expect([status, err]).toEqual([0, '']);
    const { session } = await open(TWO);
    const question = { table: 'packets', filter: 'protocol = UDP or number = 1' } as const;
    expect(new Uint8Array(folder.read('some.pcapng'))).toEqual(await written(session, { format: 'pcapng', question }));
    const { packets: read } = await readAll(folder.read('some.pcapng'));
    expect(read.map(({ timeNs, from }) => [timeNs, from])).toEqual(
      [0, 3, 4].map((row) => [CONVERSATION[row].timeNs, row < 3 ? 0 : 1]),
    );
  });

  it('takes a pcap filter, and goes through a pipe', async () => {
    folder.write('one.pcap', pcap(CONVERSATION));
    const words = ['packets', 'one.pcap', '--bpf-filter', 'udp', '--format', 'pcap', '-o', 'udp.pcap'];
    expect((await folder.run(words)).status).toBe(0);
    const { packets: read } = await readAll(folder.read('udp.pcap'));
    expect(read.map(({ timeNs }) => timeNs)).toEqual([3, 4].map((row) => CONVERSATION[row].timeNs));
    const again = ['packets', '-', '--filter', 'number = 2', '--format', 'pcapng', '-o', 'second.pcapng'];
    expect((await folder.run(again, folder.read('udp.pcap'))).status).toBe(0);
    expect((await readAll(folder.read('second.pcapng'))).packets).toMatchObject([{ timeNs: CONVERSATION[4].timeNs }]);
  });

  it('joins captures, one after the other or by time', async () => {
    folder.write('late.pcap', pcap(CONVERSATION.slice(3)));
    folder.write('early.pcap', pcap(CONVERSATION.slice(0, 3), { linkType: 113 }));
    for (const [option, order] of [
      [[], [3, 4, 0, 1, 2]],
      [['--merge'], [0, 1, 2, 3, 4]],
    ] as const) {
      const words = ['packets', 'late.pcap', 'early.pcap', ...option, '--format', 'pcapng', '-o', 'joined.pcapng'];
      expect((await folder.run(words)).status).toBe(0);
      const { packets: read, interfaces } = await readAll(folder.read('joined.pcapng'));
      expect(read.map(({ timeNs }) => timeNs)).toEqual(order.map((row) => CONVERSATION[row].timeNs));
      expect(read.map(({ from }) => interfaces[from].linkType)).toEqual(order.map((row) => (row < 3 ? 113 : 1)));
    }
  });

  it('says what pcap cannot hold, and what it left out', async () => {
    folder.write('two.pcapng', TWO);
    const { status, err } = await folder.run(['packets', 'two.pcapng', '--format', 'pcap', '-o', 'two.pcap']);
    expect(status).toBe(1);
    expect(err).toContain('two.pcap: not written: pcap holds one interface, and these packets come from several');
  });
});
