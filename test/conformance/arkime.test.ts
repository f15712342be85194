import { readdirSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import type { MeterParameters } from '../../src/core/model/parameters.ts';
import { corpus, noCorpora } from '../corpora.ts';
import { CLASSES, classify, type Finding } from './arkime-classes.ts';
import { readSessions, type Session } from './arkime-sessions.ts';
import { flowsOf, NO_TIMEOUTS, OPENED } from './flow-packets.ts';

/**
 * arkime's sessions of 98 captures: which packets are in each (by place in the file), their lengths, packets and bytes
 * each way, first and last time. Flows are metered without time-outs; where arkime has another rule, the sessions and
 * flows that share packets are compared together, and what the rule says is checked (arkime-classes.ts).
 */

/** Sessions that are in no class. */
const EXCEPTIONS: Readonly<Record<string, string>> = {
  'python-packet-cb 0 undefined:undefined > undefined:undefined':
    'A script of that test takes the packets and makes a session without addresses of them.',
};

const folder = corpus('captures/arkime');

/** The classes of a test's sessions; those that are no flow by NFStream's rules are tried with tunnels opened. */
async function findings(name: string): Promise<Finding[]> {
  const sessions = readSessions(`${folder}/${name}.test`);
  const found = await classified(name, sessions, NO_TIMEOUTS);
  if (found.every((one) => one.found === 'same')) return found;
  const opened = await classified(name, sessions, OPENED);
  const same = new Set(opened.filter((one) => one.found === 'same').map(({ session }) => session));
  return found.map((one) => (one.found !== 'same' && same.has(one.session) ? { ...one, found: 'opened' } : one));
}

async function classified(
  name: string,
  sessions: readonly Session[],
  changes: Partial<MeterParameters>,
): Promise<Finding[]> {
  const capture = await flowsOf(`arkime/${name}.pcap`, changes);
  if (capture === undefined) throw new Error(`${name}.pcap cannot be read.`);
  return classify(capture, sessions);
}

describe.skipIf(folder === undefined)('flows have the packets of arkime’s sessions', () => {
  it('or differ by a rule', async () => {
    const counts = new Map<string, number>();
    const unexplained: string[] = [];
    let sessions = 0;
    const tests = readdirSync(folder ?? '').filter((name) => name.endsWith('.test'));
    for (const name of tests.map((test) => test.slice(0, -'.test'.length))) {
      for (const { session, found, difference } of await findings(name)) {
        sessions++;
        if (found !== undefined) counts.set(found, (counts.get(found) ?? 0) + 1);
        else unexplained.push([`${name} ${session.name}`, difference ?? ''].join(' ').trimEnd());
      }
    }
    const rest = Object.entries(CLASSES).map(([id, why]) => `\n  ${counts.get(id) ?? 0} ${why}`);
    console.log(`arkime: ${counts.get('same')} of ${sessions} sessions equal${rest.join('')}`);
    expect(unexplained).toEqual(Object.keys(EXCEPTIONS));
    expect(counts.get('same')).toBeGreaterThanOrEqual(435);
    expect(counts.get('opened')).toBeGreaterThanOrEqual(20);
  });
});

if (folder === undefined) console.log(noCorpora);
