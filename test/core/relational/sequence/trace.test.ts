import { describe, expect, it } from 'vitest';
import type { Traced, TraceRequest } from '../../../../src/core/model/trace.ts';
import { RelationalRun } from '../../../../src/core/relational/relational-run.ts';
import { sequence } from '../../../../src/core/relational/sequence/builder.ts';
import { RunTrace } from '../../../../src/core/relational/sequence/trace.ts';
import { batchOf } from '../batches.ts';

const PACKETS = `
  0.0 10.0.0.1:5000 > 10.0.0.2:443 TCP S flow=0
  0.5 10.0.0.3:6000 > 10.0.0.2:80 TCP S flow=1
  1.0 10.0.0.2:443 > 10.0.0.1:5000 TCP A flow=0 back
  4.2 10.0.0.2:443 > 10.0.0.1:5000 TCP SA flow=0 back
  4.3 10.0.0.1:5000 > 10.0.0.2:443 TCP A flow=0
`;

const answered = sequence('answered')
  .key('flow')
  .starts('one')
  .step('syn', { syn: true, ack: false, dstPort: [443, 22] })
  .step('synAck', { syn: true, ack: true, dst: (m) => m.syn.src }, { within: 3 })
  .step('ack', (packet) => packet.ack);

function traced(request: TraceRequest, exports: Record<string, unknown> = { answered }): Traced {
  const trace = new RunTrace(request);
  const run = RelationalRun.start({ exports, code: '', address: '' }, {}, undefined, trace);
  if (!run.ok) throw new Error(run.failure.detail);
  expect(run.value.feed(batchOf(PACKETS))).toBeUndefined();
  expect(run.value.finish().ok).toBe(true);
  return trace.traced();
}

const said = ({ lines }: Traced): string[] =>
  lines.map(({ packet, taken, role, name, answer, why }) =>
    [`#${packet + 1}`, `[${taken.map((one) => one + 1).join()}]`, role, name, answer, why].join(' ').trimEnd(),
  );

describe('what a run tells of its conditions', () => {
  it('says which fields of a packet failed, and what was wanted', () => {
    expect(said(traced({ packet: 1 }))).toEqual(['#2 [] start syn no dstPort 80, wanted 443 or 22']);
  });

  it('says what is asked for a flow, and where a limit has passed', () => {
    expect(said(traced({ packet: 2 }))).toEqual(['#3 [1] step synAck no syn false, wanted true']);
    expect(said(traced({ flow: { flowClass: 0, packets: [0] } }))).toEqual([
      '#3 [1] step synAck no syn false, wanted true',
    ]);
    const slow = answered.takes('oldest').maxGap(100);
    const strict = sequence('late').step('a', { syn: true }).step('b', { rst: true }, { after: 9 });
    expect(said(traced({ packet: 2 }, { strict }))).toContain('#3 [1] step b early');
    expect(said(traced({ packet: 3 }, { slow })).length).toBeGreaterThan(0);
  });

  it('says by how much, and which event would have been taken', () => {
    const { late } = traced({ late: 'all' });
    expect(late).toEqual([{ flowClass: 0, packets: [0], step: 'synAck', packet: 3, byNs: 1.2e9 }]);
    expect(traced({ flow: { flowClass: 0, packets: [0] } }).late).toEqual(late);
    expect(traced({ flow: { flowClass: 0, packets: [1] } }).late).toEqual([]);
  });

  it('says that a packet has no key', () => {
    const keyed = sequence('keyed')
      .key(({ srcPort }) => (srcPort === 443 ? undefined : srcPort))
      .step('a', {});
    expect(said(traced({ packet: 2 }, { keyed }))).toEqual(['#3 [] key  no']);
  });

  it('changes nothing of what is found', () => {
    const plain = RelationalRun.start({ exports: { answered }, code: '', address: '' });
    const told = RelationalRun.start(
      { exports: { answered }, code: '', address: '' },
      {},
      undefined,
      new RunTrace({ late: 'all', packet: 3 }),
    );
    if (!plain.ok || !told.ok) throw new Error('no run');
    for (const run of [plain.value, told.value]) run.feed(batchOf(PACKETS));
    expect(told.value.finish()).toEqual(plain.value.finish());
  });
});
