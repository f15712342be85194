/** Names that clients call a server by: TLS Server Name Indication (RFC 6066), the Host header of HTTP/1.x (RFC 9112). */
import type { NameRecord, NameSource } from '../model/names.ts';
import { hostName } from './host-names.ts';
import { valueOf, type NamePacket, type Said } from './read-message.ts';

/** What is read of the first packet with payload of a connection. */
export const SERVER_FIELDS: readonly string[] = [
  'tls.server_name',
  'tls.handshake.extension.type',
  'http.request.method',
  'http.request.uri',
  'http.host',
];

/** Extension encrypted_client_hello. */
const ECH = 65037;

/** The name of the destination, in this flow only; undefined without. */
export function serverName(packet: NamePacket, said: readonly Said[]): NameRecord | undefined {
  const sni = valueOf(said, 'tls.server_name');
  if (sni !== undefined) {
    const outer = said.some(({ id, value }) => id === 'tls.handshake.extension.type' && value === ECH);
    return record(packet, 'tls', String(sni), outer);
  }
  const host = valueOf(said, 'http.host');
  return host === undefined || isForProxy(said) ? undefined : record(packet, 'http', withoutPort(String(host)), false);
}

/** What a proxy is asked for names another server than the one at the other end (RFC 9112, section 3.2). */
function isForProxy(said: readonly Said[]): boolean {
  const uri = String(valueOf(said, 'http.request.uri') ?? '');
  return valueOf(said, 'http.request.method') === 'CONNECT' || !(uri.startsWith('/') || uri === '*');
}

function withoutPort(host: string): string {
  return host
    .trim()
    .replace(/:\d*$/, '')
    .replace(/^\[|\]$/g, '');
}

function record(packet: NamePacket, source: NameSource, text: string, outer: boolean): NameRecord | undefined {
  const name = hostName(text);
  if (name === undefined) return undefined;
  return {
    address: packet.destination,
    name,
    source,
    client: packet.source,
    firstNs: packet.timeNs,
    lastNs: Infinity,
    packet: packet.packet,
    chain: [],
    ...(outer && { outer }),
  };
}
