import { createHash } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { gunzipSync } from 'node:zlib';
import { describe, expect, it } from 'vitest';
import { PAGE_DEFAULTS } from '../../src/core/model/parameters.ts';
import { corpus, noCorpora } from '../corpora.ts';
import { objectsOf } from './capture-objects.ts';

/** A line of objects.jsonl. */
interface Expected {
  readonly file: string;
  readonly kind: 'http' | 'imf' | 'tftp' | 'smb' | 'ftp-data';
  readonly bytes: number;
  readonly sha256: string;
}

const path = corpus('expected/tshark/objects.jsonl.gz');

function expectedByFile(): Map<string, Expected[]> {
  const byFile = new Map<string, Expected[]>();
  const lines = gunzipSync(readFileSync(path ?? ''))
    .toString()
    .trim()
    .split('\n');
  for (const line of lines) {
    const object = JSON.parse(line) as Expected;
    byFile.set(object.file, [...(byFile.get(object.file) ?? []), object]);
  }
  return byFile;
}

const AGAIN = 'tshark counts bytes that were sent again twice: its mail is longer than the stream.';
const COMMANDS = 'tshark counts commands that the client sends together with the mail.';
const REFUSED = 'The server refuses DATA; tshark takes the command that follows for a mail.';
const LISTS = 'tshark takes every answer of several lines for a mail, with the line of its dot.';
const HEADER = 'A header that was fetched by itself is no mail.';
const PIPE = 'A named pipe is no file: tshark joins what is read from it and written to it.';
const LOGINS = 'tshark takes what follows a login of several steps for a mail.';
const COMPRESSED =
  'Payload that IPComp has compressed: tshark inflates it, here it is a flow of AH whose content is not read.';
const LOOSE = 'Bytes that are in no message: tshark gives each packet of them as a body.';
const OLD = 'HTTP/0.9: answers without a head.';
const FRAMING = 'tshark does not join lines that are folded, or knows no last chunk among several codings.';

/** Objects that differ, by capture, kind and bytes: how many, and why. */
const EXCEPTIONS: Readonly<Record<string, readonly [number, string]>> = {
  'arkime/arkime_synthetic.pcap imf 90': [1, COMMANDS],
  'arkime/ntlm_synthetic.pcap imf 104': [1, LOGINS],
  'arkime/ntlm_synthetic.pcap imf 4': [1, LOGINS],
  'arkime/smtp-moloch-bof.pcap imf 8951': [1, COMMANDS],
  'arkime/wireshark-smb-on-windows10.pcap smb 436': [1, PIPE],
  'ipfixprobe/smtp.pcap imf 16576': [1, AGAIN],
  'libpcap/filter/AH-IPcomp-IPv4.pcap http 4096': [1, COMPRESSED],
  'libpcap/filter/AH-IPcomp-IPv6.pcap http 4096': [1, COMPRESSED],
  'ndpi/imap.pcap imf 666': [1, HEADER],
  'ndpi/quickplay.pcap http 1096': [1, LOOSE],
  'ndpi/quickplay.pcap http 1169': [1, LOOSE],
  'ndpi/quickplay.pcap http 351': [1, LOOSE],
  'ndpi/quickplay.pcap http 72': [1, LOOSE],
  'pcapflowlab/cap_flow_lab_showcase.pcap http 47': [1, LOOSE],
  'suricata-verify/bug-3616-smtp/input.pcap imf 16576': [1, AGAIN],
  'suricata-verify/dns-over-http2/dns_over_https.pcap http 448': [
    1,
    'tshark takes the payload of the first packet, the preface and settings of HTTP/2, for a body.',
  ],
  'suricata-verify/http-connect/http-connect-simple/input.pcap http 1': [
    1,
    'tshark takes a byte in a CONNECT tunnel for a body.',
  ],
  'suricata-verify/http1-noint-status/input.pcap http 4': [1, 'The status code is no number: no start line of HTTP/1.'],
  'suricata-verify/pop3-02-bug-7709/input.pcap imf 148': [1, LISTS],
  'suricata-verify/pop3-02-bug-7709/input.pcap imf 42': [1, LISTS],
  'suricata-verify/pop3-02-bug-7709/input.pcap imf 6673': [1, LISTS],
  'suricata-verify/smb2-04/20171220_smb_at_schedule.pcap smb 160': [1, PIPE],
  'suricata-verify/smtp-data-rejected/10.7.29.101_49898-178.63.41.150_25.pcap imf 114342': [1, COMMANDS],
  'suricata-verify/smtp-ehlo-reset-after-rejected-data/input.pcap imf 332': [1, COMMANDS],
  'zeek/traces/ftp/bigtransfer.pcap ftp-data 14480': [
    1,
    'The transfer has holes; tshark stops at the first, what comes behind is taken here, and the size of the holes told.',
  ],
  'zeek/traces/http/261/variant-09-te_obs_fold.pcap http 65': [1, FRAMING],
  'zeek/traces/http/261/variant-10-multi_value_te.pcap http 0': [1, FRAMING],
  'zeek/traces/http/http-09-content-length-confusion.pcap http 15': [1, OLD],
  'zeek/traces/http/http-inner-transfer-encoding-ossfuzz.pcap http 109': [1, LOOSE],
  'zeek/traces/http/http-inner-transfer-encoding-ossfuzz.pcap http 57': [1, LOOSE],
  'zeek/traces/http/http-inner-transfer-encoding-ossfuzz.pcap http 70': [1, LOOSE],
  'zeek/traces/http/http_09.pcap http 11': [3, OLD],
  'zeek/traces/http/http_09.pcap http 12': [1, OLD],
  'zeek/traces/http/http_09.pcap http 13': [1, OLD],
  'zeek/traces/http/http_09.pcap http 3': [1, OLD],
  'zeek/traces/http/http_09.pcap http 51': [1, OLD],
  'zeek/traces/http/query-method-non-standard-port.pcap http 179': [
    1,
    'tshark does not know the method QUERY and gives the whole request.',
  ],
  'zeek/traces/mpls-in-vlan.pcap http 1448': [1, LOOSE],
  'zeek/traces/smtp-mail-transactions-invalid.pcap imf 18': [3, REFUSED],
  'zeek/traces/smtp.pcap imf 16576': [1, AGAIN],
};

/** Read as the page reads at first: where later fragments are counted to flows, a tunnel in fragments is not entered. */
const AS_THE_PAGE = 'zeek/traces/tunnels/gtp/gtp2_different_udp_port.pcap';

const sha256 = (bytes: Uint8Array): string => createHash('sha256').update(bytes).digest('hex');

describe.skipIf(path === undefined)(`objects against tshark${path === undefined ? ` (${noCorpora})` : ''}`, () => {
  it(
    'have the same SHA-256 but for the exceptions, and are saved as they were found',
    { timeout: 600_000 },
    async () => {
      const differing: Record<string, number> = {};
      const found = { same: 0, oneBodyTwoKinds: 0, withoutLastLineEnd: 0, other: 0 };
      for (const [file, list] of expectedByFile()) {
        const objects = await objectsOf(file, file === AS_THE_PAGE ? PAGE_DEFAULTS : undefined);
        for (const object of objects) expect(sha256(object.bytes), `${file} ${object.name}`).toBe(object.sha256);
        const left = objects.map((object) => object.sha256);
        const all = new Set(left);
        // The line end before the dot ends the last line of the mail (RFC 5321 4.1.1.4); tshark leaves it out.
        const shorter = new Set(objects.map(({ bytes }) => sha256(bytes.subarray(0, -2))));
        for (const one of list) {
          const at = left.indexOf(one.sha256);
          if (at >= 0) left.splice(at, 1);
          if (at >= 0) found.same++;
          else if (one.kind === 'imf' && all.has(one.sha256)) found.oneBodyTwoKinds++;
          else if (one.kind === 'imf' && shorter.has(one.sha256)) found.withoutLastLineEnd++;
          else {
            found.other++;
            const place = `${file} ${one.kind} ${one.bytes}`;
            differing[place] = (differing[place] ?? 0) + 1;
          }
        }
      }
      const expected = Object.entries(EXCEPTIONS).map(([place, [count]]) => [place, count]);
      expect(differing).toEqual(Object.fromEntries(expected));
      expect(found).toEqual({ same: 623, oneBodyTwoKinds: 3, withoutLastLineEnd: 6, other: 44 });
    },
  );
});
