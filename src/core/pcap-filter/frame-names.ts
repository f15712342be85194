/** Names of 802.11 frame types and subtypes, and of pf's reasons and actions, as pcap-filter(7) spells them. */

/** A type of 802.11 frames with its subtypes: bits of frame control byte 0. */
export interface FrameType {
  readonly names: readonly string[];
  readonly bits: number;
  readonly subtypes: ReadonlyMap<string, number>;
}

/** Subtype names in the order of their number, 16 apart; `-` for a number without a name. */
function subtypes(text: string): ReadonlyMap<string, number> {
  const names = new Map<string, number>();
  for (const [at, spellings] of text.split(' ').entries())
    for (const name of spellings.split('|')) if (name !== '-') names.set(name, at * 16);
  return names;
}

export const FRAME_TYPES: readonly FrameType[] = [
  {
    names: ['mgt', 'management'],
    bits: 0x00,
    subtypes: subtypes(
      'assoc-req|assocreq assoc-resp|assocresp reassoc-req|reassocreq reassoc-resp|reassocresp probe-req|probereq ' +
        'probe-resp|proberesp - - beacon atim disassoc|disassociation auth|authentication deauth|deauthentication',
    ),
  },
  {
    names: ['ctl', 'control'],
    bits: 0x04,
    subtypes: subtypes('- - - - - - - - bar ba ps-poll|pspoll rts cts ack cf-end|cfend cf-end-ack|cfendack'),
  },
  {
    names: ['data'],
    bits: 0x08,
    subtypes: subtypes(
      'data data-cf-ack data-cf-poll data-cf-ack-poll null cf-ack cf-poll cf-ack-poll qos-data qos-data-cf-ack ' +
        'qos-data-cf-poll qos-data-cf-ack-poll qos - qos-cf-poll qos-cf-ack-poll',
    ),
  },
];

/** Frame control byte 1: from and to the distribution system. */
export const FRAME_DIRECTIONS: readonly string[] = ['nods', 'tods', 'fromds', 'dstods'];

/** Systems have given one number several names. */
function numbered(text: string): ReadonlyMap<string, number> {
  const names = new Map<string, number>();
  for (const [number, spellings] of text.split(' ').entries())
    for (const name of spellings.split('|')) names.set(name, number);
  return names;
}

export const PF_REASONS: ReadonlyMap<string, number> = numbered(
  'match bad-offset fragment short normalize memory bad-timestamp congestion ip-option proto-cksum state-mismatch ' +
    'state-insert state-limit src-limit synproxy dummynet|translate|map-failed|state-locked no-route',
);

export const PF_ACTIONS: ReadonlyMap<string, number> = numbered(
  'pass|accept block|drop scrub noscrub nat nonat binat nobinat rdr nordr synproxy-drop defer|dummynet match divert ' +
    'rt',
);
