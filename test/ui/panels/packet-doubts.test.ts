import { expect, it } from 'vitest';
import type { CaptureFile } from '../../../src/core/model/capture-info.ts';
import type { Problem } from '../../../src/core/model/problem.ts';
import { doubtsOf } from '../../../src/ui/panels/packets/packet-doubts.ts';

const files = [{ name: 'a.pcap.gz' }, { name: 'b.pcapng' }] as unknown as readonly CaptureFile[];
const stretch: Problem = { code: 'wrong-checksum', file: 0, offset: 1000, packet: 4, facts: [500] };
const hash: Problem = { code: 'wrong-hash', file: 1, offset: 80, packet: 12, facts: [] };
const cut: Problem = { code: 'cut-record', file: 1, offset: 900, packet: 20, facts: [10, 5] };
const problems = [stretch, hash, cut];

it('doubts the packets that a wrong checksum is over, and the one whose hash does not fit', () => {
  const doubts = (packet: number, fileOffset: number, file?: string) =>
    doubtsOf({ problems, files }, { packet, fileOffset, ...(file !== undefined && { file }) });
  expect(doubts(4, 1016, 'a.pcap.gz')).toEqual([stretch]);
  expect(doubts(8, 1499)).toEqual([stretch]);
  expect(doubts(8, 1500)).toEqual([]);
  expect(doubts(3, 999)).toEqual([]);
  expect(doubts(4, 1016, 'b.pcapng')).toEqual([]);
  expect(doubts(11, 80, 'b.pcapng')).toEqual([hash]);
  expect(doubts(12, 120, 'b.pcapng')).toEqual([]);
});
