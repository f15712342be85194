import { describe, expect, it } from 'vitest';
import { connectionState, nextConnectionState } from '../../src/core/flows/connection-state.ts';
import { TCP } from '../../src/core/model/ip-protocols.ts';
import { corpus, noCorpora } from '../corpora.ts';
import { flowsOf, NO_TIMEOUTS, OPENED, type PacketFlow } from './flow-packets.ts';
import { flowCounts, loggedCounts, readTraces, turnOf, type Connection } from './zeek-connections.ts';

/**
 * Zeek's conn_state of public traces, of the connections that are flows here: same packets and bytes each way.
 */
const KNOWN_SERVICE =
  'Zeek makes the end with a port that it knows the responder, so that the only packet is an answer without a question.';
const EXCEPTIONS: Readonly<Record<string, string>> = {
  'core.tunnels.ayiya udp SHR S0': KNOWN_SERVICE,
  'core.tunnels.gtp.inner_teredo udp SHR S0': KNOWN_SERVICE,
};

const folder = corpus('captures/zeek');

function stateOf({ packets, protocol }: PacketFlow): string {
  let state = 0;
  for (const { direction, tcpFlags } of packets)
    if (protocol === TCP) state = nextConnectionState(state, direction, tcpFlags);
  const back = packets.filter(({ direction }) => direction === 1).length;
  return connectionState(protocol, state, packets.length - back, back) ?? 'OTH';
}

/** Connections and the flows that are they. */
async function pairs(capture: string, connections: readonly Connection[]): Promise<[Connection, PacketFlow][]> {
  const found: [Connection, PacketFlow][] = [];
  let rest = connections;
  for (const changes of [NO_TIMEOUTS, OPENED]) {
    const unused = new Set((await flowsOf(`zeek/${capture}`, changes))?.flows);
    rest = rest.filter((connection) => {
      const flow = [...unused].find((one) => isSame(connection, one));
      if (flow === undefined) return true;
      unused.delete(flow);
      found.push([connection, flow]);
      return false;
    });
  }
  return found;
}

function isSame(connection: Connection, flow: PacketFlow): boolean {
  const turn = turnOf(connection, flow);
  return turn >= 0 && loggedCounts(connection, turn === 1).join() === flowCounts(flow).join();
}

describe.skipIf(folder === undefined)('connection states', () => {
  it('equal Zeek’s', async () => {
    const differences: string[] = [];
    const seen = new Map<string, number>();
    for (const { capture, connections, test } of readTraces(folder ?? '')) {
      for (const [connection, flow] of await pairs(capture, connections)) {
        const theirs = connection.get('conn_state') ?? '';
        seen.set(theirs, (seen.get(theirs) ?? 0) + 1);
        const ours = stateOf(flow);
        if (ours !== theirs) differences.push(`${test} ${connection.get('proto')} ${theirs} ${ours}`);
      }
    }
    const total = [...seen.values()].reduce((sum, count) => sum + count, 0);
    const counts = [...seen].map(([state, count]) => `${state} ${count}`).join(', ');
    console.log(`zeek: ${total - differences.length} of ${total} connection states equal (${counts})`);
    expect([...new Set(differences)].sort()).toEqual(Object.keys(EXCEPTIONS).sort());
    expect(total).toBeGreaterThanOrEqual(140);
  });
});

if (folder === undefined) console.log(noCorpora);
