import { describe, expect, it } from 'vitest';
import type { MeterParameters } from '../../src/core/model/parameters.ts';
import { corpus, noCorpora } from '../corpora.ts';
import { flowsOf, NO_TIMEOUTS, OPENED, type PacketFlow } from './flow-packets.ts';
import {
  flowCounts,
  furtherDifference,
  loggedCounts,
  readTraces,
  turnOf,
  type Connection,
  type ZeekTrace,
} from './zeek-connections.ts';

/**
 * Zeek's conn.log of public traces: packets and IP bytes each way, payload and duration where they can be told. Flows
 * are metered without time-outs; where Zeek has another rule, it is checked.
 */
const CLASSES = {
  same: 'a connection is a flow: packets and IP bytes each way, payload where no segment was repeated or lost, duration',
  inside: 'the same with tunnels opened that NFStream does not know, with later fragments and with repaired lengths',
  outside: 'the same with GTP left closed: Zeek logs a tunnel and what is in it',
  cut: 'Zeek starts anew after a reset or 5 s without an answer, and tells ICMP types apart: several are one flow',
} as const;
type Class = keyof typeof CLASSES;

/** What is metered, in this order, until a connection is found. */
const METERINGS: readonly [Class, Partial<MeterParameters>][] = [
  ['same', NO_TIMEOUTS],
  ['inside', OPENED],
  ['outside', { ...NO_TIMEOUTS, decodeTunnels: false }],
];

const FRAGMENTS = 'Zeek counts fragments of outer packets once they are put together, without their IP headers.';
const EXCEPTIONS: Readonly<Record<string, string>> = {
  'core.tunnels.gtp.different_dl_and_ul': FRAGMENTS,
  'core.tunnels.gtp.outer_ip_frag': FRAGMENTS,
  'scripts.base.protocols.ldap.sasl-signed-clear-2':
    'A packet of offloaded TCP with total length 0: Zeek counts it without bytes, NFStream leaves it out.',
  'scripts.base.protocols.ntp.misordered-ntp': 'Zeek makes one originator of both ends when both ports are 123.',
};

const folder = corpus('captures/zeek');

/** Finds a class for each connection of a trace; what is left is told. */
async function compare(trace: ZeekTrace): Promise<{ classes: Class[]; unexplained: string[] }> {
  const classes: Class[] = [];
  const unexplained: string[] = [];
  let rest = trace.connections;
  for (const [found, changes] of METERINGS) {
    const unused = new Set((await flowsOf(`zeek/${trace.capture}`, changes))?.flows);
    rest = rest.filter((connection) => {
      const flow = [...unused].find((one) => equalCounts([connection], one));
      if (flow === undefined) return true;
      unused.delete(flow);
      const difference = furtherDifference(connection, flow, turnOf(connection, flow) === 1 ? 1 : 0);
      if (difference === undefined) classes.push(found);
      else unexplained.push(`${trace.test}: ${difference}`);
      return false;
    });
    const cut = rest.filter((connection) => [...unused].some((flow) => isPart(connection, rest, flow)));
    classes.push(...cut.map((): Class => 'cut'));
    rest = rest.filter((connection) => !cut.includes(connection));
  }
  return { classes, unexplained: [...unexplained, ...rest.map(() => trace.test)] };
}

/** Whether a flow is this connection and others of the same ends together. */
function isPart(connection: Connection, others: readonly Connection[], flow: PacketFlow): boolean {
  if (turnOf(connection, flow) < 0) return false;
  return equalCounts(
    others.filter((other) => turnOf(other, flow) >= 0),
    flow,
  );
}

/** Whether the connections together have the ends, packets and bytes of the flow, each in its own direction. */
function equalCounts(connections: readonly Connection[], flow: PacketFlow): boolean {
  if (connections.some((connection) => turnOf(connection, flow) < 0)) return false;
  const counts = connections.map((connection) => loggedCounts(connection, turnOf(connection, flow) === 1));
  const total = [0, 1, 2, 3].map((at) => counts.reduce((sum, numbers) => sum + (numbers[at] ?? 0), 0));
  return total.join() === flowCounts(flow).join();
}

describe.skipIf(folder === undefined)('flows equal Zeek’s connections', () => {
  it('or differ by a rule', async () => {
    const counts = new Map<Class, number>();
    const unexplained: string[] = [];
    let connections = 0;
    for (const trace of readTraces(folder ?? '')) {
      const result = await compare(trace);
      connections += trace.connections.length;
      unexplained.push(...result.unexplained);
      for (const found of result.classes) counts.set(found, (counts.get(found) ?? 0) + 1);
    }
    const rest = Object.entries(CLASSES).map(([id, why]) => `\n  ${counts.get(id as Class) ?? 0} ${why}`);
    console.log(`zeek: ${counts.get('same')} of ${connections} connections equal${rest.join('')}`);
    expect([...new Set(unexplained)].sort()).toEqual(Object.keys(EXCEPTIONS).sort());
    expect(counts.get('same')).toBeGreaterThanOrEqual(120);
    expect(counts.get('inside')).toBeGreaterThanOrEqual(26);
  });
});

if (folder === undefined) console.log(noCorpora);
