/** EtherIP (RFC 3378): Ethernet in IP behind a version. */
import { FlowlessReason } from '../../model/packet-table.ts';
import { TunnelId } from '../../model/tunnels.ts';
import { By, type HeaderReader } from '../headers/next.ts';
import { when, type Protocol } from '../protocol.ts';
import { declare, hex, integer } from '../reading/field.ts';
import type { Decoder } from '../reading/packet.ts';

const VERSION = 3;

const F = declare('etherip', {
  version: integer('Version', { wireshark: 'etherip.ver' }),
  reserved: hex('Reserved', 3),
});

/** Version 3 in the upper four bits of two bytes, then an Ethernet frame. */
const readEtherIp: HeaderReader = (bytes, at, end, next) => {
  if (at + 2 > end) return FlowlessReason.TooShort;
  return bytes[at] >> 4 === VERSION ? next.into(TunnelId.EtherIp, By.Ethernet, 0, at + 2) : FlowlessReason.BadTunnel;
};

const decodeEtherIp: Decoder = (packet, span) => {
  const layer = packet.layer('EtherIP', span);
  const word = layer.bits(2, 'Version');
  const version = word >> 12;
  layer.part(F.version, version, 0, 1);
  layer.part(F.reserved, word & 0xfff);
  if (!layer.broken && version !== VERSION) layer.complain(`The version says ${version}, not ${VERSION}.`);
  packet.say('EtherIP', () => '');
  packet.push(layer, () => 'Ethernet');
  // The meter does not go on with another version.
  return version === VERSION ? layer.follow(readEtherIp) : layer.goOn(By.Ethernet);
};

export const etherip: Protocol = {
  id: 'etherip',
  name: 'EtherIP',
  fields: F,
  decode: decodeEtherIp,
  places: [{ by: By.Ip, numbers: [97], read: when('etherip', readEtherIp) }],
};
