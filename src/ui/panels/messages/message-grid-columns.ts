import type { ColumnDescription } from '../../../core/model/column.ts';
import { gridColumns } from '../../table/grid-columns.ts';
import { packetGridColumns, type PacketTimes } from '../../table/packet-grid-columns.ts';
import type { CellContext, GridColumn } from '../../table/types.ts';

const COLUMNS_AT_FIRST: readonly string[] = [
  'number',
  'time',
  'protocol',
  'kind',
  'src',
  'dst',
  'summary',
  'name',
  'code',
  'status',
  'answers',
  'latency',
  'pairing',
  'partner',
  'packet',
];

/** Columns that are shown at first: whether a message was decrypted, if any was. */
export function messageColumnsAtFirst(anyDecrypted: boolean): readonly string[] {
  return anyDecrypted
    ? COLUMNS_AT_FIRST.flatMap((id) => (id === 'kind' ? [id, 'encryption'] : [id]))
    : COLUMNS_AT_FIRST;
}

const WIDTHS: Readonly<Record<string, number>> = {
  number: 66,
  kind: 108,
  summary: 420,
  name: 190,
  target: 220,
  status: 130,
  answers: 200,
  cipher: 230,
  agent: 200,
  issuer: 240,
  subject: 240,
  alt_names: 240,
  details: 300,
  ja3: 240,
  ja4: 300,
  hassh: 240,
};

/** Columns of the grid of messages; numbers that are not there are empty. */
export function messageGridColumns(
  descriptions: readonly ColumnDescription[],
  times: PacketTimes,
): readonly GridColumn[] {
  const [time] = packetGridColumns(
    descriptions.filter(({ kind }) => kind === 'relative-ns'),
    times,
  );
  const changes = Object.fromEntries(
    descriptions.map((description): [string, Partial<GridColumn>] => {
      const { id, kind } = description;
      const width = WIDTHS[id];
      const wide = width === undefined ? {} : { width };
      const isNumber = kind === 'integer' || kind === 'bytes' || kind === 'milliseconds';
      return [id, isNumber ? { ...wide, ...emptyWithout(description) } : wide];
    }),
  );
  return gridColumns(descriptions, { ...changes, ...(time !== undefined && { time }) });
}

/** -1 stands for none. */
function emptyWithout(description: ColumnDescription): Partial<GridColumn> {
  const [plain] = gridColumns([description]);
  return { text: (context: CellContext) => (context.cell === -1 ? '' : (plain?.text(context) ?? '')) };
}
