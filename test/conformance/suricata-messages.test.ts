import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { corpus, noCorpora } from '../corpora.ts';
import { messagesOf, type ReadCapture } from './capture-messages.ts';
import { readChecks, type FlowCheck } from './suricata-checks.ts';
import type { Event } from './suricata-dns.ts';
import { COMPARED, eventsOf } from './suricata-events.ts';

/** What suricata-verify’s tests state of DNS, HTTP, TLS … : so many events have these values. */

const NOT_1 = 'Its first line is none of HTTP/1.x: no version, or a status that is no number.';
const PORT = 'Told from others of the same name by the port that it opens, which is no value of its own here.';
const BESIDE: Readonly<Record<string, string>> = {
  'dns dns/dns-udp-null': 'The data of a NULL record is not spelled out here.',
  'dns dns/v2/dns-udp-null': 'The data of a NULL record is not spelled out here.',
  'dns ethernet-eve': 'Answers are not asked for in its settings.',
  'ftp ftp-epsv': PORT,
  'ftp ftp/ftp-bounce': PORT,
  'http bug-3844': NOT_1,
  'http bug-4702-01': NOT_1,
  'http http-gap-simple-frames-ips': 'It drops what follows a gap as an intrusion prevention system.',
  'http http-not09': NOT_1,
  'http http1-noint-status': NOT_1,
  'smtp smtp-long-command': 'A word longer than 512 characters is shortened here.',
  'tls tcp-fastopen-10-syn-data-ignore': 'It leaves out the data of a SYN by its settings.',
};

/** Words of older versions, and forms that say the same. */
function plain(key: string, value: string): string {
  if (key.endsWith('.type')) return value === 'query' ? 'request' : value === 'answer' ? 'response' : value;
  if (key === 'tls.version') return value.replace(/^TLSv1$/, 'TLS 1.0').replace('draft-', 'draft ');
  if (key === 'tls.serial') return value.replaceAll(':', '').toLowerCase().replace(/^0+/, '');
  return /notbefore|notafter/.test(key) ? value.replaceAll(/\D/g, '') : value;
}

function fits(event: Event, wanted: readonly (readonly [string, string])[]): boolean {
  return wanted.every(([key, value]) => {
    const own = event.get(key) ?? '';
    if (/rrname|rrtype/.test(key)) return own.toLowerCase() === value.toLowerCase();
    if (key === 'dns.answers[0].rdata') return own.startsWith(value);
    // What is said over TCP it reads when it is acknowledged.
    if (key === 'pcap_cnt') return [0, 1, 2, 3].includes(Number(value) - Number(own));
    return plain(key, own) === plain(key, value);
  });
}

/** What of a check can be compared; undefined if nothing can. */
function wantedOf({ values }: FlowCheck): readonly (readonly [string, string])[] | undefined {
  const known = COMPARED[values.get('event_type') ?? ''];
  // A TXT record is an answer for each of its texts there, one here.
  const isFurther = (key: string): boolean =>
    /answers\[[1-9]/.test(key) &&
    [...values].some(([each, value]) => each.startsWith('dns.answers') && value === 'TXT');
  const wanted = [...values].filter(([key]) => known?.test(key) && !isFurther(key));
  return wanted.every(([key]) => key.endsWith('_port')) ? undefined : wanted;
}

const folder = corpus('captures/suricata-verify');

describe.skipIf(folder === undefined)('messages as Suricata has them', () => {
  it('as many as its tests want, with what they say', async () => {
    const { tests } = JSON.parse(readFileSync(`${folder}/index.json`, 'utf8')) as {
      tests: { test: string; yaml: string; capture: string }[];
    };
    const known = new Map<string, ReadCapture | undefined>();
    const counts = new Map<string, [equal: number, all: number]>();
    const others = new Set<string>();
    const details: string[] = [];
    for (const { test, yaml, capture } of tests) {
      for (const check of readChecks(`${folder}/${yaml}`)) {
        const type = check.values.get('event_type') ?? '';
        const wanted = wantedOf(check);
        if (wanted === undefined) continue;
        if (!known.has(capture)) known.set(capture, await messagesOf(`suricata-verify/${capture}`));
        const read = known.get(capture);
        const count = read === undefined ? 0 : eventsOf(type, read).filter((event) => fits(event, wanted)).length;
        const [equal, all] = counts.get(type) ?? [0, 0];
        // One of several that are equal but for their number.
        const isOneOf = [...check.values.keys()].some((key) => key.endsWith('tx_id')) && check.count > 0;
        const isEqual = count === check.count || (isOneOf && count >= check.count);
        counts.set(type, [equal + (isEqual ? 1 : 0), all + 1]);
        if (isEqual) continue;
        others.add(`${type} ${test}`);
        details.push(`${type} ${test}: ${count} for ${check.count} of ${JSON.stringify(wanted)}`);
      }
    }
    console.log([...counts].map(([type, [equal, all]]) => `Suricata ${type}: ${equal} of ${all}`).join('\n'));
    expect([...others].toSorted(), details.join('\n')).toEqual(Object.keys(BESIDE).toSorted());
  }, 300_000);
});

if (folder === undefined) console.log(noCorpora);
