/** X.509 certificates (RFC 5280), as far as people ask for: whose, by whom, since when, for which names. */
import { addressText } from '../../base/addresses.ts';
import { hexBytes } from '../../base/text.ts';
import { elementAt, elementsIn, oidOf, textOf, type Element } from './ber.ts';

/** What a certificate says. Names as RFC 4514 writes them, times as "2024-01-31 23:59:59Z". */
export interface Certificate {
  readonly subject: string;
  readonly issuer: string;
  /** Upper-case hexadecimal digits. */
  readonly serial: string;
  readonly notBefore: string;
  readonly notAfter: string;
  /** "DNS:example.com", "IP Address:192.0.2.1". */
  readonly altNames: readonly string[];
  readonly signatureAlgorithm: string;
  /** "RSA 2048", "EC P-256". */
  readonly key: string;
  /** The common name of the subject; "" without. */
  readonly commonName: string;
}

const INTEGER = 0x02;
const BIT_STRING = 0x03;
const OID = 0x06;
const UTC_TIME = 0x17;
const BMP_STRING = 0x1e;
const VERSION = 0xa0;
const EXTENSIONS = 0xa3;
const COMMON_NAME = '2.5.4.3';
const ALT_NAME = '2.5.29.17';

/** Reads a certificate; undefined if it is none. */
export function readCertificate(bytes: Uint8Array): Certificate | undefined {
  const outer = elementAt(bytes, 0);
  if (outer?.tag !== 0x30) return undefined;
  const [body, algorithm] = elementsIn(bytes, outer);
  if (body?.tag !== 0x30) return undefined;
  const fields = [...elementsIn(bytes, body)];
  if (fields[0]?.tag === VERSION) fields.shift();
  const [serial, , issuer, validity, subject, key] = fields;
  if (serial?.tag !== INTEGER || issuer === undefined || validity === undefined || subject === undefined)
    return undefined;
  const [from, to] = elementsIn(bytes, validity);
  const extensions = fields.find(({ tag }) => tag === EXTENSIONS);
  return {
    subject: nameText(bytes, subject),
    issuer: nameText(bytes, issuer),
    serial: serialText(bytes, serial),
    notBefore: timeText(bytes, from),
    notAfter: timeText(bytes, to),
    altNames: extensions === undefined ? [] : altNames(bytes, extensions),
    signatureAlgorithm: algorithmText(bytes, algorithm),
    key: key === undefined ? '' : keyText(bytes, key),
    commonName: commonName(bytes, subject),
  };
}

/** Digits without zeros before them; a negative one with its sign. */
function serialText(bytes: Uint8Array, { start, end }: Element): string {
  let at = start;
  while (at + 1 < end && bytes[at] === 0) at++;
  return hexBytes(bytes, at, Math.min(end, bytes.length)).toUpperCase();
}

/** Attributes of a name, the most specific first. */
function nameText(bytes: Uint8Array, name: Element): string {
  return elementsIn(bytes, name)
    .map((set) =>
      elementsIn(bytes, set)
        .map((pair) => pairText(bytes, pair))
        .join('+'),
    )
    .reverse()
    .join(',');
}

function pairText(bytes: Uint8Array, pair: Element): string {
  const [type, value] = elementsIn(bytes, pair);
  if (type?.tag !== OID || value === undefined) return '';
  const oid = oidOf(bytes, type);
  return `${ATTRIBUTES.get(oid) ?? oid}=${escaped(stringOf(bytes, value))}`;
}

function commonName(bytes: Uint8Array, name: Element): string {
  for (const set of elementsIn(bytes, name))
    for (const pair of elementsIn(bytes, set)) {
      const [type, value] = elementsIn(bytes, pair);
      if (type !== undefined && value !== undefined && oidOf(bytes, type) === COMMON_NAME)
        return stringOf(bytes, value);
    }
  return '';
}

/** UTF-8, ASCII; two bytes a character of a BMPString. */
function stringOf(bytes: Uint8Array, value: Element): string {
  if (value.tag !== BMP_STRING) return textOf(bytes, value);
  let text = '';
  for (let at = value.start; at + 1 < Math.min(value.end, bytes.length); at += 2)
    text += String.fromCharCode((bytes[at] << 8) | bytes[at + 1]);
  return text;
}

/** RFC 4514, section 2.4. */
function escaped(text: string): string {
  return text
    .replace(/[,+"\\<>;]/g, '\\$&')
    .replace(/^[ #]/, '\\$&')
    .replace(/ $/, '\\ ');
}

/** UTCTime has two digits of the year, up to 49 of this century (RFC 5280, section 4.1.2.5.1). */
function timeText(bytes: Uint8Array, time: Element | undefined): string {
  if (time === undefined) return '';
  const text = textOf(bytes, time);
  const digits = /^\d+/.exec(text)?.[0] ?? '';
  const full = time.tag === UTC_TIME ? `${Number(digits.slice(0, 2)) < 50 ? '20' : '19'}${digits}` : digits;
  const parts = /^(\d{4})(\d\d)(\d\d)(\d\d)(\d\d)(\d\d)?/.exec(full);
  if (parts === null) return text;
  const [, year, month, day, hour, minute, second = '00'] = parts;
  const plain = `${year}-${month}-${day} ${hour}:${minute}:${second}Z`;
  return inUtc(plain, /([+-])(\d\d)(\d\d)$/.exec(text));
}

/** Some write the time of a zone, and how far that is from UTC. */
function inUtc(plain: string, zone: RegExpExecArray | null): string {
  const moment = Date.parse(plain.replace(' ', 'T'));
  if (zone === null || Number.isNaN(moment)) return plain;
  const [, sign, hours, minutes] = zone;
  const offset = (Number(hours) * 60 + Number(minutes)) * MINUTE_MS * (sign === '-' ? -1 : 1);
  return `${new Date(moment - offset).toISOString().slice(0, 19).replace('T', ' ')}Z`;
}

const MINUTE_MS = 60_000;

function altNames(bytes: Uint8Array, extensions: Element): readonly string[] {
  const [list] = elementsIn(bytes, extensions);
  if (list === undefined) return [];
  for (const extension of elementsIn(bytes, list)) {
    const [id, ...rest] = elementsIn(bytes, extension);
    const value = rest.at(-1);
    if (id === undefined || value === undefined || oidOf(bytes, id) !== ALT_NAME) continue;
    const names = elementAt(bytes, value.start, value.end);
    return names === undefined ? [] : elementsIn(bytes, names).map((name) => altName(bytes, name));
  }
  return [];
}

/** The choices of GeneralName (RFC 5280, section 4.2.1.6). */
function altName(bytes: Uint8Array, name: Element): string {
  const { start, end } = name;
  switch (name.tag & 0x1f) {
    case 1:
      return `email:${textOf(bytes, name)}`;
    case 2:
      return `DNS:${textOf(bytes, name)}`;
    case 4:
      return `DirName:${directoryName(bytes, name)}`;
    case 6:
      return `URI:${textOf(bytes, name)}`;
    case 7:
      return `IP Address:${end - start === 4 || end - start === 16 ? addressText(bytes.slice(start, end)) : '?'}`;
    case 8:
      return `Registered ID:${oidOf(bytes, name)}`;
    default:
      return 'othername';
  }
}

function directoryName(bytes: Uint8Array, name: Element): string {
  const inner = elementAt(bytes, name.start, name.end);
  return inner === undefined ? '' : nameText(bytes, inner);
}

function algorithmText(bytes: Uint8Array, algorithm: Element | undefined): string {
  const [id] = algorithm === undefined ? [] : elementsIn(bytes, algorithm);
  if (id?.tag !== OID) return '';
  const oid = oidOf(bytes, id);
  return ALGORITHMS.get(oid) ?? oid;
}

/** Kind and size of a public key (RFC 3279, 5480). */
function keyText(bytes: Uint8Array, key: Element): string {
  const [algorithm, value] = elementsIn(bytes, key);
  if (algorithm === undefined || value === undefined) return '';
  const [id, parameter] = elementsIn(bytes, algorithm);
  const oid = id === undefined ? '' : oidOf(bytes, id);
  const kind = KEYS.get(oid) ?? oid;
  if (kind === 'EC' && parameter?.tag === OID) {
    const curve = oidOf(bytes, parameter);
    return `EC ${CURVES.get(curve) ?? curve}`;
  }
  return kind === 'RSA' || kind === 'RSA-PSS' ? `${kind} ${modulusBits(bytes, value)}` : kind;
}

/** Bits of the modulus: the first number in the bit string, without zeros before it. */
function modulusBits(bytes: Uint8Array, value: Element): number {
  if (value.tag !== BIT_STRING) return 0;
  const list = elementAt(bytes, value.start + 1, value.end);
  const [modulus] = list === undefined ? [] : elementsIn(bytes, list);
  if (modulus === undefined) return 0;
  let at = modulus.start;
  while (at < modulus.end && bytes[at] === 0) at++;
  return at >= modulus.end ? 0 : (modulus.end - at) * 8 - Math.clz32(bytes[at]) + 24;
}

const ATTRIBUTES: ReadonlyMap<string, string> = new Map([
  [COMMON_NAME, 'CN'],
  ['2.5.4.4', 'SN'],
  ['2.5.4.5', 'serialNumber'],
  ['2.5.4.6', 'C'],
  ['2.5.4.7', 'L'],
  ['2.5.4.8', 'ST'],
  ['2.5.4.9', 'street'],
  ['2.5.4.10', 'O'],
  ['2.5.4.11', 'OU'],
  ['2.5.4.12', 'title'],
  ['2.5.4.13', 'description'],
  ['2.5.4.15', 'businessCategory'],
  ['2.5.4.17', 'postalCode'],
  ['2.5.4.18', 'postOfficeBox'],
  ['2.5.4.41', 'name'],
  ['2.5.4.42', 'GN'],
  ['2.5.4.46', 'dnQualifier'],
  ['2.5.4.97', 'organizationIdentifier'],
  ['0.9.2342.19200300.100.1.1', 'UID'],
  ['0.9.2342.19200300.100.1.25', 'DC'],
  ['1.2.840.113549.1.9.1', 'emailAddress'],
  ['1.2.840.113549.1.9.2', 'unstructuredName'],
  ['1.3.6.1.4.1.311.60.2.1.1', 'jurisdictionL'],
  ['1.3.6.1.4.1.311.60.2.1.2', 'jurisdictionST'],
  ['1.3.6.1.4.1.311.60.2.1.3', 'jurisdictionC'],
]);

const ALGORITHMS: ReadonlyMap<string, string> = new Map([
  ['1.2.840.113549.1.1.2', 'md2WithRSAEncryption'],
  ['1.2.840.113549.1.1.4', 'md5WithRSAEncryption'],
  ['1.2.840.113549.1.1.5', 'sha1WithRSAEncryption'],
  ['1.2.840.113549.1.1.10', 'rsassaPss'],
  ['1.2.840.113549.1.1.11', 'sha256WithRSAEncryption'],
  ['1.2.840.113549.1.1.12', 'sha384WithRSAEncryption'],
  ['1.2.840.113549.1.1.13', 'sha512WithRSAEncryption'],
  ['1.2.840.10040.4.3', 'dsaWithSHA1'],
  ['1.2.840.10045.4.1', 'ecdsa-with-SHA1'],
  ['1.2.840.10045.4.3.2', 'ecdsa-with-SHA256'],
  ['1.2.840.10045.4.3.3', 'ecdsa-with-SHA384'],
  ['1.2.840.10045.4.3.4', 'ecdsa-with-SHA512'],
  ['1.3.101.112', 'ED25519'],
  ['1.3.101.113', 'ED448'],
]);

const KEYS: ReadonlyMap<string, string> = new Map([
  ['1.2.840.113549.1.1.1', 'RSA'],
  ['1.2.840.113549.1.1.10', 'RSA-PSS'],
  ['1.2.840.10045.2.1', 'EC'],
  ['1.2.840.10040.4.1', 'DSA'],
  ['1.3.101.112', 'Ed25519'],
  ['1.3.101.113', 'Ed448'],
]);

const CURVES: ReadonlyMap<string, string> = new Map([
  ['1.2.840.10045.3.1.7', 'P-256'],
  ['1.3.132.0.34', 'P-384'],
  ['1.3.132.0.35', 'P-521'],
  ['1.3.132.0.10', 'secp256k1'],
]);
