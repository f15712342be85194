import { MESSAGE_COLUMNS, MESSAGE_VALUES, type MessageValueId } from '../../model/message-columns.ts';
import type { Column, ColumnDescription, DictionaryColumn, Rows } from '../../model/column.ts';
import { Pairing, PAIRING_WORDS, type MessageStore } from '../../messages/message-store.ts';
import { NONE } from '../../model/units.ts';
import { packetAddress, packetPort, type PacketSources } from '../../packets/table/packet-rows.ts';

type Read = (row: number) => number;

const VALUE_IDS: ReadonlySet<string> = new Set(MESSAGE_VALUES.map(({ id }) => id));
const NS_PER_MS = 1e6;
const READ_WORDS = ['whole', 'cut'];
const ENCRYPTION_WORDS = ['in clear', 'decrypted'];

/** The table of messages as questions see it. Ends and flow are those of the packet that completed each. */
export function messageRows(store: MessageStore, sources: PacketSources): Rows {
  const numbers = numberReaders(store, sources);
  const columns = MESSAGE_COLUMNS.map((description): Column => {
    const number = numbers[description.id];
    return number === undefined
      ? textColumn(description, store, sources)
      : { type: 'number', description, number, fractional: description.kind === 'milliseconds' };
  });
  return {
    get length() {
      return store.length;
    },
    columns: new Map(columns.map((column) => [column.description.id, column])),
  };
}

function numberReaders(store: MessageStore, sources: PacketSources): Readonly<Record<string, Read>> {
  const { packets } = sources;
  const partner: Read = (row) => store.partnerPacket(row);
  return {
    number: (row) => row + 1,
    time: (row) => packets.timeNs[store.completing(store.packet[row])],
    src_port: (row) => packetPort(sources, store.packet[row], 0),
    dst_port: (row) => packetPort(sources, store.packet[row], 1),
    code: (row) => store.value('code', row),
    body: (row) => store.value('body', row),
    length: (row) => store.bytes[row],
    latency: (row) => {
      if (store.pairing[row] !== (Pairing.Answer as number)) return NONE;
      return Math.max(0, packets.timeNs[store.beginning(store.first[row])] - packets.timeNs[partner(row)]) / NS_PER_MS;
    },
    partner: (row) => (partner(row) < 0 ? NONE : partner(row) + 1),
    first_packet: (row) => store.beginning(store.first[row]) + 1,
    packet: (row) => store.completing(store.packet[row]) + 1,
    flow: (row) => packets.flow[store.packet[row]],
  };
}

function textColumn(description: ColumnDescription, store: MessageStore, sources: PacketSources): DictionaryColumn {
  const { id } = description;
  if (id === 'src' || id === 'dst') return addressColumn(description, store, sources, id === 'src' ? 0 : 1);
  if (id === 'pairing') return wordColumn(description, PAIRING_WORDS, (row) => store.pairing[row]);
  if (id === 'state') return wordColumn(description, READ_WORDS, (row) => store.cut[row]);
  if (id === 'encryption') return wordColumn(description, ENCRYPTION_WORDS, (row) => store.decrypted[row]);
  return {
    type: 'dictionary',
    description,
    code: codesOf(id, store),
    size: () => store.texts.length,
    text: (code) => store.texts.text(code),
  };
}

function codesOf(id: string, store: MessageStore): Read {
  if (VALUE_IDS.has(id)) return (row) => store.value(id as MessageValueId, row);
  if (id === 'protocol') return (row) => store.protocol[row];
  return id === 'kind' ? (row) => store.kind[row] : (row) => store.summary[row];
}

function addressColumn(
  description: ColumnDescription,
  store: MessageStore,
  sources: PacketSources,
  end: 0 | 1,
): DictionaryColumn {
  const { addresses } = sources;
  return {
    type: 'dictionary',
    description,
    code: (row) => packetAddress(sources, store.packet[row], end),
    size: () => addresses.length,
    text: (code) => addresses.text(code),
    compare: (a, b) => addresses.compare(a, b),
  };
}

function wordColumn(description: ColumnDescription, words: readonly string[], code: Read): DictionaryColumn {
  return { type: 'dictionary', description, code, size: () => words.length, text: (at) => words[at], fixed: true };
}
