import { readFileSync } from 'node:fs';
import { gunzipSync } from 'node:zlib';
import { describe, expect, it } from 'vitest';
import { corpora, corpus, noCorpora } from '../corpora.ts';
import { messagesOf, tsharkLines, type FoundMessage, type ReadCapture, type TsharkLine } from './capture-messages.ts';
import {
  CERTIFICATE_EXCEPTIONS,
  DNS_EXCEPTIONS,
  DNS_MISSED,
  HTTP_EXCEPTIONS,
  HTTP_MISSED,
  TLS_EXCEPTIONS,
  TLS_MISSED,
} from './tshark-reasons.ts';

const LONG = 300_000;
const read = new Map<string, Promise<ReadCapture | undefined>>();

/** Each capture is read once for all tests. */
async function foundIn(file: string): Promise<readonly FoundMessage[]> {
  const known = read.get(file) ?? messagesOf(file);
  read.set(file, known);
  return (await known)?.found ?? [];
}

function framesOf(found: readonly FoundMessage[]): ReadonlyMap<number, readonly FoundMessage[]> {
  const frames = new Map<number, FoundMessage[]>();
  for (const one of found) frames.set(one.frame, [...(frames.get(one.frame) ?? []), one]);
  return frames;
}

/** What two programs say of the same packets. */
interface Compared {
  same: number;
  readonly differences: string[];
  /** Captures with packets of which only tshark has a message. */
  readonly missed: Set<string>;
}

/** Compares a key of tshark’s with what was read, on packets of which both have messages of these protocols. */
async function compare(
  name: string,
  protocols: readonly string[],
  keys: Readonly<Record<string, (found: readonly FoundMessage[], line: TsharkLine) => readonly unknown[] | undefined>>,
  wantedOf: (values: readonly string[], key: string, line: TsharkLine) => readonly unknown[] = (values) => values,
): Promise<Compared> {
  const compared: Compared = { same: 0, differences: [], missed: new Set() };
  for (const [file, lines] of tsharkLines(name)) {
    // Over UDP TLS stands in other protocols.
    const asked = lines.filter(
      ({ fields }) => Object.keys(keys).some((key) => fields.has(key)) && !(name === 'tls' && fields.has('udp.stream')),
    );
    if (asked.length === 0) continue;
    const byFrame = framesOf(await foundIn(file));
    for (const line of asked) {
      const found = (byFrame.get(line.frame) ?? []).filter(({ protocol }) => protocols.includes(protocol));
      if (found.length === 0) {
        compared.missed.add(file);
        continue;
      }
      for (const [key, have] of Object.entries(keys)) {
        const values = line.fields.get(key);
        const own = values === undefined ? undefined : have(found, line);
        if (values === undefined || own === undefined) continue;
        const wanted = wantedOf(values, key, line);
        if (JSON.stringify(own) === JSON.stringify(wanted)) compared.same++;
        else compared.differences.push(`${file} ${line.frame} ${key}`);
      }
    }
  }
  return compared;
}

/** Values of a decoded field in all messages of a packet. */
function saidOf(found: readonly FoundMessage[], ...ids: readonly string[]): readonly (string | number)[] {
  return found.flatMap(({ message }) =>
    (message.said ?? []).filter(({ id }) => ids.includes(id)).map(({ value }) => value),
  );
}

/** Values of a column in all messages of a packet. */
function valuesOf(
  found: readonly FoundMessage[],
  id: 'ja3' | 'hassh' | 'code' | 'method' | 'id' | 'agent' | 'target' | 'status' | 'content_type',
  kind?: string,
) {
  return found
    .filter(({ message }) => kind === undefined || message.kind === kind)
    .map(({ message }) => message.values[id])
    .filter((value) => value !== undefined && value !== '')
    .map(String);
}

const decimal = (values: readonly string[]): readonly number[] => values.map(Number);
/** What differs, without the exceptions, which must differ. */
function unexpected({ differences }: Compared, exceptions: Readonly<Record<string, string>>): readonly string[] {
  return differences.filter(
    (place) => exceptions[place] === undefined && exceptions[place.split(' ')[0] ?? ''] === undefined,
  );
}

describe.skipIf(corpora === undefined)(
  `messages as tshark has them${corpora === undefined ? `: ${noCorpora}` : ''}`,
  () => {
    it(
      'DNS: header, questions and records',
      async () => {
        const dns = (id: string) => (found: readonly FoundMessage[]) => saidOf(found, id);
        const compared = await compare(
          'dns',
          ['DNS', 'mDNS', 'LLMNR'],
          {
            'dns.id': dns('dns.id'),
            'dns.flags.response': dns('dns.flags.response'),
            'dns.flags.opcode': dns('dns.flags.opcode'),
            'dns.flags.rcode': dns('dns.flags.rcode'),
            'dns.count.queries': dns('dns.count.queries'),
            'dns.count.answers': dns('dns.count.answers'),
            'dns.count.auth_rr': dns('dns.count.auth_rr'),
            'dns.count.add_rr': dns('dns.count.add_rr'),
            'dns.qry.name': (found) => saidOf(found, 'dns.query.name').map((name) => plainName(String(name))),
            'dns.qry.type': dns('dns.query.type'),
            // mDNS: the first bit is the wish for an answer to one.
            'dns.qry.class': (found) =>
              saidOf(found, 'dns.query.class').map((value) =>
                found[0]?.protocol === 'mDNS' ? Number(value) & 0x7fff : value,
              ),
            'dns.resp.name': (found) => ownersOf(found).map((name) => plainName(String(name))),
            'dns.resp.type': dns('dns.record.type'),
            // tshark has none for OPT.
            'dns.resp.ttl': (found) => livesOf(found),
          },
          (values, key) => (key.endsWith('.name') ? values.map(plainName) : decimal(values)),
        );
        expect(unexpected(compared, DNS_EXCEPTIONS)).toEqual([]);
        expect(compared.same).toBeGreaterThan(23_000);
        expect([...compared.missed].toSorted()).toEqual(Object.keys(DNS_MISSED).toSorted());
      },
      LONG,
    );

    it(
      'TLS: hellos, fingerprints and alerts',
      async () => {
        const hello = (id: string) => (found: readonly FoundMessage[]) =>
          saidOf(
            found.filter(({ message }) => / Hello|Hello /.test(message.kind)),
            id,
          );
        // Other messages than hellos have signature schemes, too.
        const alone = (id: string) => (found: readonly FoundMessage[], line: TsharkLine) =>
          line.fields.get('tls.handshake.type')?.join() === '1' ? hello(id)(found) : undefined;
        const compared = await compare(
          'tls',
          ['TLS'],
          {
            'tls.handshake.ciphersuite': hello('tls.handshake.ciphersuite'),
            'tls.handshake.extension.type': hello('tls.handshake.extension.type'),
            'tls.handshake.extensions_server_name': hello('tls.server_name'),
            'tls.handshake.extensions_alpn_str': hello('tls.alpn'),
            'tls.handshake.extensions.supported_version': hello('tls.supported_version'),
            'tls.handshake.extensions_supported_group': hello('tls.group'),
            'tls.handshake.extensions_ec_point_format': hello('tls.point_format'),
            'tls.handshake.sig_hash_alg': alone('tls.signature_scheme'),
            'tls.handshake.ja3': (found) => valuesOf(found, 'ja3', 'Client Hello'),
            'tls.handshake.ja3s': (found) => [
              ...valuesOf(found, 'ja3', 'Server Hello'),
              ...valuesOf(found, 'ja3', 'Hello Retry Request'),
            ],
            'tls.alert_message.desc': (found) => valuesOf(found, 'code', 'Alert'),
          },
          (values, key) => (/ja3|alert|server_name|alpn/.test(key) ? values : decimal(values)),
        );
        expect(unexpected(compared, TLS_EXCEPTIONS)).toEqual([]);
        expect(compared.same).toBeGreaterThan(4500);
        expect([...compared.missed].toSorted()).toEqual(Object.keys(TLS_MISSED).toSorted());
      },
      LONG,
    );

    it(
      'certificates: subject, issuer, serial number, validity, further names, algorithm',
      async () => {
        const wanted = tsharkCertificates();
        const found = new Map<string, string[]>();
        const files = new Set([...wanted.values()].map(({ file }) => file));
        for (const file of files) {
          for (const { message } of await foundIn(file)) {
            if (message.kind !== 'Certificate') continue;
            const { subject, issuer, serial, valid_from, valid_to, alt_names, details } = message.values;
            const facts = [subject, issuer, serial, valid_from, valid_to, plainNames(String(alt_names ?? ''))];
            const key = facts.map((fact) => String(fact ?? '')).join('|');
            found.set(key, [...(found.get(key) ?? []), String(details)]);
          }
        }
        const missing = [...wanted].filter(
          ([key, { algorithm }]) => !(found.get(key) ?? []).some((text) => text.includes(algorithm)),
        );
        expect(
          missing
            .map(([, { file, frame }]) => `${file} ${frame}`)
            .filter((place) => CERTIFICATE_EXCEPTIONS[place] === undefined),
        ).toEqual([]);
        expect(missing.length).toBeLessThanOrEqual(15);
      },
      LONG,
    );

    it(
      'HTTP: first lines and fields',
      async () => {
        const compared = await compare('http', ['HTTP', 'SSDP'], {
          'http.request.method': (found) => valuesOf(found, 'method'),
          'http.request.uri': (found) => valuesOf(found, 'target'),
          'http.response.code': (found) => valuesOf(found, 'code'),
          'http.response.phrase': (found) => valuesOf(found, 'status'),
          'http.content_type': (found) => valuesOf(found, 'content_type'),
          'http.user_agent': (found) => valuesOf(found, 'agent', 'request'),
          'http.server': (found) => valuesOf(found, 'agent', 'response'),
        });
        const all = compared.same + compared.differences.length;
        expect(unexpected(compared, HTTP_EXCEPTIONS)).toEqual([]);
        expect(compared.same / all).toBeGreaterThan(0.99);
        expect(all).toBeGreaterThan(3900);
        expect([...compared.missed].toSorted()).toEqual(Object.keys(HTTP_MISSED).toSorted());
      },
      LONG,
    );

    it.each([
      ['lines', 'SIP', 'sip.Call-ID', 'id', 110],
      ['lines', 'SIP', 'sip.Status-Code', 'code', 55],
      ['lines', 'FTP', 'ftp.response.code', 'code', 230],
      ['lines', 'SMTP', 'smtp.response.code', 'code', 290],
      ['ssh', 'SSH', 'ssh.kex.hassh', 'hassh', 26],
      ['ssh', 'SSH', 'ssh.kex.hasshserver', 'hassh', 11],
      ['auth', 'RADIUS', 'radius.id', 'id', 285],
      ['auth', 'LDAP', 'ldap.messageID', 'id', 120],
      ['auth', 'LDAP', 'ldap.resultCode', 'code', 55],
      ['data', 'CoAP', 'coap.mid', 'id', 19],
      ['network', 'IKE', 'isakmp.messageid', 'id', 95],
    ] as const)(
      '%s: %s, %s',
      async (file, protocol, key, column, least) => {
        const compared = await compare(file, [protocol], { [key]: (found) => valuesOf(found, column) });
        expect(compared.differences).toEqual([]);
        expect(compared.same).toBeGreaterThanOrEqual(least);
      },
      LONG,
    );
  },
);

/** Characters that are shown by others in the place of unseen ones, and bytes beyond ASCII, count for nothing. */
function plainName(name: string): string {
  return name
    .replace(/\\[0-9]{3}|[^\x20-\x7e]|\\./g, '')
    .replace(/[·…]/g, '')
    .trim();
}

/** Owners of records; those of SRV tshark gives another name. */
function ownersOf(found: readonly FoundMessage[]): readonly (string | number)[] {
  const types = saidOf(found, 'dns.record.type');
  return saidOf(found, 'dns.record.name').filter((_, at) => types[at] !== 33);
}

/** Times to live of records, without those of OPT, which says something else there. */
function livesOf(found: readonly FoundMessage[]): readonly (string | number)[] {
  const types = saidOf(found, 'dns.record.type');
  return saidOf(found, 'dns.record.ttl').filter((_, at) => types[at] !== 41);
}

interface ExpectedCertificate {
  readonly file: string;
  readonly frame: number;
  readonly algorithm: string;
}

function tsharkCertificates(): ReadonlyMap<string, ExpectedCertificate> {
  const all = new Map<string, ExpectedCertificate>();
  for (const fields of certificateLines()) {
    const { subject, issuer, serial, notBefore, notAfter, subjectAltName = '', signatureAlgorithm, first } = fields;
    const key = [subject, issuer, serial, notBefore, notAfter, plainNames(subjectAltName)].join('|');
    all.set(key, { file: first[0], frame: first[1], algorithm: signatureAlgorithm });
  }
  return all;
}

interface CertificateLine {
  readonly first: readonly [string, number];
  readonly subject: string;
  readonly issuer: string;
  readonly serial: string;
  readonly notBefore: string;
  readonly notAfter: string;
  readonly subjectAltName?: string;
  readonly signatureAlgorithm: string;
}

function certificateLines(): readonly CertificateLine[] {
  return gunzipSync(readFileSync(corpus('expected/tshark/certificates.jsonl.gz') ?? ''))
    .toString()
    .trim()
    .split('\n')
    .map((line) => JSON.parse(line) as CertificateLine);
}

/** Names as far as both programs write them alike: OpenSSL writes IPv6 addresses in full, directory names in another order. */
function plainNames(names: string): string {
  return names
    .replace('<EMPTY>', '')
    .replaceAll(/IP Address:[^,]*/g, 'IP Address')
    .replaceAll(/DirName:.*$/g, 'DirName')
    .replaceAll(/\s+/g, ' ');
}
