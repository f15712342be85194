/** SIP (RFC 3261), written as HTTP/1.x is. */
import type { Protocol } from '../protocol.ts';
import { declare, text, together } from '../reading/field.ts';
import { declareMessage, messagePlaces, type MessageForm } from './message-form.ts';
import { decodeMessage } from './message-lines.ts';

const F = declareMessage('sip', { method: 'sip.Method', uri: 'sip.r-uri', code: 'sip.Status-Code' });

const H = declare('sip', {
  from: text('From', { wireshark: 'sip.From' }),
  to: text('To', { wireshark: 'sip.To' }),
  call_id: text('Call-ID', { wireshark: 'sip.Call-ID' }),
  cseq: text('CSeq', { wireshark: 'sip.CSeq' }),
  via: text('Via', { wireshark: 'sip.Via' }),
  contact: text('Contact', { wireshark: 'sip.Contact' }),
  user_agent: text('User-Agent', { wireshark: 'sip.User-Agent' }),
  content_type: text('Content-Type', { wireshark: 'sip.Content-Type' }),
});

const FORM: MessageForm = {
  word: 'SIP',
  fields: F,
  headers: new Map([
    ...Object.values(H).map((field) => [field.label.toLowerCase(), field] as const),
    // Compact forms, RFC 3261 section 7.3.3.
    ['f', H.from],
    ['t', H.to],
    ['i', H.call_id],
    ['v', H.via],
    ['m', H.contact],
    ['c', H.content_type],
  ]),
};

export const sip: Protocol = {
  id: 'sip',
  name: 'SIP',
  fields: together(F, H),
  decode: decodeMessage(FORM),
  places: messagePlaces(FORM),
};
