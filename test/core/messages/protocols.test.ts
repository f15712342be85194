import { describe, expect, it } from 'vitest';
import { clientHello } from '../names/messages.ts';
import { hexToBytes } from '../protocols/packets.ts';
import { heard, lines, type Turn } from './spoken.ts';

const MAIL: readonly Turn[] = [
  ['<', '220 mx.example.test ESMTP\r\n'],
  ['>', 'EHLO client\r\n'],
  ['<', '250-mx.example.test\r\n250 8BITMIME\r\n'],
  ['>', 'MAIL FROM:<a@example.test>\r\n'],
  ['<', '250 ok\r\n'],
  ['>', 'DATA\r\n'],
  ['<', '354 go on\r\n'],
  ['>', 'From: a@example.test\r\nTo: b@example.test\r\nSubject: Weaving\r\n\r\nText\r\n.\r\n'],
  ['<', '250 taken\r\n'],
];

const WEB: readonly Turn[] = [
  ['>', 'GET /one HTTP/1.1\r\nHost: www.example.test:8080\r\nUser-Agent: loom\r\n\r\n'],
  ['<', 'HTTP/1.1 404 Not Found\r\nServer: web\r\nContent-Type: text/html\r\nContent-Length: 5\r\n\r\nhello'],
];

const SSH_TURNS: readonly Turn[] = [
  ['<', 'SSH-2.0-loomd\r\n'],
  ['>', 'SSH-2.0-loom\r\n'],
];

describe('messages of streams', () => {
  it('SMTP: commands, replies of several lines, a mail by its header fields', () => {
    expect(lines(heard(25, MAIL))).toEqual([
      'SMTP greeting: 220 mx.example.test ESMTP',
      'SMTP command: EHLO client',
      'SMTP reply: 250 mx.example.test | 8BITMIME',
      'SMTP command: MAIL FROM:<a@example.test>',
      'SMTP reply: 250 ok',
      'SMTP command: DATA',
      'SMTP reply: 354 go on',
      'SMTP mail: Mail from a@example.test to b@example.test: Weaving',
      'SMTP reply: 250 taken',
    ]);
  });

  it('HTTP: request and response with host, agent, type and body', () => {
    const [request, response] = heard(80, WEB);
    expect(request?.message).toMatchObject({
      kind: 'request',
      values: { method: 'GET', target: '/one', name: 'www.example.test', agent: 'loom', version: 'HTTP/1.1' },
    });
    expect(response?.message).toMatchObject({
      kind: 'response',
      key: request?.message.key,
      values: { code: 404, status: 'Not Found', agent: 'web', content_type: 'text/html', body: 5 },
    });
  });

  it('TLS: a hello with its name and fingerprints, and an alert', () => {
    const found = heard(443, [
      ['>', hexToBytes(clientHello('www.example.test'))],
      ['<', hexToBytes('15030300020228')],
    ]);
    expect(lines(found)).toEqual([
      expect.stringContaining('TLS Client Hello: Client Hello www.example.test'),
      'TLS Alert: Alert: fatal handshake failure',
    ]);
    expect(found[0]?.message.values.ja3).toMatch(/^[0-9a-f]{32}$/);
    expect(found[0]?.message.values.ja4).toMatch(/^t\w{9}_[0-9a-f]{12}_[0-9a-f]{12}$/);
  });

  it('goes on encrypted behind STARTTLS', () => {
    const found = heard(25, [
      ['<', '220 mx.example.test ESMTP\r\n'],
      ['>', 'STARTTLS\r\n'],
      ['<', '220 ready\r\n'],
      ['>', hexToBytes(clientHello('mx.example.test'))],
    ]);
    expect(found.at(-1)).toMatchObject({ protocol: 'TLS', message: { values: { name: 'mx.example.test' } } });
  });

  it('SMTP: a mail in chunks (RFC 3030), one without the server’s side, a greeting that comes late', () => {
    const chunks = heard(25, [
      ['<', '220 mx ESMTP\r\n'],
      ['>', 'BDAT 14\r\nSubject: one\r\nBDAT 4 LAST\r\n\r\nxyQUIT\r\n'],
      ['<', '250 ok\r\n250 ok\r\n221 bye\r\n'],
    ]);
    expect(lines(chunks)).toEqual([
      'SMTP greeting: 220 mx ESMTP',
      'SMTP command: BDAT 14',
      'SMTP command: BDAT 4 LAST',
      'SMTP mail: Mail: one',
      'SMTP command: QUIT',
      'SMTP reply: 250 ok',
      'SMTP reply: 250 ok',
      'SMTP reply: 221 bye',
    ]);
    const alone = heard(25, [['>', 'EHLO a\r\nDATA\r\nSubject: two\r\n\r\ntext\r\n.\r\nQUIT\r\n']]);
    expect(lines(alone).slice(2)).toEqual(['SMTP mail: Mail: two', 'SMTP command: QUIT']);
    const late = heard(25, [
      ['>', 'EHLO a\r\n'],
      ['<', '220 mx ESMTP\r\n250 hello\r\n'],
    ]);
    expect(late.map(({ message }) => message.role)).toEqual(['request', 'notice', 'answer']);
  });

  it('LDAP goes on encrypted behind StartTLS', () => {
    const found = heard(389, [
      [
        '>',
        hexToBytes(
          `301d02010177188016${'1.3.6.1.4.1.1466.20037'.replaceAll(/./g, (one) => one.charCodeAt(0).toString(16))}`,
        ),
      ],
      ['<', hexToBytes('300c02010178070a010004000400')],
      ['>', hexToBytes(clientHello('ldap.example.test'))],
    ]);
    expect(found.map(({ protocol, message }) => `${protocol} ${message.kind}`)).toEqual([
      'LDAP Extended Request',
      'LDAP Extended Response',
      'TLS Client Hello',
    ]);
  });

  it('TLS: a hello behind a retry and its ChangeCipherSpec', () => {
    const body = (random: string): string => `0303${random}001302000006002b00020304`;
    const hello = (random: string): string =>
      `02${(body(random).length / 2).toString(16).padStart(6, '0')}${body(random)}`;
    const record = (type: string, content: string): string =>
      `${type}0303${(content.length / 2).toString(16).padStart(4, '0')}${content}`;
    const retry = 'cf21ad74e59a6111be1d8c021e65b891c2a211167abb8c5e079e09e2c8a8339c';
    const found = heard(443, [
      ['>', hexToBytes(clientHello('www.example.test'))],
      ['<', hexToBytes(record('16', hello(retry)) + record('14', '01'))],
      ['>', hexToBytes(record('14', '01') + clientHello('www.example.test'))],
      ['<', hexToBytes(record('16', hello('11'.repeat(32))) + record('14', '01') + record('17', '00'.repeat(40)))],
    ]);
    expect(found.map(({ message }) => message.kind)).toEqual([
      'Client Hello',
      'Hello Retry Request',
      'Client Hello',
      'Server Hello',
    ]);
  });

  it('reads what goes through a proxy’s tunnel', () => {
    const found = heard(8080, [
      ['>', 'CONNECT www.example.test:443 HTTP/1.1\r\n\r\n'],
      ['<', 'HTTP/1.1 200 OK\r\n\r\n'],
      ['>', hexToBytes(clientHello('www.example.test'))],
    ]);
    expect(found.map(({ protocol }) => protocol)).toEqual(['HTTP', 'HTTP', 'TLS']);
  });

  it('Modbus: a request and the exception that answers it', () => {
    const found = heard(502, [
      ['>', hexToBytes('000700000006010300640002')],
      ['<', hexToBytes('000700000003018302')],
    ]);
    expect(lines(found)).toEqual([
      'Modbus request: Read Holding Registers, unit 1, address 100, 2',
      'Modbus exception: Read Holding Registers: exception 2 illegal data address',
    ]);
    expect(found[0]?.message.key).toBe(found[1]?.message.key);
  });

  it('MQTT, Redis and PostgreSQL by what is asked and answered', () => {
    expect(lines(heard(1883, [['>', hexToBytes('100d00044d5154540402003c000161')]]))).toEqual([
      'MQTT CONNECT: CONNECT a',
    ]);
    expect(
      lines(
        heard(6379, [
          ['>', '*2\r\n$3\r\nGET\r\n$4\r\nloom\r\n'],
          ['<', '$5\r\nweave\r\n'],
        ]),
      ),
    ).toEqual(['Redis command: GET loom', 'Redis reply: weave']);
    expect(lines(heard(5432, [['>', hexToBytes('510000000d73656c656374203100')]]))).toEqual([
      'PostgreSQL Query: Query select 1',
    ]);
  });

  it.each([
    ['SMTP', 25, MAIL],
    ['HTTP', 80, WEB],
    ['SSH', 22, SSH_TURNS],
  ] as const)('%s: the same whatever pieces it comes in', (_name, port, turns) => {
    const whole = lines(heard(port, turns));
    for (const size of [1, 2, 3, 7, 50]) expect(lines(heard(port, turns, size))).toEqual(whole);
  });

  it('tells the packets in which a message begins and is complete', () => {
    const [request] = heard(80, WEB, 10);
    expect(request?.spot).toMatchObject({ first: 0, packet: 6, way: 0, cut: false });
  });
});
