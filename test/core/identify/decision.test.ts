import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { Decision } from '../../../src/core/identify/decision.ts';
import type { FlowState } from '../../../src/core/identify/flow-state.ts';
import { RECOGNISERS } from '../../../src/core/identify/list.ts';
import type { PayloadView } from '../../../src/core/identify/payload-view.ts';
import { answer, hex, view } from './views.ts';

const TCP = 6;
const UDP = 17;

/** A flow of these packets, after its end. */
function flowOf(protocol: number, packets: readonly PayloadView[], most = 20): FlowState {
  const decision = new Decision(most);
  const state = decision.begin(protocol);
  let done = false;
  let next = 1000;
  for (const packet of packets) {
    packet.tcp = protocol === TCP;
    if (packet.tcp && packet.end === 0) packet.sequence = (next += packet.size) - packet.size;
    done ||= decision.look(state, packet, true);
  }
  if (!done) decision.finish(state);
  return state;
}

const named = (state: FlowState): [string, number, boolean] => [
  state.service === '' ? state.master : `${state.master}.${state.service}`,
  state.confidence,
  state.guessed,
];

const DNS = hex('1234 0100 0001 0000 0000 0000 03 777777 06 476f6f676c65 03 636f6d 00 0001 0001');

describe('what a flow is', () => {
  it('is told by its content', () => {
    const dns = flowOf(UDP, [view(DNS, 53)]);
    expect(named(dns)).toEqual(['DNS.Google', 6, false]);
    expect(dns.host).toBe('www.google.com');
    const http = flowOf(TCP, [view('GET / HTTP/1.1\r\nHost: Example.org:8000\r\nUser-Agent: a b\r\n\r\n', 8000)]);
    expect(named(http)).toEqual(['HTTP', 6, false]);
    expect([http.host, http.userAgent]).toEqual(['example.org', 'a b']);
    expect(named(flowOf(TCP, [view('SSH-2.0-x\r\n', 2222)]))).toEqual(['SSH', 6, false]);
  });

  it('is guessed by the port when no packet tells, and not beyond the table', () => {
    expect(named(flowOf(TCP, [view('', 443)]))).toEqual(['TLS', 1, true]);
    expect(named(flowOf(UDP, [view(hex('00'.repeat(30)), 514)]))).toEqual(['Syslog', 1, true]);
    expect(named(flowOf(TCP, [view('', 12_345)]))).toEqual(['', 0, false]);
  });

  it('is guessed by nothing if too little of its packets was captured', () => {
    const decision = new Decision(20);
    const state = decision.begin(UDP);
    decision.look(state, view(DNS, 53), false);
    decision.finish(state);
    expect(named(state)).toEqual(['', 0, false]);
  });

  it('is told by the IP protocol of others', () => {
    expect(named(flowOf(89, [view('', 0)]))).toEqual(['OSPF', 6, false]);
    expect(named(flowOf(1, [view(hex('0800 0000 0001 0001'), 0)]))).toEqual(['ICMP', 6, false]);
    expect(named(flowOf(88, [view('', 0)]))).toEqual(['', 0, false]);
  });

  it('takes the content of an HTTP answer only after an empty packet of the server', () => {
    const request = (): PayloadView => view('GET /a HTTP/1.1\r\nHost: a.example\r\n\r\n', 80);
    const reply = (): PayloadView => answer('HTTP/1.1 200 OK\r\nContent-Type: audio/ogg; x\r\n\r\n', 80);
    const read = flowOf(TCP, [request(), answer('', 80), reply()]);
    expect([read.contentType, read.category]).toEqual(['audio/ogg', 'Media']);
    expect(flowOf(TCP, [request(), reply()]).contentType).toBe('');
  });

  it('is not looked for beyond so many packets', () => {
    const empty = Array.from({ length: 3 }, () => view('', 8000));
    expect(named(flowOf(TCP, [...empty, view('GET / HTTP/1.1\r\n\r\n', 8000)], 3))).toEqual(['', 0, false]);
  });
});

describe('bytes of any kind', () => {
  const packet = fc.record({
    bytes: fc.oneof(fc.uint8Array({ maxLength: 1500 }), fc.uint8Array({ maxLength: 40 })),
    port: fc.constantFrom(1, 21, 25, 53, 67, 80, 88, 137, 138, 139, 389, 443, 445, 500, 1194, 1900, 3389, 5353, 8801),
    back: fc.boolean(),
    ipv6: fc.boolean(),
  });

  it('never make a recogniser fail, nor read beyond the packet', () => {
    fc.assert(
      fc.property(fc.array(packet, { maxLength: 8 }), fc.constantFrom(TCP, UDP), (packets, protocol) => {
        const make = (tail: number): PayloadView[] =>
          packets.map(({ bytes, port, back, ipv6 }) => {
            const room = new Uint8Array(bytes.length + 64).fill(tail);
            room.set(bytes);
            const changes = { size: bytes.length, ipv6 };
            return back ? answer(room, port, changes) : view(room, port, changes);
          });
        const one = flowOf(protocol, make(0));
        const other = flowOf(protocol, make(0xff));
        expect([named(one), one.host, one.clientPrint]).toEqual([named(other), other.host, other.clientPrint]);
      }),
      { numRuns: 400 },
    );
  });

  it('never make a recogniser fail that is asked alone, from any state of its own', () => {
    fc.assert(
      fc.property(
        fc.array(packet, { minLength: 1, maxLength: 6 }),
        fc.nat(RECOGNISERS.length - 1),
        (packets, index) => {
          const state = new Decision(20).begin(UDP);
          let mark = 0;
          for (const { bytes, port, back, ipv6 } of packets) {
            const at = back ? answer(bytes, port, { ipv6 }) : view(bytes, port, { ipv6 });
            at.fromClient = !back;
            state.payloads++;
            mark = RECOGNISERS[index]?.look(at, state, mark) ?? 0;
            if (mark < 0) break;
          }
          while (state.readOn !== undefined && packets.length > 0) {
            const last = packets.pop();
            if (last === undefined || !state.readOn(view(last.bytes, last.port), state)) break;
          }
        },
      ),
      { numRuns: 2000 },
    );
  });
});
