import { describe, expect, it } from 'vitest';
import type { Layer } from '../../../src/core/model/field.ts';
import { decodeLayers, describePacket } from '../../../src/core/protocols/decode.ts';
import { ethernet, hexToBytes, ipv4, PACKETS, udp } from './packets.ts';

function layersIn(hex: string, linkType = 228): readonly Layer[] {
  const bytes = hexToBytes(hex);
  return decodeLayers(bytes, linkType, bytes.length);
}

function layersOf(name: string): readonly Layer[] {
  const { hex, linkType } = PACKETS[name] ?? { hex: '', linkType: 1 };
  return layersIn(hex, linkType);
}

function line(name: string): string {
  const { hex, linkType } = PACKETS[name] ?? { hex: '', linkType: 1 };
  const { protocol, info } = describePacket(hexToBytes(hex), linkType);
  return `${protocol}: ${info}`;
}

/** "Label: text" of the fields of the layer of this name. */
function fields(layers: readonly Layer[], layer: string): readonly string[] {
  return layers
    .filter(({ name }) => name === layer)
    .flatMap((found) => found.fields.map((f) => `${f.name}: ${f.text}`));
}

const names = (layers: readonly Layer[]): string => layers.map(({ name }) => name).join(' / ');
const INNER = 'Ethernet II / IPv4 / UDP / Data';

describe('packets in tunnels', () => {
  it.each([
    ['geneve', `IPv4 / UDP / Geneve / ${INNER}`],
    ['vxlanGpe', 'IPv4 / UDP / VXLAN-GPE / IPv4 / UDP / Data'],
    ['erspan1', `IPv4 / GRE / ${INNER}`],
    ['erspan2', `IPv4 / GRE / ERSPAN II / ${INNER}`],
    ['erspan3', `IPv4 / GRE / ERSPAN III / ${INNER}`],
    ['gtp', 'IPv4 / UDP / GTP-U / IPv4 / UDP / Data'],
    ['gtpEcho', 'IPv4 / UDP / GTP-U / Data'],
    ['teredo', 'IPv4 / UDP / Teredo / IPv6 / UDP / Data'],
    ['ayiya', 'IPv4 / UDP / AYIYA / IPv6 / UDP / Data'],
    ['etherip', `IPv4 / EtherIP / ${INNER}`],
    ['ethernetInIp', `IPv4 / ${INNER}`],
    ['l2tp', 'IPv4 / UDP / L2TP / PPP / IPv4 / UDP / Data'],
    ['l2tpControl', 'IPv4 / UDP / L2TP / Data'],
    ['l2tpAcknowledgement', 'IPv4 / UDP / L2TP'],
    ['l2tp3', `IPv4 / UDP / L2TP / ${INNER}`],
    ['l2tp3OverIp', `IPv4 / L2TP / ${INNER}`],
    ['l2tp3Control', 'IPv4 / L2TP'],
    ['capwap', `IPv4 / UDP / CAPWAP / ${INNER}`],
    ['capwapEncrypted', 'IPv4 / UDP / CAPWAP / Data'],
    ['tzsp', `IPv4 / UDP / TZSP / ${INNER}`],
    ['tzspKeepAlive', 'IPv4 / UDP / TZSP'],
  ])('%s', (name, layers) => {
    expect(names(layersOf(name))).toBe(layers);
  });

  it.each([
    ['l2tpControl', 'L2TP: Start-Control-Connection-Request'],
    ['l2tpAcknowledgement', 'L2TP: Acknowledgement'],
    ['l2tp3Control', 'L2TP: Hello'],
    ['gtpEcho', 'GTP: Echo request TEID=0x00000000'],
    ['capwapEncrypted', 'CAPWAP: DTLS'],
    ['tzspKeepAlive', 'TZSP: Keep-alive, 0'],
  ])('%s says', (name, said) => {
    expect(line(name)).toBe(said);
  });

  it.each([
    ['erspan2', 'ERSPAN II', ['VLAN: 100', 'Session: 7', 'Index: 42']],
    ['erspan3', 'ERSPAN III', ['VLAN: 100', 'Session: 7', 'Time stamp: 100', 'Group tag: 5']],
    ['l2tp3', 'L2TP', ['Flags and version: 0x0003 (none)', 'Session: 7', 'Cookie and sublayer: 01020304']],
    ['capwap', 'CAPWAP', ['Header length: 16 bytes', 'Wireless binding: 1 (IEEE 802.11)', 'Options: 04000102ffffffff']],
    ['tzsp', 'TZSP', ['Type: 0 (Received)', 'Carried: 1 (Ethernet)', 'Tag: 10 (Raw signal strength)', 'Tag data: ab']],
    ['geneve', 'Geneve', ['Version: 0', 'Options length: 8 bytes', 'Network identifier: 42']],
  ])('%s has fields', (name, layer, expected) => {
    expect(fields(layersOf(name), layer)).toEqual(expect.arrayContaining(expected));
  });
});

describe('what the meter does not follow', () => {
  const frame = ethernet(0x800, ipv4(17, udp(1, 2, 'ff')));

  it('is shown behind VXLAN without its flag', () => {
    const layers = layersIn(ipv4(17, udp(9, 4789, `0000000000002a00${frame}`)));
    expect(names(layers)).toBe(`IPv4 / UDP / VXLAN / ${INNER}`);
    expect(layers[2]?.problem).toBe('The flag of a valid network identifier is not set.');
  });

  it('is shown behind EtherIP of another version', () => {
    const layers = layersIn(ipv4(97, `0300${frame}`));
    expect(names(layers)).toBe(`IPv4 / EtherIP / ${INNER}`);
    expect(layers[1]?.problem).toBe('The version says 0, not 3.');
  });

  it('ends at a later fragment of CAPWAP', () => {
    expect(names(layersIn(ipv4(17, udp(9, 5247, `0010008000010010${frame}`))))).toBe('IPv4 / UDP / CAPWAP / Data');
  });

  it('says of a CAPWAP header that it cannot be so short', () => {
    const layers = layersIn(ipv4(17, udp(9, 5247, `0008000000000000${frame}`)));
    expect(layers[2]?.problem).toBe('The header length says 4 bytes; the least is 8.');
  });
});
