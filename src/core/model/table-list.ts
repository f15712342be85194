import { FLOW_COLUMNS } from './flow-columns.ts';
import { FLOW_PAGE_COLUMNS } from './flow-page-columns.ts';
import { HOST_COLUMNS } from './host-columns.ts';
import { MATCH_COLUMNS, MATCH_LINES, MATCH_PACKETS } from './match-columns.ts';
import { MESSAGE_COLUMNS } from './message-columns.ts';
import { OBJECT_COLUMNS } from './object-columns.ts';
import { INFO_COLUMN, PACKET_COLUMNS } from './packet-columns.ts';
import type { TableDescription } from './table.ts';

/** Flows; their columns follow the parameters of the meter, these are those that they have at first. */
export const FLOW_TABLE: TableDescription = {
  id: 'flows',
  noun: 'flow',
  nouns: 'flows',
  limits: ['range', 'match'],
  testsBytes: true,
  isPackets: false,
  isFlows: true,
  columns: [...FLOW_COLUMNS, ...FLOW_PAGE_COLUMNS],
  writtenColumns: [],
  fileColumns: [],
};

/** Packets. */
export const PACKET_TABLE: TableDescription = {
  id: 'packets',
  noun: 'packet',
  nouns: 'packets',
  limits: ['range', 'match', 'flow', 'feature', 'flows'],
  testsBytes: true,
  isPackets: true,
  columns: PACKET_COLUMNS.filter((column) => column !== INFO_COLUMN),
  writtenColumns: [INFO_COLUMN],
  fileColumns: [],
};

/** Messages: what was said. */
export const MESSAGE_TABLE: TableDescription = {
  id: 'messages',
  noun: 'message',
  nouns: 'messages',
  limits: ['range', 'match', 'flow', 'flows'],
  testsBytes: true,
  isPackets: false,
  columns: MESSAGE_COLUMNS,
  writtenColumns: [],
  fileColumns: [],
};

/** Matches, which the page calls sequences. */
export const MATCH_TABLE: TableDescription = {
  id: 'matches',
  noun: 'sequence',
  nouns: 'sequences',
  limits: ['range'],
  testsBytes: false,
  isPackets: false,
  columns: MATCH_COLUMNS,
  writtenColumns: [],
  fileColumns: [MATCH_PACKETS, MATCH_LINES],
};

/** Objects: files that passed. It has no rows before they have been looked for. */
export const OBJECT_TABLE: TableDescription = {
  id: 'objects',
  noun: 'object',
  nouns: 'objects',
  limits: ['range'],
  testsBytes: false,
  isPackets: false,
  columns: OBJECT_COLUMNS,
  writtenColumns: [],
  fileColumns: [],
};

/** Hosts: the addresses at the ends of flows. It has no rows while a capture is read. */
export const HOST_TABLE: TableDescription = {
  id: 'hosts',
  noun: 'host',
  nouns: 'hosts',
  limits: ['range'],
  testsBytes: false,
  isPackets: false,
  columns: HOST_COLUMNS,
  writtenColumns: [],
  fileColumns: [],
};

/**
 * What the page knows of tables before a capture is open. The tables themselves, and so the list that counts, are those
 * of core/session/tables; the worker tells their descriptions with the capture.
 */
export const FIRST_TABLES: readonly TableDescription[] = [
  FLOW_TABLE,
  PACKET_TABLE,
  MATCH_TABLE,
  MESSAGE_TABLE,
  OBJECT_TABLE,
  HOST_TABLE,
];
