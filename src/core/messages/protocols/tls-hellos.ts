/** Client Hello and Server Hello, by the fields of core/protocols, and their fingerprints. */
import type { FieldValue } from '../../model/field.ts';
import { tls } from '../../protocols/applications/tls.ts';
import { readMessages } from '../../protocols/applications/tls-handshake.ts';
import { TLS_CIPHERS, TLS_VERSIONS } from '../../protocols/applications/tls-names.ts';
import type { Field } from '../../protocols/reading/field.ts';
import { Packet } from '../../protocols/reading/packet.ts';
import type { Message } from '../message.ts';
import { ja3, ja3s, ja4, isGrease, type Hello } from '../../fingerprints/hellos.ts';

const CLIENT_HELLO = 1;
/** Kind of a Server Hello that asks for another Client Hello. */
export const RETRY_REQUEST = 'Hello Retry Request';
/** The random of a Hello Retry Request (RFC 8446 section 4.1.3). */
const RETRY = 'cf21ad74e59a6111be1d8c021e65b891c2a211167abb8c5e079e09e2c8a8339c';
const ECH = 65_037;
const TICKET = 35;
const PRE_SHARED_KEY = 41;

const WANTED: ReadonlySet<Field> = new Set(Object.values(tls.fields));

type Said = { id: string; value: FieldValue }[];

/** What a hello says: its header of four bytes and its body. `transport`: t over TCP, q over QUIC, d for DTLS. */
export function helloMessage(bytes: Uint8Array, transport: 't' | 'q' | 'd' = 't'): Message {
  const said: Said = [];
  const packet = new Packet(bytes, { wanted: WANTED, take: ({ id }, value) => said.push({ id, value }) });
  const layer = packet.layer('TLS', { start: 0, end: bytes.length, wireEnd: bytes.length });
  readMessages(bytes, layer, bytes.length);
  return bytes[0] === CLIENT_HELLO ? clientHello(said, transport) : serverHello(said);
}

function numbers(said: Said, id: string): number[] {
  return said.filter((one) => one.id === id).map(({ value }) => Number(value));
}

function texts(said: Said, id: string): string[] {
  return said.filter((one) => one.id === id).map(({ value }) => String(value));
}

/** Hellos are said by the ten thousand: what they say is gone through once. */
function helloOf(said: Said): Hello {
  let version: number | undefined;
  const alpn: string[] = [];
  const lists = {
    'tls.handshake.ciphersuite': [],
    'tls.handshake.extension.type': [],
    'tls.group': [],
    'tls.point_format': [],
    'tls.supported_version': [],
    'tls.signature_scheme': [],
  } satisfies Record<string, number[]> as Record<HelloList, number[]>;
  for (const { id, value } of said) {
    if (id === 'tls.handshake.version') version ??= Number(value);
    else if (id === 'tls.alpn') alpn.push(String(value));
    else if (id in lists) lists[id as HelloList].push(Number(value));
  }
  return {
    version: version ?? 0,
    ciphers: lists['tls.handshake.ciphersuite'],
    extensions: lists['tls.handshake.extension.type'],
    groups: lists['tls.group'],
    formats: lists['tls.point_format'],
    versions: lists['tls.supported_version'],
    alpn,
    signatures: lists['tls.signature_scheme'],
  };
}

type HelloList =
  | 'tls.handshake.ciphersuite'
  | 'tls.handshake.extension.type'
  | 'tls.group'
  | 'tls.point_format'
  | 'tls.supported_version'
  | 'tls.signature_scheme';

function clientHello(said: Said, transport: 't' | 'q' | 'd'): Message {
  const hello = helloOf(said);
  const name = texts(said, 'tls.server_name')[0] ?? '';
  const version = highest(hello);
  const notes = [
    `${hello.ciphers.length} cipher suites`,
    `${hello.extensions.length} extensions`,
    ...(hello.extensions.includes(ECH) ? ['encrypted client hello: the name is an outer one'] : []),
    ...resumption(said, hello),
  ];
  return {
    kind: 'Client Hello',
    role: 'request',
    summary: `Client Hello${name === '' ? '' : ` ${name}`}, up to ${version}`,
    said,
    values: {
      name,
      version,
      alpn: hello.alpn.join(' '),
      ja3: ja3(hello),
      ja4: ja4(hello, transport, name !== '' || hello.extensions.includes(0)),
      details: notes.join('; '),
    },
  };
}

function resumption(said: Said, { extensions }: Hello): readonly string[] {
  if (extensions.includes(PRE_SHARED_KEY)) return ['offers a pre-shared key'];
  const id = numbers(said, 'tls.handshake.session_id_length')[0] ?? 0;
  const ticket = said.some(({ id: field, value }, at) => {
    return field === 'tls.handshake.extension.type' && value === TICKET && Number(said[at + 1]?.value ?? 0) > 0;
  });
  return ticket ? ['offers a session ticket'] : id > 0 ? ['offers a session ID'] : [];
}

function highest({ version, versions }: Hello): string {
  const offered = versions.filter((one) => !isGrease(one));
  if (offered.length === 0) return versionName(version);
  // Those of DTLS count down.
  const isDtls = offered.some((one) => DTLS_VERSIONS.has(one));
  return versionName(isDtls ? Math.min(...offered) : Math.max(...offered));
}

function serverHello(said: Said): Message {
  const hello = helloOf(said);
  const isRetry = texts(said, 'tls.handshake.random')[0] === RETRY;
  const kind = isRetry ? RETRY_REQUEST : 'Server Hello';
  const version = versionName(hello.versions[0] ?? hello.version);
  const cipher = nameOf(hello.ciphers[0] ?? 0, TLS_CIPHERS);
  return {
    kind,
    role: 'answer',
    summary: `${kind} ${version}, ${cipher}`,
    said,
    values: {
      version,
      cipher,
      alpn: hello.alpn.join(' '),
      ja3: ja3s(hello),
      details: `${hello.extensions.length} extensions${hello.extensions.includes(PRE_SHARED_KEY) ? '; resumes with a pre-shared key' : ''}`,
    },
  };
}

/** Versions of DTLS (RFC 4347, 6347, 9147), and that of old OpenSSL. */
const DTLS_VERSIONS: ReadonlyMap<number, string> = new Map([
  [0x0100, 'DTLS 1.0 (OpenSSL)'],
  [0xfeff, 'DTLS 1.0'],
  [0xfefd, 'DTLS 1.2'],
  [0xfefc, 'DTLS 1.3'],
]);

function versionName(number: number): string {
  return DTLS_VERSIONS.get(number) ?? nameOf(number, TLS_VERSIONS);
}

function nameOf(number: number, names: ReadonlyMap<number, string>): string {
  return names.get(number) ?? `0x${number.toString(16).padStart(4, '0')}`;
}
