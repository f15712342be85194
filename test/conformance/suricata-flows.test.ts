import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { corpus, noCorpora } from '../corpora.ts';
import { flowsOf, NO_TIMEOUTS, OPENED } from './flow-packets.ts';
import { countFlows, readFlowChecks } from './suricata-checks.ts';

/** What suricata-verify's tests state of flow events: ends, packets and bytes each way. */
const SPI = 'Suricata tells ESP flows apart by their SPI; NFStream does not.';
const PINGS = 'Suricata tells the pings of both sides apart, and how deep packets are nested; NFStream does not.';
const EXCEPTIONS: Readonly<Record<string, string>> = {
  'eve-flow-esp': SPI,
  'flow-pkt-recursion/ids-tunnel-pkt-flows-recursion-excluded': PINGS,
  'flow-pkt-recursion/ids-tunnel-pkt-flows-recursion-included': PINGS,
};

/** Suricata opens VXLAN; NFStream does not. */
const OPENS = ['vxlan-decoder-02', 'vxlan-decoder-04', 'vxlan-decoder-07-arp'];

const folder = corpus('captures/suricata-verify');

describe.skipIf(folder === undefined)('flows equal Suricata’s', () => {
  it('in packets and bytes each way', async () => {
    const { tests } = JSON.parse(readFileSync(`${folder}/index.json`, 'utf8')) as {
      tests: { test: string; yaml: string; capture: string }[];
    };
    const different = new Set<string>();
    let all = 0;
    let equal = 0;
    for (const { test, yaml, capture } of tests) {
      const checks = readFlowChecks(`${folder}/${yaml}`);
      if (checks.length === 0) continue;
      const flowed = await flowsOf(`suricata-verify/${capture}`, OPENS.includes(test) ? OPENED : NO_TIMEOUTS);
      for (const check of checks) {
        all++;
        if (countFlows(check, flowed?.flows ?? []) === check.count) equal++;
        else different.add(test);
      }
    }
    console.log(`suricata-verify: ${equal} of ${all} checks of flows hold`);
    expect([...different].sort()).toEqual(Object.keys(EXCEPTIONS).sort());
    expect(equal).toBeGreaterThanOrEqual(35);
  });
});

if (folder === undefined) console.log(noCorpora);
