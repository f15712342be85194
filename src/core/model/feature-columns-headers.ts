import type { ColumnDescription, ColumnKind } from './column.ts';
import { column, DIRECTIONS, SCOPE_LABEL, SCOPE_WORDS, SCOPES, type Scope } from './describe-column.ts';

/** Columns of the groups that read header fields: headers, ttl, window, retransmissions. */

/** What stands behind the scope in the id, label, kind, help before the scope's words, help behind, formula. */
type Words = readonly [id: string, label: string, kind: ColumnKind, help: string, zero: string, formula: string];

function scoped(group: string, scopes: readonly Scope[], words: readonly Words[]): ColumnDescription[] {
  return scopes.flatMap((scope) =>
    words.map(([id, label, kind, help, zero, formula]) =>
      column(`${scope}_${id}`, SCOPE_LABEL[scope] + label, kind, group, `${help}, ${SCOPE_WORDS[scope]}${zero}.`, {
        unit: kind === 'bytes' ? 'B' : id.endsWith('_packets') ? 'packets' : '',
        formula,
      }),
    ),
  );
}

const NONE = '; 0 without packets';
const NO_PAYLOAD = '; 0 without any';

export const HEADER_COLUMNS: readonly ColumnDescription[] = scoped('Headers', SCOPES, [
  [
    'ip_header_bytes',
    'IP header bytes',
    'bytes',
    'Bytes of the innermost IP headers with options or extension headers',
    '',
    'Σ (start of transport − start of IP)',
  ],
  [
    'transport_header_bytes',
    'Transport header bytes',
    'bytes',
    'Bytes of the transport headers as NFStream sizes them: TCP with options, 8 for UDP and ICMP',
    '; 0 for other protocols',
    'Σ (transport size − payload size)',
  ],
  [
    'min_transport_header_bytes',
    'Transport header min',
    'bytes',
    "The shortest transport header (CICFlowMeter's Fwd Seg Size Min, in its direction)",
    NONE,
    'min(transport size − payload size)',
  ],
  [
    'max_transport_header_bytes',
    'Transport header max',
    'bytes',
    'The longest transport header',
    NONE,
    'max(transport size − payload size)',
  ],
  [
    'min_segment_bytes',
    'Segment min',
    'bytes',
    'The smallest payload of the packets that carry any',
    NO_PAYLOAD,
    'min(payload size > 0)',
  ],
  ['max_segment_bytes', 'Segment max', 'bytes', 'The largest payload of a packet', NO_PAYLOAD, 'max(payload size)'],
]);

export const TTL_COLUMNS: readonly ColumnDescription[] = scoped('Time to live', DIRECTIONS, [
  ['first_ttl', 'TTL first', 'integer', 'IPv4 time to live or IPv6 hop limit of the first packet', NONE, ''],
  ['min_ttl', 'TTL min', 'integer', 'The smallest time to live or hop limit', NONE, 'min(ttl)'],
  ['max_ttl', 'TTL max', 'integer', 'The largest time to live or hop limit', NONE, 'max(ttl)'],
  [
    'ttl_changes',
    'TTL changes',
    'integer',
    'Packets whose time to live is not that of the packet before',
    '',
    'count(ttlₙ ≠ ttlₙ₋₁)',
  ],
]);

const FIELD = 'as it stands in the header, not scaled; packets with RST do not count';

export const WINDOW_COLUMNS: readonly ColumnDescription[] = scoped('TCP window', DIRECTIONS, [
  ['first_window', 'Window first', 'integer', `Window of the first TCP packet, ${FIELD}`, NONE, ''],
  ['min_window', 'Window min', 'integer', `The smallest TCP window, ${FIELD}`, NONE, 'min(window)'],
  ['mean_window', 'Window mean', 'float', `Arithmetic mean of the TCP windows, ${FIELD}`, NONE, 'Σ window / n'],
  ['max_window', 'Window max', 'integer', `The largest TCP window, ${FIELD}`, NONE, 'max(window)'],
  [
    'zero_window_packets',
    'Zero windows',
    'integer',
    'TCP packets that close the window (those with SYN, FIN or RST do not count)',
    '',
    'count(window = 0)',
  ],
]);

export const RETRANSMISSION_COLUMNS: readonly ColumnDescription[] = scoped('Retransmissions', SCOPES, [
  [
    'retransmitted_packets',
    'Retransmitted packets',
    'integer',
    'TCP packets of which every byte (SYN and FIN count as one) had been seen before, keep-alives apart',
    '',
    'count(old = length > 0)',
  ],
  [
    'retransmitted_bytes',
    'Retransmitted bytes',
    'bytes',
    'Payload bytes that had been seen before, also of packets that bring new ones, too; keep-alives apart',
    '',
    'Σ old payload bytes',
  ],
  [
    'out_of_order_packets',
    'Out of order',
    'integer',
    'TCP packets that bring bytes from before the highest byte seen: reordered, or sent again after they were lost on the way to the point of capture',
    '',
    'count(new bytes below the highest end)',
  ],
  [
    'sequence_gap_packets',
    'Sequence gaps',
    'integer',
    'TCP packets that begin above the highest byte seen: something before them is missing or late',
    '',
    'count(sequence > highest end)',
  ],
  [
    'duplicate_ack_packets',
    'Duplicate ACKs',
    'integer',
    'Empty TCP packets that repeat acknowledgement and window while bytes are unacknowledged (RFC 5681, section 2)',
    '',
    'count(duplicate)',
  ],
  [
    'keep_alive_packets',
    'Keep-alives',
    'integer',
    'TCP packets with at most one byte that begin one below the highest byte seen (RFC 9293, section 3.8.4)',
    '',
    'count(sequence = highest end − 1, length ≤ 1)',
  ],
]);
