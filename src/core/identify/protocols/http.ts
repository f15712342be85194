import { KnownTexts } from '../../../base/known-texts.ts';
import { Answer } from '../answer.ts';
import type { FlowState } from '../flow-state.ts';
import type { PayloadView } from '../payload-view.ts';
import { Transport, type Recogniser } from '../recogniser.ts';

const METHODS = 'get post options head put patch delete connect propfind report rpc_in_data rpc_out_data'
  .split(' ')
  .map((method) => ({ method, start: `${method} ` }));
/** Lines of a packet that are read. */
const MOST_LINES = 64;
const MOST_USER_AGENT = 255;
const MOST_CONTENT_TYPE = 63;

/** Whether an empty packet of the server came before its answer: only then NFStream reads the answer. */
class HttpRoom {
  acknowledged = false;
  /** The request's headers go on in the next segment. */
  open = false;
}

/** HTTP/1 (RFC 9112): the first segment begins with a method or with an answer. */
export const http: Recogniser = {
  names: ['HTTP', 'HTTP_Proxy'],
  transport: Transport.Tcp,
  text: true,
  look(packet, flow) {
    if (packet.has('HTTP/1.')) {
      flow.found('HTTP');
      readAnswer(packet, flow);
      return Answer.Yes;
    }
    const method = methodOf(packet);
    if (method === '') return Answer.No;
    if (packet.hasAnyCase('rtsp://', method.length + 1)) return Answer.No;
    readRequest(packet, flow, method);
    return Answer.Yes;
  },
};

function methodOf(packet: PayloadView): string {
  const first = packet.u8(0);
  if (first < 0x41 || first > 0x5a) return '';
  for (const { method, start } of METHODS) if (packet.hasAnyCase(start)) return method;
  return '';
}

function readRequest(packet: PayloadView, flow: FlowState, method: string): void {
  const proxied = packet.hasAnyCase('http://', method.length + 1);
  const master = method === 'connect' ? 'HTTP_Connect' : proxied ? 'HTTP_Proxy' : 'HTTP';
  readHeaders(packet, afterFirstLine(packet));
  flow.setHost(withoutPort(header.host));
  flow.found(master);
  flow.serveHost();
  if (master === 'HTTP') readAgent(flow);
  if (header.soapaction !== undefined) flow.service = 'SOAP';
  if (method.startsWith('rpc_')) flow.service = 'RPC';
  if (master !== 'HTTP') return;
  const room = new HttpRoom();
  room.open = !header.ended && packet.find('\r\n\r\n') < 0;
  flow.room = room;
  flow.further(8, readOn);
}

/** A host as its header field has it, without what follows a colon. */
function withoutPort(host = ''): string {
  const colon = host.indexOf(':');
  return colon < 0 ? host : host.slice(0, colon);
}

function readAgent(flow: FlowState): void {
  const agent = header['user-agent'] ?? '';
  if (agent === '' || flow.userAgent !== '') return;
  flow.userAgent = agent.slice(0, MOST_USER_AGENT);
  if (agent.startsWith('Windows-Update-Agent')) {
    flow.service = 'WindowsUpdate';
    flow.category = '';
  }
}

function readOn(packet: PayloadView, flow: FlowState): boolean {
  const { room } = flow;
  if (!(room instanceof HttpRoom)) return false;
  if (packet.fromClient) {
    if (room.open && packet.size > 0) readRest(packet, flow, room);
    return true;
  }
  if (packet.size === 0) {
    room.acknowledged = true;
    return true;
  }
  if (room.acknowledged) readAnswer(packet, flow);
  return false;
}

/** Headers of a request that went on in another segment. */
function readRest(packet: PayloadView, flow: FlowState, room: HttpRoom): void {
  readHeaders(packet, 0);
  readAgent(flow);
  if (flow.setHost(withoutPort(header.host))) flow.serveHost();
  room.open = packet.find('\r\n\r\n') < 0;
}

function readAnswer(packet: PayloadView, flow: FlowState): void {
  if (!packet.has('HTTP/1.')) return;
  readHeaders(packet, afterFirstLine(packet));
  const said = header['content-type'] ?? '';
  const type = (said.includes(';') ? said.slice(0, said.indexOf(';')) : said).slice(0, MOST_CONTENT_TYPE);
  flow.contentType = type;
  if (type.startsWith('application/ocsp-')) flow.service = 'OCSP';
  if (header.server?.startsWith('ntopng ') === true) flow.service = 'ntop';
  const category = categoryOfContent(type, header['content-disposition'] ?? '');
  if (category !== '') flow.category = category;
}

const DOWNLOADS = /(octet-stream|x-tar|x-zip|x-bzip|bz2?|executable)$/;

function categoryOfContent(type: string, disposition: string): string {
  if (/\.(exe|msi|cab)"?/i.test(disposition)) return 'Download';
  if (type.endsWith('mpeg')) return 'Streaming';
  if (type.startsWith('audio') || type.startsWith('video')) return 'Media';
  return DOWNLOADS.test(type) ? 'Download' : '';
}

function afterFirstLine(packet: PayloadView): number {
  const end = packet.find('\r\n');
  return end < 0 ? -1 : end + 2;
}

/** Header fields that are looked at. */
const FIELDS = ['host', 'user-agent', 'soapaction', 'server', 'content-type', 'content-disposition'] as const;
type Field = (typeof FIELDS)[number];
/** The same by their first letter. */
const BY_LETTER: readonly (readonly Field[])[] = Array.from({ length: 256 }, (_, byte) =>
  FIELDS.filter((field) => field.charCodeAt(0) === byte),
);

/** Those of the packet at hand, the first of each; `ended`: an empty line came behind them. */
const header: Partial<Record<Field, string | undefined>> & { ended: boolean } = { ended: false };
const texts = new KnownTexts();

/** Reads header fields from `start` on; from -1 on none. */
function readHeaders(packet: PayloadView, start: number): void {
  for (const field of FIELDS) header[field] = undefined;
  header.ended = false;
  let from = start;
  for (let line = 1; line < MOST_LINES && from >= 0 && from < packet.size; line++) {
    const found = packet.find('\r\n', from);
    const to = found < 0 ? packet.size : found;
    if (to === from) {
      header.ended = true;
      break;
    }
    readField(packet, from, to);
    from = found < 0 ? -1 : found + 2;
  }
}

function readField(packet: PayloadView, from: number, to: number): void {
  const { bytes, at } = packet;
  const letter = bytes[at + from] | 0x20;
  for (const field of BY_LETTER[letter]) {
    const colon = from + field.length;
    if (colon >= to || bytes[at + colon] !== COLON || header[field] !== undefined) continue;
    if (packet.hasAnyCase(field, from)) header[field] = trimmed(bytes, at + colon + 1, at + to);
  }
}

const COLON = 0x3a;

/** Bytes as Latin-1 without blanks at both ends: what `trim` takes for such of these characters. */
function trimmed(bytes: Uint8Array, from: number, to: number): string {
  let start = from;
  let end = to;
  while (start < end && isBlank(bytes[start])) start++;
  while (end > start && isBlank(bytes[end - 1])) end--;
  return texts.of(bytes, start, end);
}

function isBlank(byte: number): boolean {
  return byte === 0x20 || (byte >= 0x09 && byte <= 0x0d) || byte === 0xa0;
}
