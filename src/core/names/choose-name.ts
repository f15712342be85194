import type { NameRecord, NameSource, NameState } from '../model/names.ts';

/** For whom a name is looked for, and when. */
export interface NameWish {
  /** The other end, which may have asked for the name; "" if there is none. */
  readonly client: string;
  readonly atNs: number;
  /** The name by which this flow itself calls the server. Other flows’ names of a server are passed over. */
  readonly own?: NameRecord | undefined;
  /** An address by itself, not an end of a flow: what any flow calls it will do, and answers that came later. */
  readonly alone?: true;
}

/** A chosen name. */
export interface ChosenName {
  readonly record: NameRecord;
  readonly state: NameState;
  /** It was told to another client. */
  readonly ofOther: boolean;
}

/** Best first; a DNS answer to this client comes before all, one to another client after what the flow itself says. */
const RANKS: Readonly<Record<NameSource, number>> = {
  tls: 1,
  http: 1,
  dns: 2,
  mdns: 3,
  dhcp: 3,
  nbns: 4,
  certificate: 5,
  ptr: 6,
  llmnr: 7,
  file: 8,
};
/** What has run out comes after all that holds, what is said later after that. */
const STATES: Readonly<Record<NameState, number>> = { valid: 0, stale: 10, later: 20 };

/** The best of the names of one address: by its source and state, then the latest; undefined if none will do. */
export function chooseName(records: readonly NameRecord[], wish: NameWish): ChosenName | undefined {
  let best: ChosenName | undefined;
  let bestRank = Infinity;
  for (const record of wish.own === undefined ? records : [...records, wish.own]) {
    const state = stateOf(record, wish);
    if (state === undefined) continue;
    const ofOther = record.source === 'dns' && record.client !== wish.client;
    const rank = STATES[state] + (record.source === 'dns' && !ofOther ? 0 : RANKS[record.source]);
    if (rank > bestRank || (rank === bestRank && best !== undefined && record.firstNs < best.record.firstNs)) continue;
    best = { record, state, ofOther: ofOther && wish.client !== '' };
    bestRank = rank;
  }
  return best;
}

/** undefined: the record says nothing of this end. */
function stateOf(record: NameRecord, { atNs, own, alone }: NameWish): NameState | undefined {
  const { source, firstNs, lastNs } = record;
  const isServer = source === 'tls' || source === 'http';
  if (isServer && alone !== true) return record === own ? 'valid' : undefined;
  if (firstNs > atNs) return source === 'dns' && alone !== true ? undefined : 'later';
  return atNs <= lastNs ? 'valid' : 'stale';
}
