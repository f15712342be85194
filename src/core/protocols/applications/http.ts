/** HTTP/1.x (RFC 9112), also over UDP as SSDP. */
import type { Protocol } from '../protocol.ts';
import { declare, integer, text, together } from '../reading/field.ts';
import { declareMessage, messagePlaces, type MessageForm } from './message-form.ts';
import { decodeMessage } from './message-lines.ts';

const F = declareMessage('http', {
  method: 'http.request.method',
  uri: 'http.request.uri',
  code: 'http.response.code',
});

/** Headers that people ask for. */
const H = declare('http', {
  host: text('Host', { wireshark: 'http.host' }),
  user_agent: text('User-Agent', { wireshark: 'http.user_agent' }),
  referer: text('Referer', { wireshark: 'http.referer' }),
  server: text('Server', { wireshark: 'http.server' }),
  location: text('Location', { wireshark: 'http.location' }),
  content_type: text('Content-Type', { wireshark: 'http.content_type' }),
  content_length: integer('Content-Length', { unit: 'bytes', wireshark: 'http.content_length' }),
  content_encoding: text('Content-Encoding', { wireshark: 'http.content_encoding' }),
  transfer_encoding: text('Transfer-Encoding', { wireshark: 'http.transfer_encoding' }),
  connection: text('Connection', { wireshark: 'http.connection' }),
  upgrade: text('Upgrade', { wireshark: 'http.upgrade' }),
  accept: text('Accept', { wireshark: 'http.accept' }),
  accept_encoding: text('Accept-Encoding', { wireshark: 'http.accept_encoding' }),
  accept_language: text('Accept-Language', { wireshark: 'http.accept_language' }),
  cookie: text('Cookie', { wireshark: 'http.cookie' }),
  set_cookie: text('Set-Cookie', { wireshark: 'http.set_cookie' }),
  authorization: text('Authorization', { wireshark: 'http.authorization' }),
  www_authenticate: text('WWW-Authenticate', { wireshark: 'http.www_authenticate' }),
  cache_control: text('Cache-Control', { wireshark: 'http.cache_control' }),
  date: text('Date', { wireshark: 'http.date' }),
  last_modified: text('Last-Modified', { wireshark: 'http.last_modified' }),
  x_forwarded_for: text('X-Forwarded-For', { wireshark: 'http.x_forwarded_for' }),
});

const FORM: MessageForm = {
  word: 'HTTP',
  fields: F,
  headers: new Map(Object.values(H).map((field) => [field.label.toLowerCase(), field])),
};

export const http: Protocol = {
  id: 'http',
  name: 'HTTP',
  fields: together(F, H),
  decode: decodeMessage(FORM),
  places: messagePlaces(FORM),
};
