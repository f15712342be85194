import { FlowlessReason } from './packet-table.ts';
import { DECODINGS, type MeterParameters } from './parameters.ts';

/** Why packets of a reason are in no flow, and what would count some or all of them. */
export interface ReasonRule {
  /** A sentence. */
  readonly rule: string;
  readonly remedies: readonly Remedy[];
}

/** A change of a parameter that counts such packets. */
export interface Remedy {
  readonly parameter: keyof MeterParameters;
  /** The value to give it; `more`: further names. */
  readonly value: boolean | 'more';
  /** What it does then, after "The option …": "counts it". */
  readonly words: string;
}

/** True if the parameters do not have the remedy yet. */
export function isOpenRemedy({ parameter, value }: Remedy, parameters: MeterParameters): boolean {
  return value === 'more' ? parameters.decode.length < DECODINGS.length : parameters[parameter] !== value;
}

const FURTHER_HEADERS: Remedy = {
  parameter: 'decode',
  value: 'more',
  words: 'follows more kinds of headers, if it has any of them',
};

/** NFStream 6.5.4's rules (docs/features.md) by the reason that they give; "" for packets that are in a flow. */
export const REASON_RULES: Readonly<Record<FlowlessReason, ReasonRule>> = {
  [FlowlessReason.None]: { rule: '', remedies: [] },
  [FlowlessReason.LinkType]: {
    rule: 'NFStream does not know the link type of its interface, so it does not find the IP header.',
    remedies: [FURTHER_HEADERS],
  },
  [FlowlessReason.TooShort]: {
    rule: 'NFStream wants the link header and 28 bytes after it captured.',
    remedies: [],
  },
  [FlowlessReason.NotIp]: {
    rule: 'What follows its link header, or the headers that NFStream follows, is neither IPv4 nor IPv6; flows are built from these alone.',
    remedies: [FURTHER_HEADERS],
  },
  [FlowlessReason.Fragment]: {
    rule: 'NFStream leaves out later fragments of an IP packet: only the first one has ports.',
    remedies: [
      {
        parameter: 'laterFragments',
        value: true,
        words: 'counts it to the flow of the first one, if that was captured',
      },
    ],
  },
  [FlowlessReason.BadIpv4]: {
    rule: 'Its IPv4 lengths contradict each other, as a total length of 0 does, which segmentation offload leaves behind.',
    remedies: [{ parameter: 'repairLengths', value: true, words: 'takes a length of 0 from the length on the wire' }],
  },
  [FlowlessReason.TruncatedIpv6]: {
    rule: 'NFStream counts IPv6 only if the payload was captured whole.',
    remedies: [],
  },
  [FlowlessReason.BadIpv6]: {
    rule: 'Its IPv6 extension headers end in nothing, or lie about their length.',
    remedies: [],
  },
  [FlowlessReason.BadTransport]: {
    rule: 'Its transport header is cut short, or contradicts the IP lengths.',
    remedies: [],
  },
  [FlowlessReason.Skipped8023]: {
    rule: 'It is a spanning-tree frame, which NFStream leaves out.',
    remedies: [],
  },
  [FlowlessReason.Wifi]: {
    rule: 'It is an 802.11 frame that carries no data, or one that was received damaged.',
    remedies: [FURTHER_HEADERS],
  },
  [FlowlessReason.BadTunnel]: {
    rule: 'It is a tunnel packet whose inside could not be followed.',
    remedies: [{ parameter: 'decodeTunnels', value: false, words: 'counts the tunnel’s own packet when it is off' }],
  },
  [FlowlessReason.OtherInterface]: {
    rule: 'Its interface differs from the first one in link type or snaplen; libpcap, and so NFStream, drops its packets.',
    remedies: [{ parameter: 'everyInterface', value: true, words: 'counts it' }],
  },
};
