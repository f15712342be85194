/** The fields of 802.11 frames (802.11-2016 section 9.2). */
import { address, boolean, bytes, declare, hex, integer, text, type Field } from '../reading/field.ts';
import { wifiKind } from './wifi-kinds.ts';

/** By their names in Wireshark, as far as it has them. */
export const WIFI_FIELDS = declare('wlan', {
  fc: hex('Frame control', 4, { help: 'Low byte first, as it is sent.' }),
  'fc.type_subtype': hex('Kind', 2, { names: wifiKind, wireshark: 'wlan.fc.type_subtype' }),
  'fc.type': integer('Type', {
    hidden: true,
    names: ['management', 'control', 'data', 'extension'],
    wireshark: 'wlan.fc.type',
  }),
  'fc.subtype': integer('Subtype', { hidden: true, wireshark: 'wlan.fc.subtype' }),
  'fc.tods': boolean('To the distribution system', { hidden: true, wireshark: 'wlan.fc.tods' }),
  'fc.fromds': boolean('From the distribution system', { hidden: true, wireshark: 'wlan.fc.fromds' }),
  'fc.retry': boolean('Retry', { hidden: true, wireshark: 'wlan.fc.retry' }),
  'fc.protected': boolean('Protected', { wireshark: 'wlan.fc.protected' }),
  duration: integer('Duration', { unit: 'µs', wireshark: 'wlan.duration' }),
  ra: address('Receiver', { wireshark: 'wlan.ra' }),
  ta: address('Transmitter', { wireshark: 'wlan.ta' }),
  da: address('Destination', { wireshark: 'wlan.da' }),
  sa: address('Source', { wireshark: 'wlan.sa' }),
  bssid: address('BSSID', { wireshark: 'wlan.bssid' }),
  seq: integer('Sequence', { wireshark: 'wlan.seq' }),
  frag: integer('Fragment', { wireshark: 'wlan.frag' }),
  qos: hex('QoS control', 4, { wireshark: 'wlan.qos' }),
  'subframe.len': integer('Subframe length', { unit: 'bytes', help: 'Of the first frame in an aggregate (A-MSDU).' }),
  fixed: bytes('Fixed parameters', { help: 'Time stamp, interval and capabilities.' }),
  ssid: text('Network name', { wireshark: 'wlan.ssid' }),
});

const F = WIFI_FIELDS;

/** The three addresses by the bits to and from the distribution system (802.11-2016 table 9-26). */
export const WIFI_ADDRESSES: readonly (readonly Field[])[] = [
  [F.da, F.sa, F.bssid],
  [F.bssid, F.sa, F.da],
  [F.da, F.bssid, F.sa],
  [F.ra, F.ta, F.da],
];
