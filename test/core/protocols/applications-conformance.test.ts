import { readFileSync } from 'node:fs';
import { gunzipSync } from 'node:zlib';
import { describe, expect, it } from 'vitest';
import { describePacket, takeFields } from '../../../src/core/protocols/decode.ts';
import { findField } from '../../../src/core/protocols/find-fields.ts';
import type { Field } from '../../../src/core/protocols/reading/field.ts';
import { corpora, corpus, noCorpora } from '../../corpora.ts';
import { readPackets, type CapturedPacket } from './captured-packets.ts';

/** Packets of one capture that are compared: long captures repeat themselves. */
const MOST_PACKETS = 300;
const COLLECTIONS = ['ndpi', 'zeek', 'arkime', 'pcapplusplus', 'ja4', 'suricata-verify', 'tcpdump'];
const HANDSHAKE = 'tls.handshake.type';

/**
 * tshark's fields by name, and the least share of packets with equal values among those in which both read one. What is
 * left: packets with several QUIC packets, of which the first is read here, and names that are written another way
 * (control characters); tshark takes the client identifier for a second hardware address.
 */
const FIELDS: Readonly<Record<string, number>> = {
  'http.request.method': 0.98,
  'http.host': 0.98,
  'http.request.uri': 0.98,
  'http.response.code': 0.98,
  'tls.handshake.extensions_server_name': 1,
  'tls.handshake.extensions_alpn_str': 0.95,
  'quic.version': 0.9,
  'quic.dcid': 0.8,
  'quic.scid': 0.9,
  'ssh.protocol': 1,
  'dhcp.option.dhcp': 1,
  'dhcp.option.hostname': 1,
  'dhcpv6.msgtype': 1,
  'ptp.v2.messagetype': 1,
  'ptp.v2.sequenceid': 1,
};

interface Compared {
  readonly file: string;
  readonly number: number;
  /** A cell of tshark by the name of its column. */
  readonly theirs: (name: string) => string;
  readonly packet: CapturedPacket;
}

/** Packets of a collection with tshark's row for each. */
async function* comparedPackets(collection: string): AsyncGenerator<Compared> {
  const path = corpus(`captures/oracle/tshark/${collection}.tsv.gz`) ?? '';
  const [head, ...rows] = gunzipSync(readFileSync(path)).toString('utf8').trimEnd().split('\n');
  const names = head?.split('\t') ?? [];
  const byFile = new Map<string, string[][]>();
  for (const row of rows) {
    const cells = row.split('\t');
    const ofFile = byFile.get(cells[0] ?? '') ?? [];
    ofFile.push(cells);
    byFile.set(cells[0] ?? '', ofFile);
  }
  for (const [file, ofFile] of byFile) {
    const found = corpus(`captures/${file}`);
    const packets = found === undefined ? [] : (await readPackets(found)).slice(0, MOST_PACKETS);
    for (const [i, packet] of packets.entries()) {
      const theirs = (name: string): string => ofFile[i]?.[names.indexOf(name)] ?? '';
      yield { file, number: i + 1, theirs, packet };
    }
  }
}

const found = (name: string): Field | undefined => findField(name)?.of[0];
const WANTED = new Set([...Object.keys(FIELDS), HANDSHAKE].map(found).filter((field) => field !== undefined));

/** A cell with its hexadecimal numbers in decimal. */
function inDecimal(cell: string): string {
  return cell.replaceAll(/\b0x[0-9a-f]+\b/g, (number) => String(Number(number)));
}

/** Our values by Wireshark's names, as tshark joins them. */
function ours({ bytes, linkType, wireLength }: CapturedPacket): ReadonlyMap<string, string> {
  const values = new Map<string, string>();
  takeFields(bytes, linkType, wireLength, {
    wanted: WANTED,
    take: (field, value) => {
      const name = field.wireshark ?? '';
      const before = values.get(name);
      values.set(name, before === undefined ? String(value) : `${before}|${value}`);
    },
  });
  return values;
}

/** Hellos and certificates are long: tshark names them where their last segment is. */
const LONG_MESSAGES = ['1', '2', '11'];

/** Types of messages that tshark does not name. */
function unnamed(mine: string, theirs: string): readonly string[] {
  const named = theirs.split('|');
  return mine.split('|').filter((type) => type !== '' && !named.includes(type) && !LONG_MESSAGES.includes(type));
}

describe.skipIf(corpora === undefined)(
  `fields of applications against tshark${corpora === undefined ? ` (${noCorpora})` : ''}`,
  () => {
    it('are equal where both read them', async () => {
      const equal = new Map<string, number>();
      const both = new Map<string, number>();
      for (const collection of COLLECTIONS)
        for await (const { theirs, packet } of comparedPackets(collection))
          for (const [name, value] of ours(packet)) {
            if (theirs(name) === '') continue;
            both.set(name, (both.get(name) ?? 0) + 1);
            if (inDecimal(theirs(name)) === value) equal.set(name, (equal.get(name) ?? 0) + 1);
          }
      const shares = Object.keys(FIELDS).map((name) => [name, (equal.get(name) ?? 0) / (both.get(name) ?? 1)] as const);
      console.info(
        shares.map(([name, share]) => `${name} ${(share * 100).toFixed(1)} % of ${both.get(name) ?? 0}`).join('\n'),
      );
      expect(shares.filter(([name, share]) => share < (FIELDS[name] ?? 1))).toEqual([]);
      expect(Object.keys(FIELDS).filter((name) => (both.get(name) ?? 0) < 2)).toEqual([]);
    }, 300_000);

    it('name the Finished message after a change of ciphers as encrypted', async () => {
      const packets = await readPackets(corpus('captures/pcapplusplus/example2.pcap') ?? '');
      const { bytes, linkType } = packets[65] ?? { bytes: new Uint8Array(), linkType: 1 };
      expect(describePacket(bytes, linkType).info).toBe(
        'Client Key Exchange, Change Cipher Spec, Encrypted Handshake Message',
      );
    });

    it('name no handshake message that tshark finds encrypted', async () => {
      const wrong: string[] = [];
      let compared = 0;
      for (const collection of COLLECTIONS)
        for await (const { file, number, theirs, packet } of comparedPackets(collection)) {
          const mine = ours(packet).get(HANDSHAKE) ?? '';
          if (mine === '' || !theirs('frame.protocols').endsWith(':tls')) continue;
          compared++;
          const strange = unnamed(mine, theirs(HANDSHAKE));
          if (strange.length > 0) wrong.push(`${file} packet ${number}: ${strange.join(', ')}`);
        }
      expect(compared).toBeGreaterThan(300);
      expect(wrong).toEqual([]);
    }, 300_000);
  },
);
