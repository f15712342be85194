/** Why a packet may not be what it was read as. Bits; they fit a byte. */
export enum Doubt {
  None = 0,
  /** Its IP header was read out of an 802.11 frame whose payload is encrypted (IEEE 802.11, Protected Frame). */
  Encrypted = 1,
  /** The headers before it do not name IP there: the version in the first four bits alone does. */
  NotNamed = 2,
  /** The checksum of its IPv4 header is wrong, and what the header says cannot be either. */
  Header = 4,
  /** The data offset of its TCP header is less than the header itself (RFC 9293: 5 words at least). */
  DataOffset = 8,
  /** Its ports were not captured: they count as 0. */
  Cut = 16,
}

/** One kind of doubt, as it is told. */
export interface DoubtWords {
  readonly doubt: Doubt;
  /** A few words: value of the column, and of filters. */
  readonly short: string;
  /** A sentence. */
  readonly sentence: string;
}

/** In the order of their bits. */
export const DOUBTS: readonly DoubtWords[] = [
  {
    doubt: Doubt.Encrypted,
    short: 'read from cipher text',
    sentence:
      'Its packets are 802.11 frames with encrypted payload. NFStream reads it as if it were IP, so addresses, ports and sizes are chance.',
  },
  {
    doubt: Doubt.NotNamed,
    short: 'not named as IP',
    sentence:
      'The headers before its packets’ IP header do not lead there: NFStream goes by the version in four bits alone, so addresses, ports and sizes may be chance.',
  },
  {
    doubt: Doubt.Header,
    short: 'damaged IP header',
    sentence:
      'The checksum of its packets’ IPv4 headers is wrong, and so is something that they say: a length beyond the packet, a protocol that nobody assigned, a source that cannot send, a header shorter than itself.',
  },
  {
    doubt: Doubt.DataOffset,
    short: 'impossible TCP header',
    sentence: 'The TCP headers of its packets give themselves less than the 20 bytes that each has.',
  },
  {
    doubt: Doubt.Cut,
    short: 'ports not captured',
    sentence: 'All of its packets were cut before the ports, which therefore count as 0.',
  },
];

/** The short words of all doubts in `bits`, joined; "" for none. Made once for each. */
export const DOUBT_TEXTS: readonly string[] = Array.from({ length: 32 }, (_, bits) =>
  DOUBTS.filter(({ doubt }) => (bits & doubt) !== 0)
    .map(({ short }) => short)
    .join(', '),
);

/** Doubtful flows of one kind. */
export interface DoubtfulFlows {
  readonly doubt: Doubt;
  readonly flows: number;
}
