import { FlowlessReason } from './packet-table.ts';

/** Short words for each reason why a packet is in no flow; "" for a packet that is in one. Filter values too. */
export const REASON_WORDS: Readonly<Record<FlowlessReason, string>> = {
  [FlowlessReason.None]: '',
  [FlowlessReason.LinkType]: 'link type without decoder',
  [FlowlessReason.TooShort]: 'too few bytes captured',
  [FlowlessReason.NotIp]: 'not IP',
  [FlowlessReason.Fragment]: 'later fragment',
  [FlowlessReason.BadIpv4]: 'contradictory IPv4 lengths',
  [FlowlessReason.TruncatedIpv6]: 'IPv6 not captured whole',
  [FlowlessReason.BadIpv6]: 'broken IPv6 extension headers',
  [FlowlessReason.BadTransport]: 'broken transport header',
  [FlowlessReason.Skipped8023]: 'spanning tree',
  [FlowlessReason.Wifi]: '802.11 without data',
  [FlowlessReason.BadTunnel]: 'broken tunnel',
  [FlowlessReason.OtherInterface]: 'interface unlike the first',
};
