import { createCipheriv, createHash, createHmac } from 'node:crypto';

/**
 * What flows of a generated capture say: TLS, HTTP, DNS and QUIC as far as programs read them that tell protocols. Made once;
 * the hosts named are of example.com.
 */

/** Payloads of one flow: what the client says first, and what the server answers. */
export interface Talk {
  readonly port: number;
  readonly client: Buffer;
  readonly server: Buffer;
}

const HOSTS = 64;
const hosts = Array.from({ length: HOSTS }, (_, index) => `host-${index}.example.com`);

let drawn = 0;

/** Bytes without a pattern, the same in every run. */
function someBytes(count: number): Buffer {
  const pieces: Buffer[] = [];
  for (let size = 0; size < count; size += 32) pieces.push(createHash('sha256').update(String(drawn++)).digest());
  return Buffer.concat(pieces).subarray(0, count);
}

const u16 = (value: number): Buffer => Buffer.from([value >> 8, value & 0xff]);
const sized16 = (body: Buffer): Buffer => Buffer.concat([u16(body.length), body]);
const sized24 = (body: Buffer): Buffer =>
  Buffer.concat([Buffer.from([body.length >> 16]), u16(body.length & 0xffff), body]);
const extension = (type: number, body: Buffer): Buffer => Buffer.concat([u16(type), sized16(body)]);

/** A ClientHello (RFC 8446, section 4.1.2), without its record. */
function clientHello(host: string): Buffer {
  const name = Buffer.concat([Buffer.from([0]), sized16(Buffer.from(host))]);
  const extensions = Buffer.concat([
    extension(0, sized16(name)),
    extension(10, sized16(Buffer.from('001d00170018', 'hex'))),
    extension(11, Buffer.from('0100', 'hex')),
    extension(13, sized16(Buffer.from('0403080404010503080505010806', 'hex'))),
    extension(16, sized16(Buffer.from('\x02h2\x08http/1.1'))),
    extension(43, Buffer.from('0403040303', 'hex')),
    extension(51, sized16(Buffer.concat([u16(0x1d), sized16(someBytes(32))]))),
    extension(21, Buffer.alloc(180)),
  ]);
  const ciphers = Buffer.from('130113021303c02bc02fc02cc030cca9cca8c013c014009c009d002f0035', 'hex');
  const body = [
    u16(0x0303),
    someBytes(32),
    Buffer.from([32]),
    someBytes(32),
    sized16(ciphers),
    Buffer.from('0100', 'hex'),
  ];
  return Buffer.concat([Buffer.from([1]), sized24(Buffer.concat([...body, sized16(extensions)]))]);
}

function serverHello(): Buffer {
  const extensions = Buffer.concat([
    extension(43, u16(0x0304)),
    extension(51, Buffer.concat([u16(0x1d), sized16(someBytes(32))])),
  ]);
  const body = [u16(0x0303), someBytes(32), Buffer.from([32]), someBytes(32), Buffer.from('130100', 'hex')];
  return Buffer.concat([Buffer.from([2]), sized24(Buffer.concat([...body, sized16(extensions)]))]);
}

const record = (type: number, body: Buffer): Buffer => Buffer.concat([Buffer.from([type, 3, 3]), sized16(body)]);

function tls(host: string): Talk {
  const secrets = record(23, someBytes(900));
  const server = Buffer.concat([record(22, serverHello()), record(20, Buffer.from([1])), secrets]);
  return { port: 443, client: record(22, clientHello(host)), server };
}

function http(host: string): Talk {
  const client = `GET /pages/1?lang=en HTTP/1.1\r\nHost: ${host}\r\nUser-Agent: Mozilla/5.0 (X11; Linux x86_64)\r\nAccept: */*\r\n\r\n`;
  const server =
    'HTTP/1.1 200 OK\r\nServer: nginx\r\nContent-Type: text/html\r\nContent-Length: 100000\r\n\r\n<!doctype html>';
  return { port: 80, client: Buffer.from(client), server: Buffer.from(server) };
}

function dns(host: string): Talk {
  const labels = Buffer.concat(
    host.split('.').map((label) => Buffer.from(`${String.fromCharCode(label.length)}${label}`)),
  );
  const question = Buffer.concat([labels, Buffer.from('0000010001', 'hex')]);
  const answer = Buffer.from('c00c000100010000003c0004c0a80001', 'hex');
  const id = someBytes(2);
  const client = Buffer.concat([id, Buffer.from('01000001000000000000', 'hex'), question]);
  return {
    port: 53,
    client,
    server: Buffer.concat([id, Buffer.from('81800001000100000000', 'hex'), question, answer]),
  };
}

/** A client's Initial of version 1 (RFC 9001, section 5) with a hello in it, and a short-header packet for an answer. */
function quic(host: string): Talk {
  const id = someBytes(8);
  const hello = clientHello(host);
  const crypto = Buffer.concat([Buffer.from([6, 0]), u16(0x4000 | hello.length), hello]);
  const frames = Buffer.concat([crypto, Buffer.alloc(1200 - crypto.length)]);
  const head = Buffer.concat([Buffer.from('c000000001', 'hex'), Buffer.from([8]), id, Buffer.from([0, 0])]);
  const header = Buffer.concat([head, u16(0x4000 | (frames.length + 17)), Buffer.from([0])]);
  const keys = initialKeys(id);
  const cipher = createCipheriv('aes-128-gcm', keys.key, keys.iv).setAAD(header);
  const body = Buffer.concat([cipher.update(frames), cipher.final(), cipher.getAuthTag()]);
  const mask = createCipheriv('aes-128-ecb', keys.header, null).update(body.subarray(3, 19));
  header[0] = (header[0] ?? 0) ^ ((mask[0] ?? 0) & 0x0f);
  header[header.length - 1] = mask[1] ?? 0;
  return {
    port: 443,
    client: Buffer.concat([header, body]),
    server: Buffer.concat([Buffer.from([0x40]), someBytes(400)]),
  };
}

/** HKDF-Extract and Expand-Label (RFC 5869, RFC 8446) of at most one block. */
function initialKeys(id: Buffer): { key: Buffer; iv: Buffer; header: Buffer } {
  const salt = Buffer.from('38762cf7f55934b34d179ae6a4c80cadccbb7f0a', 'hex');
  const label = (secret: Buffer, name: string, size: number): Buffer => {
    const text = `tls13 ${name}`;
    const info = Buffer.concat([u16(size), Buffer.from([text.length]), Buffer.from(text), Buffer.from([0, 1])]);
    return createHmac('sha256', secret).update(info).digest().subarray(0, size);
  };
  const secret = label(createHmac('sha256', salt).update(id).digest(), 'client in', 32);
  return { key: label(secret, 'quic key', 16), iv: label(secret, 'quic iv', 12), header: label(secret, 'quic hp', 16) };
}

const of = (make: (host: string) => Talk): Talk[] => hosts.map(make);
const overTcp = [of(tls), of(tls), of(http)];
const overUdp = [of(dns), of(dns), of(quic)];

/** What the flow of this number says: of TCP flows two of three TLS, of UDP ones two of three DNS. */
export function talkOf(flow: number, udp: boolean): Talk {
  const kinds = udp ? overUdp : overTcp;
  return kinds[(flow >> 2) % kinds.length][flow % HOSTS];
}
