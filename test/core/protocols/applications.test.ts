import { describe, expect, it } from 'vitest';
import type { FieldValue } from '../../../src/core/model/field.ts';
import { decodeLayers, describePacket } from '../../../src/core/protocols/decode.ts';
import { taken } from './field-values.ts';
import { ethernet, hexToBytes, ipv4, number, PACKETS, size, tcp } from './packets.ts';

function packetOf(name: string): { readonly bytes: Uint8Array; readonly linkType: number } {
  const { hex, linkType } = PACKETS[name] ?? { hex: '', linkType: 1 };
  return { bytes: hexToBytes(hex), linkType };
}

/** Values of a field in a packet. */
function values(name: string, id: string): readonly FieldValue[] {
  const { bytes, linkType } = packetOf(name);
  return taken(bytes, linkType, bytes.length)
    .filter(([field]) => field === id)
    .map(([, value]) => value);
}

/** The packet's line when these TLS records are all that it has. */
function tlsLine(records: string, cut = 0): string {
  const bytes = hexToBytes(ethernet(0x800, ipv4(6, tcp(443, 50000, 0x18, records))));
  return describePacket(bytes.slice(0, bytes.length - cut), 1, bytes.length).info;
}

const record = (type: number, content: string): string => `${number(type, 1)}0303${number(size(content), 2)}${content}`;
const message = (type: number, body: string): string => `${number(type, 1)}${number(size(body), 3)}${body}`;

describe('lines of applications', () => {
  it.each([
    ['httpResponse', 'HTTP', 'HTTP/1.1 404 Not Found'],
    ['ssdp', 'HTTP', 'NOTIFY * HTTP/1.1'],
    ['rtsp', 'RTSP', 'SETUP rtsp://a/b RTSP/1.0'],
    ['sip', 'SIP', 'SIP/2.0 180 Ringing'],
    ['tlsServerHello', 'TLS', 'Server Hello (AES_256_GCM_SHA384), Change Cipher Spec, Application Data'],
    ['tlsAlert', 'TLS', 'Alert (fatal: handshake failure)'],
    ['tlsFinish', 'TLS', 'Client Key Exchange, Change Cipher Spec, Encrypted Handshake Message'],
    ['quic', 'QUIC', 'Initial, DCID=0102030405060708, SCID=none'],
    ['sshKeys', 'SSH', 'New keys'],
    ['dhcpv6', 'DHCPv6', 'Solicit XID: 0x0a0b0c'],
    ['dhcpv6Relay', 'DHCPv6', 'Relay-forward link 2001:db8::1, peer fe80::2'],
    ['ptpAnnounce', 'PTP', 'Announce seq=9'],
    ['bootp', 'BOOTP', 'BOOTP request - Transaction ID 0x00000007'],
  ])('%s', (name, protocol, info) => {
    const { bytes, linkType } = packetOf(name);
    expect(describePacket(bytes, linkType)).toEqual({ protocol, info });
  });
});

describe('fields of applications', () => {
  it.each<[string, string, readonly FieldValue[]]>([
    ['http', 'http.request.method', ['GET']],
    ['http', 'http.request.uri', ['/a']],
    ['http', 'http.request.version', ['HTTP/1.1']],
    ['http', 'http.request', [1]],
    ['http', 'http.response', []],
    ['http', 'http.host', ['example.test']],
    ['http', 'http.header.name', ['Host']],
    ['http', 'http.header', []],
    ['httpResponse', 'http.response.code', [404]],
    ['httpResponse', 'http.response.phrase', ['Not Found']],
    ['httpResponse', 'http.content_type', ['text/html']],
    ['httpResponse', 'http.content_length', [12]],
    ['httpResponse', 'http.header', ['X-Cache: HIT: 3']],
    ['httpResponse', 'http.header.name', ['Content-Type', 'Content-Length', 'X-Cache']],
    ['httpResponse', 'http.header.value', ['text/html', '12', 'HIT: 3']],
    ['ssdp', 'http.host', ['239.255.255.250:1900']],
    ['rtsp', 'rtsp.request.uri', ['rtsp://a/b']],
    ['sip', 'sip.response.code', [180]],
    ['sip', 'sip.call_id', ['call@a']],
    ['tlsHello', 'tls.record.type', [22]],
    ['tlsHello', 'tls.handshake.type', [1]],
    ['tlsHello', 'tls.handshake.version', [0x0303]],
    ['tlsHello', 'tls.handshake.ciphersuite', [0x1301, 0x1302]],
    ['tlsHello', 'tls.server_name', ['www.example.test']],
    ['tlsServerHello', 'tls.record.type', [22, 20, 23]],
    ['tlsServerHello', 'tls.handshake.ciphersuite', [0x1302]],
    ['tlsServerHello', 'tls.supported_version', [0x0304]],
    ['tlsServerHello', 'tls.alpn', ['h2']],
    ['tlsAlert', 'tls.alert.level', [2]],
    ['tlsAlert', 'tls.alert.description', [40]],
    ['tlsFinish', 'tls.handshake.type', [16]],
    ['quic', 'quic.version', [0x6b3343cf]],
    ['quic', 'quic.type', [0]],
    ['quic', 'quic.dcid', ['0102030405060708']],
    ['ssh', 'ssh.protocol', ['SSH-2.0-OpenSSH_9.2']],
    ['sshKeys', 'ssh.message', [21]],
    ['dhcp', 'dhcp.type', [3]],
    ['dhcp', 'dhcp.op', [1]],
    ['dhcp', 'dhcp.option.code', [53, 12, 50, 255]],
    ['dhcp', 'dhcp.option.hostname', ['host']],
    ['dhcp', 'dhcp.option.requested_address', ['10.0.0.9']],
    ['dhcp', 'dhcp.hw.mac_addr', ['02:00:00:00:00:01']],
    ['dhcp', 'dhcp.ip.your', ['0.0.0.0']],
    ['dhcpv6', 'dhcpv6.type', [1]],
    ['dhcpv6', 'dhcpv6.option.code', [1, 8]],
    ['dhcpv6Relay', 'dhcpv6.type', [12, 1]],
    ['dhcpv6Relay', 'dhcpv6.peer', ['fe80::2']],
    ['ntp', 'ntp.mode', [3]],
    ['ntp', 'ntp.version', [4]],
    ['ntp', 'ntp.stratum', [3]],
    ['ntp', 'ntp.poll', [64]],
    ['ntp', 'ntp.precision', [2 ** -20]],
    ['ntp', 'ntp.refid', ['10.0.0.1']],
    ['ntp', 'ntp.reftime', ['not set']],
    ['ntp', 'ntp.xmt', ['2023-11-12T11:52:32.500000000Z']],
    ['ptp', 'ptp.type', [0]],
    ['ptp', 'ptp.sequence', [7]],
    ['ptp', 'ptp.flags', [0x0200]],
    ['ptp', 'ptp.time', ['1694498816.000000001']],
    ['ptp', 'ptp.time.seconds', [1694498816]],
    ['ptp', 'ptp.time.nanoseconds', [1]],
    ['ptpAnnounce', 'ptp.sdo', [1]],
    ['ptpAnnounce', 'ptp.correction', [10.5]],
    ['ptpAnnounce', 'ptp.interval', [0.25]],
    ['ptpAnnounce', 'ptp.grandmaster.clock', ['0200fffe00000103']],
    ['ptpAnnounce', 'ptp.grandmaster.utc_offset', [37]],
  ])('%s: %s', (name, id, expected) => {
    expect(values(name, id)).toEqual(expected);
  });

  it('writes texts of numbers with names and units', () => {
    const { bytes, linkType } = packetOf('ptpAnnounce');
    const fields = decodeLayers(bytes, linkType, bytes.length).find(({ name }) => name === 'PTP')?.fields ?? [];
    const texts = new Map(fields.map(({ id, text }) => [id, text]));
    expect(texts.get('ptp.type')).toBe('11 (Announce)');
    expect(texts.get('ptp.flags')).toBe('0x0008 (PTP timescale)');
    expect(texts.get('ptp.correction')).toBe('10.5 ns');
    expect(texts.get('ptp.time')).toBe('0.000000000 s');
  });
});

describe('clear and encrypted handshake records', () => {
  const hello = message(1, `0303${'ab'.repeat(32)}00 0002 1301 0100`);
  const certificate = message(11, 'cd'.repeat(600));
  const nonce = '00'.repeat(8);

  it('names messages that fill their record', () => {
    expect(tlsLine(record(22, `${certificate}${message(14, '')}`))).toBe('Certificate, Server Hello Done');
    expect(tlsLine(record(22, message(0, '')))).toBe('Hello Request');
  });

  it('takes zeros of a nonce for no Hello Requests', () => {
    expect(tlsLine(record(22, `${nonce}${'e7'.repeat(32)}`))).toBe('Encrypted Handshake Message');
    expect(tlsLine(record(22, nonce + nonce + nonce))).toBe(Array(6).fill('Hello Request').join(', '));
  });

  it.each([
    ['an unknown type', message(99, 'abab')],
    ['a length beyond the record', `0b0000ff${'ab'.repeat(40)}`],
    ['a length that its type cannot have', message(14, 'abab')],
    ['bytes that are left over', `${message(16, 'abab')}0000`],
    ['a hello without a version', message(1, `9999${'ab'.repeat(40)}`)],
  ])('does not name what has %s', (_, content) => {
    expect(tlsLine(record(22, content))).toBe('Encrypted Handshake Message');
  });

  it('believes nothing after a change of ciphers but a second hello', () => {
    const change = record(20, '01');
    expect(tlsLine(change + record(22, message(16, 'abab')))).toBe('Change Cipher Spec, Encrypted Handshake Message');
    expect(tlsLine(change + record(22, hello))).toBe('Change Cipher Spec, Client Hello');
    expect(tlsLine(change + record(22, `${hello}ab`))).toBe('Change Cipher Spec, Encrypted Handshake Message');
  });

  it('names what the segment has of a record', () => {
    expect(tlsLine(record(22, certificate), 500)).toBe('Certificate');
    expect(tlsLine(record(22, message(14, '') + certificate), 603)).toBe('Server Hello Done');
    expect(tlsLine(record(22, certificate), 602)).toBe('Handshake');
  });

  it('names a message that goes on in the next record', () => {
    expect(tlsLine(record(22, `0b001000${'cd'.repeat(600)}`))).toBe('Certificate');
    expect(tlsLine(record(22, hello.slice(0, 40)))).toBe('Client Hello');
  });

  it('tells an encrypted alert by its length', () => {
    expect(tlsLine(record(21, 'ab'.repeat(26)))).toBe('Encrypted Alert');
  });
});
