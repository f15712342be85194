import type { DictionaryColumn } from '../model/column.ts';
import {
  CONNECTION_STATE_NAMES,
  CONNECTION_STATES,
  DATAGRAM_WORDS,
  type ConnectionState,
} from '../model/connection-states.ts';
import { ipProtocolName, TCP, UDP } from '../model/ip-protocols.ts';
import type { FlowEnds } from '../model/packet-table.ts';
import { PORTS } from '../model/ports.ts';
import { connectionState } from './connection-state.ts';
import type { FlowRecords } from './flow-records.ts';
import { CLOSING, CONNECTION_BITS, PACKETS } from './record-layout.ts';

/** A column of texts without its description. */
type TextReader = Omit<DictionaryColumn, 'type' | 'description'>;
type Read = (record: number) => number;

const PROTOCOLS = 256;
/** Names of IP protocols by number, then those of ports. */
const SERVICES: readonly string[] = [
  ...Array.from({ length: PROTOCOLS }, (_, protocol) => otherPorts(protocol)),
  ...PORTS.values(),
];
const SERVICE_OF_PORT: ReadonlyMap<number, number> = new Map(
  [...PORTS.keys()].map((port, at) => [port, PROTOCOLS + at]),
);

/** What stands for flows whose ports have no name. */
function otherPorts(protocol: number): string {
  const name = ipProtocolName(protocol);
  return protocol === TCP || protocol === UDP ? `${name}, other port` : name;
}

/** What the ports of flows are registered for; of other protocols than TCP and UDP their name. */
export function serviceColumn(ends: FlowEnds, protocol: Read): TextReader {
  const code = (record: number): number => {
    const number = protocol(record);
    if (number !== TCP && number !== UDP) return number;
    const { destinationPort, sourcePort } = ends;
    return SERVICE_OF_PORT.get(destinationPort(record)) ?? SERVICE_OF_PORT.get(sourcePort(record)) ?? number;
  };
  return fixedTexts(SERVICES, code);
}

const WORDS: readonly string[] = [...new Set([...Object.values(CONNECTION_STATES), ...Object.values(DATAGRAM_WORDS)])];

/** The number of each state's text among `texts`. */
function numbersOf(texts: readonly string[], of: (state: ConnectionState) => string): ReadonlyMap<string, number> {
  return new Map(CONNECTION_STATE_NAMES.map((state) => [state, texts.indexOf(of(state))]));
}

const NAME_NUMBERS = numbersOf(CONNECTION_STATE_NAMES, (state) => state);
const WORD_NUMBERS = numbersOf(WORDS, (state) => CONNECTION_STATES[state]);
const DATAGRAM_NUMBERS = numbersOf(WORDS, (state) => DATAGRAM_WORDS[state] ?? '');

/** How far connections came: in Zeek's names and in words. */
export function stateColumns(records: FlowRecords, protocol: Read): readonly [string, TextReader][] {
  const stateOf = (record: number): ConnectionState | undefined => {
    const state = records.word(record, CLOSING) >>> CONNECTION_BITS;
    return connectionState(protocol(record), state, records.word(record, PACKETS), records.word(record, PACKETS + 1));
  };
  const words = (record: number): ReadonlyMap<string, number> =>
    protocol(record) === UDP ? DATAGRAM_NUMBERS : WORD_NUMBERS;
  return [
    ['conn_state', fixedTexts(CONNECTION_STATE_NAMES, (record) => NAME_NUMBERS.get(stateOf(record) ?? '') ?? -1)],
    ['connection', fixedTexts(WORDS, (record) => words(record).get(stateOf(record) ?? '') ?? -1)],
  ];
}

function fixedTexts(texts: readonly string[], code: Read): TextReader {
  return { code, size: () => texts.length, text: (at) => texts[at], fixed: true };
}
