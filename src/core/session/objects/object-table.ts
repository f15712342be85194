import { OBJECT_COLUMNS, TROUBLE_WORDS } from '../../model/object-columns.ts';
import { OBJECT_TABLE } from '../../model/table-list.ts';
import type { CaptureTables } from '../../tables.ts';
import { evidenceTable, type EvidenceColumn } from '../evidence/evidence-table.ts';
import type { CaptureTable } from '../tables/capture-table.ts';
import { OBJECT_MEASURES } from '../tables/object-measures.ts';
import type { KeptObject } from './find-objects.ts';

type ColumnId = (typeof OBJECT_COLUMNS)[number]['id'];

/** The objects that were found, as a table. */
export function objectTable(tables: CaptureTables, objects: readonly KeptObject[]): CaptureTable {
  const readers = readersOf(tables);
  const columns = OBJECT_COLUMNS.map((description): EvidenceColumn<KeptObject> => ({
    description,
    read: readers[description.id],
  }));
  const { id, noun } = OBJECT_TABLE;
  return evidenceTable({ id, noun, columns, measures: OBJECT_MEASURES }, { seen: objects });
}

function readersOf({
  packets,
  sources,
  addresses,
}: CaptureTables): Readonly<Record<ColumnId, (object: KeptObject) => string | number>> {
  const { ends } = sources;
  const flowOf = ({ packet }: KeptObject): number => packets.flow[packet];
  const address = (object: KeptObject, isSource: boolean): string => {
    const flow = flowOf(object);
    return addresses.text(isSource ? ends.source(flow) : ends.destination(flow));
  };
  const port = (object: KeptObject, isSource: boolean): number =>
    isSource ? ends.sourcePort(flowOf(object)) : ends.destinationPort(flowOf(object));
  return {
    time: ({ packet }) => packets.timeNs[packet],
    protocol: ({ protocol }) => protocol,
    name: ({ name }) => name,
    type: ({ type }) => type,
    content: ({ content }) => content,
    size: ({ size }) => size,
    state: ({ trouble }) => (trouble === undefined ? 'complete' : 'incomplete'),
    why: ({ trouble }) => (trouble === undefined ? '' : TROUBLE_WORDS[trouble]),
    missing: ({ missing }) => missing,
    sha256: ({ sha256 }) => sha256,
    flow: flowOf,
    packet: ({ packet }) => packet + 1,
    src: (object) => address(object, object.way === 0),
    src_port: (object) => port(object, object.way === 0),
    dst: (object) => address(object, object.way === 1),
    dst_port: (object) => port(object, object.way === 1),
    decrypted: ({ source }) => (source.type === 'tls' ? 'decrypted' : ''),
  };
}
