/** Which application protocol the payload of TCP or UDP is: by what it looks like, then by port. */
import { decodeDhcp, decodeDhcpv6 } from './applications/dhcp.ts';
import { decodeDns } from './applications/dns.ts';
import { decodeGtpUser } from './tunnels/gtp.ts';
import { decodeHttp, looksLikeHttp } from './applications/http.ts';
import { decodeNtp } from './applications/ntp.ts';
import { decodePtp } from './applications/ptp.ts';
import { decodeQuic, looksLikeQuic } from './applications/quic.ts';
import { decodeSsh, looksLikeSsh } from './applications/ssh.ts';
import { decodeAyiya, decodeGreInUdp, decodeTeredo } from './tunnels/teredo.ts';
import { decodeTls, looksLikeTls } from './applications/tls.ts';
import { decodeGeneve, decodeVxlan } from './tunnels/vxlan.ts';
import type { Decoder, Next } from './reading/packet.ts';
import type { Span } from './reading/span.ts';

/** A decoder and the number that it is called with. */
export interface Chosen {
  readonly decode: Decoder;
  readonly number: number;
}

const UDP_PORTS: ReadonlyMap<number, Decoder> = new Map([
  [53, decodeDns],
  [67, decodeDhcp],
  [68, decodeDhcp],
  [123, decodeNtp],
  [319, decodePtp],
  [320, decodePtp],
  [546, decodeDhcpv6],
  [547, decodeDhcpv6],
  [2152, decodeGtpUser],
  [3544, decodeTeredo],
  [4754, decodeGreInUdp],
  [4789, decodeVxlan],
  [5072, decodeAyiya],
  [5353, decodeDns],
  [5355, decodeDns],
  [6081, decodeGeneve],
  [8472, decodeVxlan],
]);
const DNS = 53;
const DNS_OVER_TCP = 1;
const SSH = 22;

type Sniffer = readonly [(bytes: Uint8Array, span: Span) => boolean, Decoder];
const TCP_SNIFFERS: readonly Sniffer[] = [
  [looksLikeTls, decodeTls],
  [looksLikeHttp, decodeHttp],
  [looksLikeSsh, decodeSsh],
];
const UDP_SNIFFERS: readonly Sniffer[] = [
  [looksLikeQuic, decodeQuic],
  [looksLikeHttp, decodeHttp],
];

/** The decoder of a payload; undefined if it is none that we know. */
export function chooseApplication(bytes: Uint8Array, next: Next): Chosen | undefined {
  return next.by === 'tcp' ? chooseOverTcp(bytes, next) : chooseOverUdp(bytes, next);
}

function chooseOverTcp(bytes: Uint8Array, next: Next): Chosen | undefined {
  const ports = [next.number, next.other ?? 0];
  if (ports.includes(DNS) && isWholeDns(bytes, next.span)) return { decode: decodeDns, number: DNS_OVER_TCP };
  return (
    sniff(TCP_SNIFFERS, bytes, next.span) ?? (ports.includes(SSH) ? { decode: decodeSsh, number: SSH } : undefined)
  );
}

function chooseOverUdp(bytes: Uint8Array, next: Next): Chosen | undefined {
  // The lower port is the service's.
  const ports = [next.number, next.other ?? 0].sort((a, b) => a - b);
  for (const number of ports) {
    const decode = UDP_PORTS.get(number);
    if (decode !== undefined) return { decode, number };
  }
  return sniff(UDP_SNIFFERS, bytes, next.span);
}

function sniff(sniffers: readonly Sniffer[], bytes: Uint8Array, span: Span): Chosen | undefined {
  const decode = sniffers.find(([looks]) => looks(bytes, span))?.[1];
  return decode === undefined ? undefined : { decode, number: 0 };
}

/** Over TCP a message that begins here states a length that is at least a header's and not far more than is there. */
function isWholeDns(bytes: Uint8Array, span: Span): boolean {
  const length = ((bytes[span.start] ?? 0) << 8) | (bytes[span.start + 1] ?? 0);
  const there = span.wireEnd - span.start - 2;
  return length >= 12 && length <= there;
}
