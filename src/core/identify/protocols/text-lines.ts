import { Answer } from '../answer.ts';
import type { PayloadView } from '../payload-view.ts';
import { byOnePacket, Transport, type Recogniser } from '../recogniser.ts';

const SIP_METHODS =
  'invite ack options bye cancel register info prack update notify subscribe refer publish message'.split(' ');
const SIP_TEL = new Set(['ack', 'cancel', 'options']);

/** SIP (RFC 3261): an answer, or a request to a sip address. */
export const sip: Recogniser = {
  names: ['SIP'],
  transport: Transport.Both,
  look(packet, flow) {
    if (packet.has('SIP/2.0 ')) return flow.found('SIP');
    const method = packet.isText ? SIP_METHODS.find((text) => isMethod(packet, text)) : undefined;
    if (method !== undefined) {
      const at = method.length + 1;
      if (packet.hasAnyCase('sip:', at) || packet.hasAnyCase('sips:', at)) return flow.found('SIP');
      if (SIP_TEL.has(method) && packet.hasAnyCase('tel:', at)) return flow.found('SIP');
    }
    return packet.tcp || flow.payloads >= 20 || (packet.size > 4 && !packet.isText) ? Answer.No : 0;
  },
};

function isLetter(byte: number): boolean {
  return (byte | 0x20) >= 0x61 && (byte | 0x20) <= 0x7a;
}

function isMethod(packet: PayloadView, text: string): boolean {
  if (packet.u8(text.length) !== 0x20) return false;
  return packet.has(text) || packet.has(text.toUpperCase());
}

/** RTSP (RFC 2326): the first line ends with its version. */
export const rtsp: Recogniser = {
  names: ['RTSP'],
  transport: Transport.Both,
  look(packet, flow) {
    const end = isLetter(packet.u8(0)) ? packet.find('\r\n') : -1;
    if (end >= 8 && packet.has('RTSP/1.0', end - 8)) return flow.found('RTSP');
    if (packet.has('RTSP/1.0 ')) return flow.found('RTSP');
    return packet.tcp && flow.payloads < 3 && packet.usesPort(554) ? 0 : Answer.No;
  },
};

/** SSDP (UPnP): its three first lines. */
export const ssdp: Recogniser = {
  names: ['SSDP'],
  transport: Transport.Udp,
  text: true,
  look(packet, flow) {
    const starts = ['M-SEARCH * HTTP/1.1', 'NOTIFY * HTTP/1.1', 'HTTP/1.1 200 OK'];
    if (!starts.some((text) => packet.has(text))) return Answer.No;
    const host = /\r\nhost: *([^\r\n]*)/i.exec(packet.text(0, 1500));
    if (host?.[1] !== undefined) flow.setHost(host[1]);
    return flow.found('SSDP');
  },
};

/** Syslog (RFC 3164, 5424): a priority, then a word. */
export const syslog = byOnePacket('Syslog', Transport.Both, (packet) => {
  if (packet.size <= 20 || packet.u8(0) !== 0x3c) return false;
  return /^<\d{1,4}> ?(last message|snort: |[a-zA-Z0-9]+([ =[-]|: ))/.test(packet.text(0, 80));
});

/** IRC (RFC 2812): a nick and a user at once, or three commands, or seven lines of a server. */
export const irc: Recogniser = {
  names: ['IRC'],
  transport: Transport.Tcp,
  text: true,
  look(packet, flow, mark) {
    if (packet.u8(packet.size - 1) !== 0x0a) return Answer.No;
    const text = packet.text(0, 2000);
    const hasNick = /(^|\n)NICK /.test(text);
    if (hasNick && /(^|\n)USER /.test(text)) return flow.found('IRC');
    if ((text.match(/(^|\n):/g) ?? []).length >= 7) return flow.found('IRC');
    if (!/^(NICK|USER|PASS|JOIN|PRIVMSG|NOTICE|PING|PONG|MODE|CAP|WHO|:[^ ]+ (NOTICE|PRIVMSG|\d{3})) /.test(text))
      return flow.payloads > 3 ? Answer.No : mark;
    return mark >= 2 ? flow.found('IRC') : mark + 1;
  },
};

/** XMPP (RFC 6120). */
export const jabber = byOnePacket('Jabber', Transport.Tcp, (packet) => {
  if (!packet.has('<?xml') && !packet.has('<stream:stream')) return false;
  return packet.find('http://etherx.jabber.org/streams') >= 0;
});

const NATS = ['INFO {', 'CONNECT {', 'PUB ', 'SUB ', 'UNSUB ', 'MSG ', 'PING\r\n', 'PONG\r\n'];

/** NATS. */
export const nats = byOnePacket(
  'Nats',
  Transport.Tcp,
  (packet) => NATS.some((text) => packet.has(text)) && packet.find('\r\n') > 0,
);

/** WHOIS (RFC 3912): a line on its port. */
export const whois: Recogniser = {
  names: ['Whois-DAS'],
  transport: Transport.Tcp,
  ports: [43, 4343],
  look(packet, flow) {
    if (!packet.usesPort(43) && !packet.usesPort(4343)) return Answer.No;
    if (!packet.has('\r\n', packet.size - 2)) return Answer.No;
    if (packet.destinationPort === 43 || packet.destinationPort === 4343) flow.setHost(packet.text(0, packet.size - 2));
    return flow.found('Whois-DAS');
  },
};

const MEMCACHED = [
  'set ',
  'add ',
  'replace ',
  'append ',
  'prepend ',
  'cas ',
  'get ',
  'gets ',
  'delete ',
  'incr ',
  'decr ',
  'touch ',
  'update ',
  'flush_all',
  'stats',
  'version',
  'quit',
  'STORED',
  'NOT_STORED',
  'EXISTS',
  'NOT_FOUND',
  'VALUE ',
  'END',
  'STAT ',
  'VERSION',
  'OK',
];

/** Memcached's text protocol: two known words. */
export const memcached: Recogniser = {
  names: ['Memcached'],
  transport: Transport.Both,
  look(packet, flow, mark) {
    const at = packet.tcp ? 0 : 8;
    if (!isLetter(packet.u8(at)) || !MEMCACHED.some((text) => packet.has(text, at))) return Answer.No;
    return mark > 0 ? flow.found('Memcached') : 1;
  },
};

/** Megaco (RFC 3525) as text. */
export const megaco: Recogniser = {
  names: ['Megaco'],
  transport: Transport.Udp,
  text: true,
  look(packet, flow) {
    if (packet.has('!/1 [') || packet.has('MEGACO/1 [')) return flow.found('Megaco');
    return packet.has('!/1 ') && flow.payloads < 4 ? 0 : Answer.No;
  },
};

/** Canon's BJNP. */
export const bjnp = byOnePacket(
  'BJNP',
  Transport.Udp,
  (packet) => packet.size > 4 && (packet.has('BJNP') || packet.has('BNJB') || packet.has('MFNP')),
);

/** Dropbox's search for others on the network. */
export const dropbox = byOnePacket(
  'Dropbox',
  Transport.Udp,
  (packet) => packet.usesPort(17_500) && (packet.find('"host_int"') >= 0 || packet.find('Bus17Cmd') >= 0),
  [17_500],
);

/** Spotify's search for others on the network. */
export const spotify = byOnePacket(
  'Spotify',
  Transport.Udp,
  (packet) => packet.destinationPort === 57_621 && packet.has('SpotUdp'),
  [57_621],
);
