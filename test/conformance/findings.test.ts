import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { corpus, noCorpora } from '../corpora.ts';
import { sessionOf } from '../core/session/findings/found.ts';

/**
 * What the standard rules find in public captures. Truth is what the captures were recorded for, what their bytes say (logins), and
 * a comparison of all bytes of neighbouring packets (captured twice). What is no attack has its reason; docs/findings.md has the
 * table.
 */
const FOUND: Readonly<Record<string, readonly string[]>> = {
  'port-scan': ['ndpi/synscan.pcap'],
  'address-scan': [],
  'udp-port-scan': [],
  'ping-sweep': [],
  'many-refusals': [],
  // Only one direction was captured.
  'many-unanswered': ['zeek/traces/ssh/ssh.client-side-half-duplex.pcap'],
  'many-logins': [],
  upload: [],
  'odd-port': [
    'ndpi/tls_port_80.pcapng',
    'suricata-verify/http-brotli-ce/input.pcap',
    'suricata-verify/output-eve-anomaly-02/input.pcap',
  ],
  'obsolete-tls': [
    'arkime/https3-301-get.pcap',
    'arkime/openssl-ssl3.pcap',
    'arkime/openssl-tls1.pcap',
    'arkime/openssl-tls1_1.pcap',
    'arkime/smtp-starttls.pcap',
    'arkime/ssl-selfsign.pcap',
    'ja4/https3-301-get.pcap',
    'ndpi/pop3_stls.pcap',
    'ndpi/smtp-starttls.pcap',
    'ndpi/tls_alert.pcap',
    'ndpi/tls_cipher_lens.pcap',
    'ndpi/zoom.pcap',
    'pcapflowlab/tls/tls_1_1_badssl_baseline_13.pcap',
    'pcapplusplus/tls.pcap',
    'suricata-verify/tls/tls-pre-1970/input.pcap',
    'zeek/traces/tls/tls1_1.pcap',
  ],
  // Both keep a voice connection alive: each minute, each ten minutes.
  beacon: ['ndpi/discord.pcap', 'ndpi/teamspeak3.pcap'],
  // Its clock jumps by 28 years.
  'silent-connection': ['arkime/y2038-bgp.pcap'],
  'clear-login': [
    'arkime/arkime_synthetic.pcap',
    'arkime/smtp-data-521.pcap',
    'ipfixprobe/smtp.pcap',
    'ndpi/imap.pcap',
    'pcapflowlab/cap_flow_lab_showcase.pcap',
    'suricata-verify/bug-3616-smtp/input.pcap',
    'suricata-verify/pop3-02-bug-7709/input.pcap',
    'suricata-verify/pop3-03-bug-7709/input.pcap',
    'zeek/traces/ftp/ftp-invalid-reply-code.pcap',
    'zeek/traces/ftp/ftp-missing-reply-code.pcap',
    'zeek/traces/http/basic-auth-with-colon.pcap',
    'zeek/traces/http/basic-auth-with-extra-space.pcap',
    'zeek/traces/smtp.pcap',
  ],
  'snmp-community': ['arkime/arkime_synthetic.pcap', 'ndpi/snmp.pcap'],
  'dns-long-names': ['ndpi/dns-tunnel-iodine.pcap', 'suricata-verify/dns/bug-1158/input.pcap'],
  'dns-many-names': ['ndpi/dns-tunnel-iodine.pcap'],
  'dns-random-names': ['ndpi/dns-tunnel-iodine.pcap', 'suricata-verify/dns/bug-1158/input.pcap'],
  // Badly set clocks, and captures that were made or joined.
  'early-certificate': [
    'arkime/arkime_synthetic.pcap',
    'ndpi/discord.pcap',
    'ndpi/dnscrypt-v2-doh.pcap',
    'pcapflowlab/cap_flow_lab_showcase.pcap',
    'pcapflowlab/tls/tls_sni_in_second_segment_20.pcap',
  ],
  'expired-certificate': [],
  'self-signed-certificate': [
    'arkime/arkime_synthetic.pcap',
    'arkime/ssl-selfsign.pcap',
    'ndpi/ja3_lots_of_cipher_suites_2_anon.pcap',
    'pcapplusplus/tls.pcap',
    'suricata-verify/ethernet-eve/test.pcap',
    'suricata-verify/ja4-cl-handshake/input.pcap',
    'suricata-verify/ja4-sv-handshake/input.pcap',
    'suricata-verify/ja4-tls/input.pcap',
    'suricata-verify/tls/tls-cert-issuer/tls.pcap',
  ],
  'failing-names': [],
  'captured-twice': [
    'ndpi/FAX-Call-t38-CA-TDM-SIP-FB-1.pcap',
    'ndpi/h323.pcap',
    'ndpi/s7comm-plus.pcap',
    'suricata-verify/mac-eve-multiple-disabled/multi_mac.pcap',
    'zeek/traces/http/ctu-62604-80.pcap',
    'zeek/traces/http/m57-long-49583-80.pcap',
    'zeek/traces/http/m57-long-49600-80.pcap',
    'zeek/traces/rdp/rdp-no-cookie-mstshash.pcap',
  ],
};
/** Steps of the clock are in every capture that was put together or damaged: they are counted, not listed. */
const COUNTED = ['clock-back', 'clock-jump'];

/** Copies by a comparison of all bytes with the four packets before, within 5 ms. */
const COPIES: Readonly<Record<string, number>> = {
  'ndpi/FAX-Call-t38-CA-TDM-SIP-FB-1.pcap': 23,
  'ndpi/h323.pcap': 10,
  'ndpi/s7comm-plus.pcap': 27,
  'zeek/traces/http/ctu-62604-80.pcap': 10,
  'zeek/traces/http/m57-long-49583-80.pcap': 113,
  'zeek/traces/http/m57-long-49600-80.pcap': 26,
  'zeek/traces/rdp/rdp-no-cookie-mstshash.pcap': 10,
};

const folder = corpus('captures');

function captures(manifest: string): readonly string[] {
  const lines = manifest.split('\n').map((line) => line.split('\t'));
  return lines.filter(([, role]) => role === 'capture').map(([path = '']) => path);
}

describe.skipIf(folder === undefined)('findings', () => {
  it('are those that are there', { timeout: 600_000 }, async () => {
    const paths = captures(readFileSync(join(folder ?? '', 'MANIFEST.tsv'), 'utf8'));
    const hits = new Map<string, string[]>();
    const copies: Record<string, number> = {};
    for (const path of paths) {
      const session = await sessionOf(readFileSync(join(folder ?? '', path)));
      for (const { name, text } of session.ruleEntries('')) {
        const reply = await session.findings(text);
        if (!reply.ok) throw new Error(`${path} ${name} ${JSON.stringify(reply.failure)}`);
        if (reply.value.found === 0) continue;
        hits.set(name, [...(hits.get(name) ?? []), path]);
        const [first] = reply.value.findings;
        if (name === 'captured-twice' && path in COPIES) copies[path] = Number(first?.sentence[0]?.value);
      }
    }
    const counts = [...hits].map(([name, of]) => `${name} ${of.length}`).join(', ');
    console.log(`findings: captures with findings, of ${paths.length}: ${counts}`);
    const listed = Object.fromEntries([...hits].filter(([name]) => !COUNTED.includes(name)));
    const expected = Object.fromEntries(Object.entries(FOUND).filter(([, of]) => of.length > 0));
    expect(Object.fromEntries(Object.entries(listed).map(([name, of]) => [name, [...of].sort()]))).toEqual(expected);
    expect(copies).toEqual(COPIES);
  });
});

if (folder === undefined) console.log(noCorpora);
