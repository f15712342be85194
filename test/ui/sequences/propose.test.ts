import { describe, expect, it } from 'vitest';
import { provideModule } from '../../../src/core/relational/module-members.ts';
import { propose, type ChosenPacket } from '../../../src/ui/panels/sequences/form/propose.ts';
import { moduleOf } from '../../../src/ui/panels/sequences/form/write-builder.ts';
import { appended } from '../../../src/ui/panels/sequences/reference/insert.ts';
import { completeOf, openTables, runOver } from './run-over.ts';

provideModule(globalThis);

const base = { flow: 3, protocol: 'TCP', info: '', payloadLength: 0, isTcp: true, timeNs: 0 };
const none = { syn: false, ack: false, fin: false, rst: false };
const client = { source: '192.168.10.20', sourcePort: 43736, destination: '10.20.0.10', destinationPort: 80 };
const server = { source: '10.20.0.10', sourcePort: 80, destination: '192.168.10.20', destinationPort: 43736 };
/** The handshake of packets 6, 9 and 10 of the sample port-scan. */
const handshake: readonly ChosenPacket[] = [
  { ...base, ...client, packet: 5, flags: { ...none, syn: true } },
  { ...base, ...server, packet: 8, timeNs: 11e6, flags: { ...none, syn: true, ack: true } },
  { ...base, ...client, packet: 9, timeNs: 12e6, flags: { ...none, ack: true } },
];

describe('a pattern from packets', () => {
  it('has what is likely to be the same another time, and finds the packets again', async () => {
    const model = propose(handshake);
    expect(model.key).toEqual(['flow']);
    expect(model.steps.map(({ name }) => name)).toEqual(['syn', 'synAck', 'ack']);
    const code = moduleOf(model);
    expect(code).toContain(`.step('syn', { syn: true, ack: false, dstPort: 80 })`);
    expect(code).toContain(
      `.step('synAck', { syn: true, ack: true, srcPort: 80, dst: (m) => m.syn.src }, { within: 0.1 })`,
    );
    expect(code).not.toContain('43736');
    expect(code).not.toContain('192.168');
    const found = completeOf(await runOver(await openTables('port-scan.pcap'), code));
    expect(found.map((text) => text.split(' ')[3])).toEqual(['6,9,10', '213,216,217', '375,376,377']);
  });

  it('is by hosts over several flows, and names what is no TCP by its protocol', () => {
    const udp = { ...base, isTcp: false, protocol: 'UDP', flags: none };
    const model = propose([
      { ...udp, ...client, packet: 0, flow: 1 },
      { ...udp, ...server, packet: 1, flow: 2 },
    ]);
    expect(model.key).toEqual(['hosts']);
    expect(model.steps.map(({ name }) => name)).toEqual(['udp', 'udp2']);
  });
});

describe('inserting an example', () => {
  it('keeps one import, and both definitions', () => {
    const before = `import { sequence } from 'flowloom';\n\nexport const a = sequence('A').step('x', {});\n`;
    const example = `import { sequence, window } from 'flowloom';\n\nexport const a = window('W').within(1).count(2);\n`;
    expect(appended(before, example)).toBe(
      `import { sequence, window } from 'flowloom';\n\nexport const a = sequence('A').step('x', {});\n\nexport const a2 = window('W').within(1).count(2);\n`,
    );
    expect(appended(' \n', example)).toBe(example);
  });
});
