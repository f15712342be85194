/** RTSP (RFC 7826), written as HTTP/1.x is. */
import type { Protocol } from '../protocol.ts';
import { declare, text, together } from '../reading/field.ts';
import { declareMessage, messagePlaces, type MessageForm } from './message-form.ts';
import { decodeMessage } from './message-lines.ts';

const F = declareMessage('rtsp', { method: 'rtsp.method', uri: 'rtsp.url', code: 'rtsp.status' });

const H = declare('rtsp', {
  cseq: text('CSeq', { help: 'Sequence number.' }),
  session: text('Session', { wireshark: 'rtsp.session' }),
  transport: text('Transport', { wireshark: 'rtsp.transport' }),
});

const FORM: MessageForm = {
  word: 'RTSP',
  fields: F,
  headers: new Map(Object.values(H).map((field) => [field.label.toLowerCase(), field])),
};

export const rtsp: Protocol = {
  id: 'rtsp',
  name: 'RTSP',
  fields: together(F, H),
  decode: decodeMessage(FORM),
  places: messagePlaces(FORM),
};
