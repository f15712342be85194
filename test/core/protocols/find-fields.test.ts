import { describe, expect, it } from 'vitest';
import { allFields, fieldsNear, findField } from '../../../src/core/protocols/find-fields.ts';
import { PROTOCOLS } from '../../../src/core/protocols/list.ts';
import { decodeLayers } from '../../../src/core/protocols/decode.ts';
import { EVERY_FIELD } from './field-values.ts';
import { hexToBytes, PACKETS } from './packets.ts';

const ids = (name: string): readonly string[] | undefined => findField(name)?.of.map((field) => field.id);

/** Ids that Wireshark gives to something else: the operation of BOOTP. */
const OTHERS_IN_WIRESHARK = ['dhcp.type'];

describe('findField', () => {
  it('finds a field by its id in any case', () => {
    expect(ids('tcp.window')).toEqual(['tcp.window']);
    expect(ids('HTTP.Request.Method')).toEqual(['http.request.method']);
    expect(findField('tcp.window')).toMatchObject({ id: 'tcp.window', label: 'Window', kind: 'integer' });
  });

  it.each([
    ['tcp.window_size_value', ['tcp.window']],
    ['dns.qry.name', ['dns.query.name']],
    ['tls.handshake.extensions_server_name', ['tls.server_name']],
    ['sip.call-id', ['sip.call_id']],
    ['dhcp.option.dhcp', ['dhcp.type']],
  ])('finds %s as Wireshark calls it', (name, expected) => {
    expect(ids(name)).toEqual(expected);
  });

  it.each([
    ['tcp.port', ['tcp.srcport', 'tcp.dstport']],
    ['udp.port', ['udp.srcport', 'udp.dstport']],
    ['ip.addr', ['ip.src', 'ip.dst']],
    ['ip.address', ['ip.src', 'ip.dst']],
    ['ipv6.addr', ['ipv6.src', 'ipv6.dst']],
    ['eth.addr', ['eth.src', 'eth.dst']],
  ])('reads %s as several fields', (name, expected) => {
    expect(ids(name)).toEqual(expected);
  });

  it('finds nothing else', () => {
    expect(findField('tcp')).toBeUndefined();
    expect(findField('')).toBeUndefined();
  });

  it('suggests ids', () => {
    expect(fieldsNear('tcp.widow')).toContain('tcp.window');
    expect(fieldsNear('server_name')).toContain('tls.server_name');
  });
});

describe('all fields', () => {
  const named = allFields();

  it('have an id each', () => {
    const seen = named.map(({ id }) => id);
    expect(seen.filter((id, at) => seen.indexOf(id) !== at)).toEqual([]);
    expect(seen.filter((id) => !/^[a-z][a-z0-9_]*(\.[a-z0-9_]+)+$/.test(id))).toEqual([]);
    expect(seen.every((id) => findField(id)?.id === id)).toBe(true);
  });

  it('begin with the id of their protocol', () => {
    const strangers = PROTOCOLS.flatMap((protocol) =>
      [...Object.values(protocol.fields), ...(protocol.either ?? [])]
        .map(({ id }) => id)
        .filter((id) => !id.startsWith(`${protocol.id}.`)),
    );
    expect(strangers).toEqual([]);
  });

  it('have labels, and names that look like Wireshark’s', () => {
    expect(named.filter(({ label }) => label.trim() === '')).toEqual([]);
    const strange = named.filter(
      ({ wireshark }) => wireshark !== undefined && !/^[a-zA-Z0-9_]+([.-][a-zA-Z0-9_]+)+$/.test(wireshark),
    );
    expect(strange.map(({ wireshark }) => wireshark)).toEqual([]);
  });

  it('are found by Wireshark’s names', () => {
    const lost = EVERY_FIELD.filter(({ wireshark }) => wireshark !== undefined).filter(
      (field) => findField(field.wireshark ?? '')?.of.includes(field) !== true,
    );
    const others = lost.map(({ wireshark }) => wireshark?.toLowerCase());
    expect(others.filter((name) => name === undefined || !OTHERS_IN_WIRESHARK.includes(name))).toEqual([]);
  });

  it('share a name only if they are compared alike', () => {
    const isText = (kind: string): boolean => ['text', 'address', 'bytes'].includes(kind);
    const mixed = EVERY_FIELD.map(({ wireshark, id }) => findField(wireshark ?? id)?.of ?? []).filter(
      (of) => new Set(of.map(({ kind }) => isText(kind))).size > 1,
    );
    expect(mixed).toEqual([]);
  });

  it('name their numbers', () => {
    const hasName = ({ nameOf }: (typeof EVERY_FIELD)[number]): boolean => {
      for (let value = 0; value < 0x10000; value++) if ((nameOf?.(value) ?? '') !== '') return true;
      return false;
    };
    const nameless = EVERY_FIELD.filter((field) => field.nameOf !== undefined && !hasName(field));
    expect(nameless.map(({ id }) => id)).toEqual([]);
    expect(findField('ip.proto')?.of[0]?.nameOf?.(6)).toBe('TCP');
    expect(findField('tls.handshake.type')?.of[0]?.nameOf?.(1)).toBe('Client Hello');
    expect(findField('dhcp.type')?.of[0]?.nameOf?.(1)).toBe('Discover');
  });

  it.each(Object.keys(PACKETS))('are known of the packet %s', (name) => {
    const { hex, linkType } = PACKETS[name] ?? { hex: '', linkType: 1 };
    const bytes = hexToBytes(hex);
    const shown = decodeLayers(bytes, linkType, bytes.length).flatMap(({ fields }) => fields.map(({ id }) => id));
    expect(shown.filter((id) => id !== '' && findField(id)?.id !== id)).toEqual([]);
  });
});
