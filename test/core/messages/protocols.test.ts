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
