import { describe, expect, it } from 'vitest';
import type { Traced, TraceRequest } from '../../../../src/core/model/trace.ts';
import { RelationalRun } from '../../../../src/core/relational/relational-run.ts';
import { sequence } from '../../../../src/core/relational/sequence/builder.ts';
import { checkMatches } from '../../../../src/core/relational/check-matches.ts';
import { packMatches } from '../../../../src/core/relational/pack-matches.ts';
import { batchOf } from '../batches.ts';
import { matchSetOf } from '../../../../src/core/relational/match-set.ts';

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
  const run = RelationalRun.start({ exports, code: '', address: '' }, { trace: request });
  if (!run.ok) throw new Error(run.failure.detail);
  expect(run.value.feed(batchOf(PACKETS))).toBeUndefined();
  const found = run.value.finish();
  if (!found.ok) throw new Error(found.failure.detail);
  // As it comes from the sandbox.
  const checked = checkMatches(packMatches(found.value), 5)?.traced;
  if (checked === undefined) throw new Error('what is told is not believed');
  expect(checked).toEqual(found.value.traced);
  return checked;
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
      '#1 [] start syn yes',
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

  it('is told of all flows and packets of any capture, and believed only if it can be', () => {
    const packed = packMatches(
      matchSetOf({ classes: [{ name: 'a', completed: 0, incomplete: 0 }], matches: [], omitted: [0] }),
    );
    const line = { flowClass: 0, packet: 4, taken: [1], role: 'step', name: 'a', answer: 'no', why: '' };
    const late = { flowClass: 0, packets: [0], step: 'a', packet: 4, byNs: 1 };
    const given = { lines: [line], late: [late], omitted: 0 };
    expect(checkMatches({ ...packed, traced: given }, 5)?.traced).toEqual(given);
    for (const wrong of [{ packet: 5 }, { flowClass: 1 }, { role: 'x' }, { why: 1 }, { taken: [-1] }])
      expect(checkMatches({ ...packed, traced: { ...given, lines: [{ ...line, ...wrong }] } }, 5)).toBeUndefined();
    for (const wrong of [{ packet: 5 }, { byNs: Number.NaN }, { packets: 1 }])
      expect(checkMatches({ ...packed, traced: { ...given, late: [{ ...late, ...wrong }] } }, 5)).toBeUndefined();
  });
});
