import { describe, expect, it } from 'vitest';
import { EventSource, packetIndexOf } from '../../../src/core/relational/packet-cursor.ts';
import { batchOf } from './batches.ts';

describe('packet events', () => {
  const texts: string[] = [];
  const source = new EventSource();
  source.open(batchOf('1.5 10.0.0.1:5000 > 10.0.0.2:443 TCP SA flow=3 back len=74 "GET \u00e9"', 0, texts));
  const first = source.event(0);
  source.open(batchOf('2.25 10.0.0.2 > 10.0.0.3 ARP', 1, texts));
  const second = source.event(0);

  it('read the columns of their batch, also after the next one has come', () => {
    const { number, time, src, srcPort, dst, dstPort, protocol, length, payloadLength, flow, forward, text } = first;
    expect({ number, time, src, srcPort, dst, dstPort, protocol, length, payloadLength, flow, forward, text }).toEqual({
      number: 1,
      time: 1.5,
      src: '10.0.0.1',
      srcPort: 5000,
      dst: '10.0.0.2',
      dstPort: 443,
      protocol: 'TCP',
      length: 74,
      payloadLength: 5,
      flow: 3,
      forward: false,
      text: 'GET \u00e9',
    });
    expect([first.syn, first.ack, first.fin, first.rst, first.psh, first.urg]).toEqual([
      true,
      true,
      false,
      false,
      false,
      false,
    ]);
    expect([...first.payload]).toEqual([0x47, 0x45, 0x54, 0x20, 0xe9]);
  });

  it('continue texts and numbers in later batches', () => {
    expect([second.number, second.src, second.dst, second.srcPort, second.flow]).toEqual([
      2,
      '10.0.0.2',
      '10.0.0.3',
      -1,
      -1,
    ]);
    expect([second.forward, second.payload.length, second.text]).toEqual([true, 0, '']);
  });

  it('have no payload when none was asked for', () => {
    const { payload: _payload, payloadStart: _start, ...batch } = batchOf('0 a > b UDP "abc"');
    const bare = new EventSource();
    bare.open(batch);
    expect(bare.event(0).payload).toHaveLength(0);
  });

  it('tell their packet, as nothing else does', () => {
    expect([first, second, { number: 5 }, 'x', undefined].map(packetIndexOf)).toEqual([
      0,
      1,
      undefined,
      undefined,
      undefined,
    ]);
  });
});
