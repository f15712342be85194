import { describe, expect, it } from 'vitest';
import { corpora, noCorpora } from '../corpora.ts';
import { messagesOf, tsharkLines, type FoundMessage } from './capture-messages.ts';

/** Keys of tshark’s, and the decoded fields that are the same; numbers as numbers. */
const KEYS: Readonly<Record<string, string>> = {
  'tls.handshake.ciphersuite': 'tls.handshake.ciphersuite',
  'tls.handshake.extension.type': 'tls.handshake.extension.type',
  'tls.handshake.extensions_server_name': 'tls.server_name',
  'tls.handshake.extensions_alpn_str': 'tls.alpn',
  'tls.handshake.extensions.supported_version': 'tls.supported_version',
  'tls.handshake.extensions_supported_group': 'tls.group',
};

function saidOf(found: readonly FoundMessage[], id: string): readonly string[] {
  return found.flatMap(({ message }) =>
    (message.said ?? []).filter((one) => one.id === id).map(({ value }) => String(value)),
  );
}

/** Their secrets are inside: tshark has Encrypted Extensions on the same packets. */
const DECRYPTED = new Set(['ndpi/doq.pcapng', 'ndpi/quic-33.pcapng', 'ndpi/quic-v2.pcapng']);
/** TLS within other protocols over UDP: OpenVPN, RDP, tunnels that the meter does not open. */
const NOT_READ = [
  'ndpi/ja3_lots_of_cipher_suites_2_anon.pcap',
  'ndpi/openvpn.pcap',
  'ndpi/rdp2.pcap',
  'ndpi/vxlan.pcap',
];

const plain = (values: readonly string[], key: string): readonly string[] =>
  /server_name|alpn/.test(key) ? values : values.map((value) => String(Number(value)));

describe.skipIf(corpora === undefined)(
  `hellos over UDP as tshark has them${corpora === undefined ? `: ${noCorpora}` : ''}`,
  () => {
    it('QUIC and DTLS: ciphers, extensions, names, groups', async () => {
      const differences: string[] = [];
      const missed: string[] = [];
      let same = 0;
      for (const [file, lines] of tsharkLines('tls')) {
        const asked = lines.filter(
          ({ fields }) => fields.has('udp.stream') && fields.get('tls.handshake.ciphersuite') !== undefined,
        );
        if (asked.length === 0) continue;
        const found = (await messagesOf(file))?.found ?? [];
        for (const { frame, fields } of asked) {
          const here = found.filter((one) => one.frame === frame && ['QUIC', 'DTLS'].includes(one.protocol));
          if (here.length === 0) missed.push(`${file} ${frame}`);
          for (const [key, id] of Object.entries(KEYS)) {
            const wanted = fields.get(key);
            if (wanted === undefined || here.length === 0) continue;
            if (JSON.stringify(saidOf(here, id)) === JSON.stringify(plain(wanted, key))) same++;
            else differences.push(`${file} ${frame} ${key}`);
          }
        }
      }
      expect(differences.filter((place) => !DECRYPTED.has(place.split(' ', 1)[0] ?? ''))).toEqual([]);
      expect([...new Set(missed.map((place) => place.split(' ', 1)[0]))].toSorted()).toEqual(NOT_READ);
      expect(same).toBeGreaterThan(620);
    }, 300_000);
  },
);
