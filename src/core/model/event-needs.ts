/** Members of packet events that are made only for code that names them. */
export const HEADER_MEMBERS = [
  'seq',
  'ackNumber',
  'window',
  'ttl',
  'ipId',
  'vlan',
  'interface',
  'srcMac',
  'dstMac',
  'icmpType',
  'icmpCode',
] as const;
export type HeaderMember = (typeof HEADER_MEMBERS)[number];

/** What a module names of events, beyond what every packet event has. What it does not name is not made. */
export interface EventNeeds {
  readonly payload: boolean;
  readonly header: boolean;
  readonly members: readonly HeaderMember[];
  /** Whatever may be the id of a decoded field. */
  readonly fields: readonly string[];
  /** Columns of flows; `tags` is one. */
  readonly flowColumns: readonly string[];
}

/** Code that names none of it. */
export const NO_NEEDS: EventNeeds = { payload: false, header: false, members: [], fields: [], flowColumns: [] };
