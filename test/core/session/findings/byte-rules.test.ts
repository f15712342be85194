import { describe, expect, it } from 'vitest';
import { base64Text, basicCredentials, plainCredentials } from '../../../../src/core/session/evidence/logins/login.ts';
import { entropyOf, partsOf } from '../../../../src/core/session/evidence/name-parts.ts';
import { packets, pcap, pcapng, type TestPacket } from '../../../fixtures/captures.ts';
import { run, sessionOf, valueOf } from './found.ts';

async function sentencesOf(rule: string, file: Uint8Array): Promise<readonly string[]> {
  const { findings } = valueOf(await run(await sessionOf(file), rule));
  return findings.map(({ sentence }) =>
    sentence
      .map((part) => part.text)
      .join('')
      .replaceAll('\u00a0', ' '),
  );
}

const NEW_LINE = 0x0a;
const TILDE = 0x7e;

/** Packets of one connection, in turn from client (“>”) and server (“<”); “~” ends a line. */
function talk(port: number, said: readonly string[], protocol = 'PSH+ACK'): TestPacket[] {
  const lines = said.map((text, at) => {
    const ends = ['10.0.0.1:5000', `10.0.0.2:${port}`];
    const [from, to] = text.startsWith('>') ? ends : ends.reverse();
    return `${at} ${from ?? ''} > ${to ?? ''} ${protocol} seq=${1000 * (at + 1)} "${text.slice(1)}"`;
  });
  return packets(lines.join('\n')).map((packet) => ({
    ...packet,
    bytes: packet.bytes.map((byte) => (byte === TILDE ? NEW_LINE : byte)),
  }));
}

const logins = (list: readonly TestPacket[]): Promise<readonly string[]> => sentencesOf('clear-login', pcap(list));
const told = (port: number, user: string, by: string): string =>
  `10.0.0.1 gave 10.0.0.2 port ${port} the user ${user} with 1 secret in clear text, by ${by}, 1 time.`;

describe('logins in clear text', () => {
  it('are found in protocols of lines', async () => {
    expect(await logins(talk(21, ['<220 hello~', '>USER anna~', '<331 and~', '>PASS se', '>cret~']))).toEqual([
      told(21, 'anna', 'FTP'),
    ]);
    expect(await logins(talk(143, ['>a1 LOGIN "anna b" secret~']))).toEqual([told(143, 'anna b', 'IMAP')]);
    expect(
      await logins(talk(587, ['>AUTH LOGIN~', '<334 VXNlcm5hbWU6~', '>YW5uYQ==~', '<334~', '>c2VjcmV0~'])),
    ).toEqual([told(587, 'anna', 'SMTP')]);
    expect(await logins(talk(110, ['>AUTH PLAIN AGFubmEAc2VjcmV0~']))).toEqual([told(110, 'anna', 'POP3')]);
  });

  it('are found in HTTP: Basic, and forms', async () => {
    expect(await logins(talk(8080, ['>GET / HTTP/1.1~Authorization: Basic YW5uYTpzZWNyZXQ=~~']))).toEqual([
      told(8080, 'anna', 'HTTP'),
    ]);
    expect(await logins(talk(80, ['>POST /in HTTP/1.1~Host: x~~', '>user=anna%40x.test&password=secret']))).toEqual([
      told(80, 'anna@x.test', 'HTTP'),
    ]);
    expect(await logins(talk(80, ['<HTTP/1.1 200 OK~~try ?user=anna&password=secret']))).toEqual([]);
  });

  it('are put together from what is typed in Telnet', async () => {
    const typed = ['<login: ', '>a', '<a', '>n', '<n', '>~', '<Password: ', '>s3', '>cret~', '<Welcome~'];
    expect(await logins(talk(23, typed))).toEqual([told(23, 'an', 'Telnet')]);
  });

  it('are counted once if they are sent again, and secrets are never shown', async () => {
    const list = talk(21, ['>USER anna~', '>PASS secret~']);
    const again = { ...list[1], timeNs: list[1].timeNs + 300_000_000n };
    expect(await logins([...list, again])).toEqual([told(21, 'anna', 'FTP')]);
    const shown = await sentencesOf('finding all\nof logins\nsay {user} {secret}', pcap(list));
    expect(shown).toEqual(['anna ••••••']);
  });

  it('of guests are not told of', async () => {
    expect(await logins(talk(21, ['>USER anonymous~', '>PASS me@x.test~']))).toEqual([]);
  });

  it('are communities in SNMP', async () => {
    const message = '\x30\x1c\x02\x01\x01\x04\x06public\xa0\x0f';
    expect(await sentencesOf('snmp-community', pcap(talk(161, [`>${message}`], 'UDP')))).toEqual([
      '10.0.0.1 gave 10.0.0.2 1 SNMP community in clear text.',
    ]);
    const version3 = '\x30\x1c\x02\x01\x03\x04\x06public\xa0\x0f';
    expect(await sentencesOf('snmp-community', pcap(talk(161, [`>${version3}`], 'UDP')))).toEqual([]);
  });

  it('are read from base64', () => {
    expect(base64Text('aGVsbG8=')).toBe('hello');
    expect(basicCredentials('YTpiOmM=')).toEqual({ user: 'a', secret: 'b:c' });
    expect(basicCredentials('YQ==')).toBeUndefined();
    expect(plainCredentials('YQ==')).toBeUndefined();
  });
});

/** A question for a name, or with bit 15 of the flags an answer. */
function dns(name: string, isAnswer = false): string {
  const labels = name.split('.').map((label) => String.fromCharCode(label.length) + label);
  return `\x12\x34${isAnswer ? '\x81' : '\x01'}\0\0\x01\0\0\0\0\0\0${labels.join('')}\0\0\x01\0\x01`;
}

const asked = (names: readonly string[], isAnswer = false): Uint8Array =>
  pcap(
    packets(
      names
        .map((name, at) => {
          const ends = isAnswer ? '10.0.0.2:53 > 10.0.0.1:5000' : '10.0.0.1:5000 > 10.0.0.2:53';
          return `${at} ${ends} UDP "${dns(name, isAnswer)}"`;
        })
        .join('\n'),
    ),
  );

const ALPHABET = 'abcdefghijklmnopqrstuvwxyz234567';
/** A label of 60 characters, another for each number, in which each letter stands twice at most. */
const randomLabel = (at: number): string =>
  Array.from({ length: 60 }, (_, place) => ALPHABET[(place * 7 + at) % 32]).join('');

describe('names that are asked for', () => {
  const tunnel = Array.from({ length: 12 }, (_, at) => `${randomLabel(at)}.t.example.com`);

  it('are told of when they are long, and when they look random', async () => {
    expect(await sentencesOf('dns-long-names', asked(tunnel))).toEqual([
      '10.0.0.1 asked for 12 different names under example.com of 52 characters or more, 74 on average.',
    ]);
    expect(await sentencesOf('dns-random-names', asked(tunnel))).toEqual([
      expect.stringContaining('10.0.0.1 asked for 12 different names under example.com'),
    ]);
  });

  it('do not count when they stand in answers, or are few', async () => {
    expect(await sentencesOf('dns-long-names', asked(tunnel, true))).toEqual([]);
    expect(await sentencesOf('dns-long-names', asked(tunnel.slice(0, 9)))).toEqual([]);
  });

  it('are told of when they are many under one domain', async () => {
    const many = Array.from({ length: 100 }, (_, at) => `host${at}.example.co.uk`);
    expect(await sentencesOf('dns-many-names', asked(many))).toEqual([
      '10.0.0.1 asked for 100 different names under example.co.uk, in 100 questions.',
    ]);
    expect(await sentencesOf('dns-many-names', asked(many.slice(1)))).toEqual([]);
  });

  it('have a domain and a label before it', () => {
    expect(partsOf('a.long-one.example.com.')).toEqual({ domain: 'example.com', label: 'long-one' });
    expect(partsOf('www.example.co.uk')).toEqual({ domain: 'example.co.uk', label: 'www' });
    expect(partsOf('localhost')).toEqual({ domain: 'localhost', label: '' });
    expect([entropyOf(''), entropyOf('aaaa'), entropyOf('abcd')]).toEqual([0, 0, 2]);
  });
});

describe('packets that were captured twice', () => {
  const once = (at: number): TestPacket[] => packets(`${at} 10.0.0.1:5000 > 10.0.0.2:53 UDP "question number ${at}"`);
  const later = (packet: TestPacket, ns: bigint): TestPacket => ({ ...packet, timeNs: packet.timeNs + ns });
  const range = Array.from({ length: 10 }, (_, at) => at);

  it('are told of when all bytes are equal', async () => {
    const list = range.flatMap((at) => once(at).flatMap((packet) => [packet, later(packet, 20_000n)]));
    expect(await sentencesOf('captured-twice', pcap(list))).toEqual([
      '10 packets stand in the capture twice (equal in all bytes), 20 µs apart as a rule: 50 % of those that were looked at.',
    ]);
  });

  it('are told of behind a router, and of two interfaces', async () => {
    const hop = range.flatMap((at) => {
      const [text, behind] = [`10.0.0.1:5000 > 10.0.0.2:53 UDP "number ${at}"`, 'ttl=63'];
      return packets(`${at} ${text}\n${at}.001 ${text} ${behind}`);
    });
    expect(await sentencesOf('captured-twice', pcap(hop))).toEqual([
      expect.stringContaining('before and behind a router'),
    ]);
    const mirrored = range.flatMap((at) =>
      once(at).flatMap((packet) => [packet, { ...later(packet, 1000n), interface: 1 }]),
    );
    expect(await sentencesOf('captured-twice', pcapng(mirrored, [{}, {}]))).toHaveLength(1);
  });

  it('are not those that come again late, differ in a byte, or only acknowledge', async () => {
    const list = range.flatMap((at) => once(at).flatMap((packet) => [packet, later(packet, 50_000_000n)]));
    expect(await sentencesOf('captured-twice', pcap(list))).toEqual([]);
    const differing = range.map((at) => `${at / 10_000} 10.0.0.1:5000 > 10.0.0.2:53 UDP "number ${at}"`).join('\n');
    expect(await sentencesOf('captured-twice', pcap(packets(differing)))).toEqual([]);
    const acks = range.map((at) => `${at / 10_000} 10.0.0.1:5000 > 10.0.0.2:80 ACK seq=5 ack=7`).join('\n');
    expect(await sentencesOf('captured-twice', pcap(packets(acks)))).toEqual([]);
  });
});

describe('steps of the clock', () => {
  const at = (times: readonly number[]): Uint8Array =>
    pcap(packets(times.map((time) => `${time} 10.0.0.1:5000 > 10.0.0.2:53 UDP 4`).join('\n')));

  it('back are told of from ten milliseconds on', async () => {
    expect(await sentencesOf('clock-back', at([1, 0.995, 2]))).toEqual([]);
    expect(await sentencesOf('clock-back', at([1, 0.9, 2, 1.5]))).toEqual([
      '2 packets of interface 0 came with a time before that of the packet before, by up to 500 ms.',
    ]);
  });

  it('ahead are told of from a day on', async () => {
    expect(await sentencesOf('clock-jump', at([0, 3600, 7200]))).toEqual([]);
    expect(await sentencesOf('clock-jump', at([0, 3600, 100_000]))).toEqual([
      '1 time the next packet comes a day later or more, up to 1 d 2 h.',
    ]);
  });
});
