import { describe, expect, it } from 'vitest';
import { pcap } from '../../../fixtures/captures.ts';
import { certificate, serverFlight, type TestCertificate } from '../../../fixtures/certificates.ts';
import { talkPackets } from '../../../fixtures/http-talk.ts';
import { packets } from '../../../fixtures/captures.ts';
import { run, sessionOf, valueOf } from './found.ts';

/** Packets of these talks are of November 2023. */
const GOOD: TestCertificate = {
  subject: 'www.example.com',
  issuer: 'Test CA',
  from: '230101000000Z',
  to: '240101000000Z',
  names: ['www.example.com', '*.example.org', 'not a host'],
};

const sessionWith = (one: TestCertificate) =>
  sessionOf(
    pcap(
      talkPackets(
        [['<', serverFlight(certificate(one), certificate({ ...one, subject: 'CA', issuer: 'CA' }))]],
        5000,
        443,
      ),
    ),
  );

async function found(one: TestCertificate): Promise<readonly string[]> {
  const session = await sessionWith(one);
  const rules = ['expired-certificate', 'early-certificate', 'self-signed-certificate'];
  const all = await Promise.all(rules.map((rule) => run(session, rule)));
  return all.flatMap((reply) =>
    valueOf(reply).findings.map(({ sentence }) => sentence.map(({ text }) => text).join('')),
  );
}

describe('certificates of servers', () => {
  it('are no findings while they hold and another has signed them', async () => {
    expect(await found(GOOD)).toEqual([]);
  });

  it('are found when they have run out, do not hold yet, or are signed by themselves', async () => {
    const plain = (texts: readonly string[]) => texts.map((text) => text.replaceAll('\u00a0', ' '));
    expect(plain(await found({ ...GOOD, to: '230601000000Z' }))).toEqual([
      '10.0.0.2 port 443 showed the certificate of CN=www.example.com, which had run out on 2023-06-01 00:00:00Z, in 1 connection.',
    ]);
    expect(plain(await found({ ...GOOD, from: '231224000000Z' }))).toEqual([
      '10.0.0.2 port 443 showed the certificate of CN=www.example.com, which holds from 2023-12-24 00:00:00Z on only, in 1 connection.',
    ]);
    expect(plain(await found({ ...GOOD, issuer: 'www.example.com' }))).toEqual([
      '10.0.0.2 port 443 showed a certificate that CN=www.example.com has signed itself, in 1 connection.',
    ]);
  });

  it('name the address of the server, with their own validity, after what else does', async () => {
    const session = await sessionWith(GOOD);
    await session.findNames();
    expect([...session.allNames()].map(({ address, name, source }) => `${address} ${name} ${source}`)).toEqual([
      '10.0.0.2 *.example.org certificate',
      '10.0.0.2 www.example.com certificate',
    ]);
    expect([...session.allNames()][0]).toMatchObject({
      certified: { from: '2023-01-01 00:00:00Z', to: '2024-01-01 00:00:00Z' },
      packet: 2,
    });
  });
});

describe('names that do not exist', () => {
  /** Answers of a DNS server to one client: code 3, or 0. */
  const answers = (names: readonly string[], code: number): Uint8Array =>
    pcap(
      packets(names.map((_, at) => `${at} 10.0.0.53:53 > 10.0.0.1:${5000 + at} UDP 100`).join('\n')).map(
        (packet, at) => {
          const said = [
            0,
            at,
            0x81,
            0x80 | code,
            0,
            1,
            0,
            0,
            0,
            0,
            0,
            0,
            ...(names[at] ?? '').split('.').flatMap((label) => [label.length, ...Buffer.from(label)]),
            0,
            0,
            1,
            0,
            1,
          ];
          const bytes = Uint8Array.from(packet.bytes);
          bytes.set(said, bytes.length - 100);
          return { ...packet, bytes };
        },
      ),
    );
  const many = Array.from({ length: 40 }, (_, at) => `x${at}.d${at % 12}.example`);

  it('are told of a host that tries many, under many domains', async () => {
    const found = valueOf(await run(await sessionOf(answers(many, 3)), 'failing-names')).findings;
    expect(found).toHaveLength(1);
    expect(found[0]?.sentence.map(({ text }) => text).join('')).toContain('10.0.0.1 asked for 40');
  });

  it('are none where the names exist, or are under one domain', async () => {
    expect(valueOf(await run(await sessionOf(answers(many, 0)), 'failing-names')).findings).toEqual([]);
    const one = many.map((name) => name.replace(/d\d+/, 'd'));
    expect(valueOf(await run(await sessionOf(answers(one, 3)), 'failing-names')).findings).toEqual([]);
  });
});
