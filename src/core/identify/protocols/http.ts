import { Answer } from '../answer.ts';
import type { FlowState } from '../flow-state.ts';
import type { PayloadView } from '../payload-view.ts';
import { Transport, type Recogniser } from '../recogniser.ts';

const METHODS = 'get post options head put patch delete connect propfind report rpc_in_data rpc_out_data'.split(' ');
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
  return METHODS.find((method) => packet.hasAnyCase(`${method} `)) ?? '';
}

function readRequest(packet: PayloadView, flow: FlowState, method: string): void {
  const proxied = packet.hasAnyCase('http://', method.length + 1);
  const master = method === 'connect' ? 'HTTP_Connect' : proxied ? 'HTTP_Proxy' : 'HTTP';
  const headers = readHeaders(packet);
  flow.setHost((headers.get('host') ?? '').replace(/:.*$/s, ''));
  flow.found(master);
  flow.serveHost();
  if (master === 'HTTP') readAgent(headers, flow);
  if (headers.has('soapaction')) flow.service = 'SOAP';
  if (method.startsWith('rpc_')) flow.service = 'RPC';
  if (master !== 'HTTP') return;
  const room = new HttpRoom();
  room.open = packet.find('\r\n\r\n') < 0;
  flow.room = room;
  flow.further(8, readOn);
}

function readAgent(headers: ReadonlyMap<string, string>, flow: FlowState): void {
  const agent = headers.get('user-agent') ?? '';
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
  const headers = readHeaders(packet, 0);
  readAgent(headers, flow);
  if (flow.setHost((headers.get('host') ?? '').replace(/:.*$/s, ''))) flow.serveHost();
  room.open = packet.find('\r\n\r\n') < 0;
}

function readAnswer(packet: PayloadView, flow: FlowState): void {
  if (!packet.has('HTTP/1.')) return;
  const headers = readHeaders(packet);
  const type = (headers.get('content-type') ?? '').replace(/;.*$/s, '').slice(0, MOST_CONTENT_TYPE);
  flow.contentType = type;
  if (type.startsWith('application/ocsp-')) flow.service = 'OCSP';
  if ((headers.get('server') ?? '').startsWith('ntopng ')) flow.service = 'ntop';
  const category = categoryOfContent(type, headers.get('content-disposition') ?? '');
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

/** First letters of the header fields that are looked at: host, user-agent, SOAPAction, server, content-type and -disposition. */
const READ: ReadonlySet<number> = new Set(Array.from('husc', (letter) => letter.charCodeAt(0)));

function keepHeader(headers: Map<string, string>, text: string): void {
  const colon = text.indexOf(':');
  const name = text.slice(0, colon).toLowerCase();
  if (colon > 0 && !headers.has(name)) headers.set(name, text.slice(colon + 1).trim());
}

/** Header fields by name in lower case, the first of each; those of other first letters are left out. */
function readHeaders(packet: PayloadView, start = afterFirstLine(packet)): ReadonlyMap<string, string> {
  const headers = new Map<string, string>();
  let from = start;
  for (let line = 1; line < MOST_LINES && from >= 0 && from < packet.size; line++) {
    const found = packet.find('\r\n', from);
    const to = found < 0 ? packet.size : found;
    if (to === from) break;
    if (READ.has(packet.u8(from) | 0x20)) keepHeader(headers, packet.text(from, to - from));
    from = found < 0 ? -1 : found + 2;
  }
  return headers;
}
