import { formatCountOf } from '../../base/format.ts';
import { visibleText } from '../../base/text.ts';
import type { ColumnDescription } from '../../core/model/column.ts';
import type { PacketFormat, RowFormat } from '../../core/model/export.ts';
import type { KnownField } from '../../core/model/field.ts';
import type { TableDescription } from '../../core/model/table.ts';
import { useOfferedCommands, type Command } from '../../state/commands.ts';
import type { ColumnChoice } from '../../state/export.ts';
import type { FilterExample } from '../filter/filter-example.ts';
import { usedFilters } from '../filter/filter-history.ts';
import { describeFields } from '../table/field-columns.ts';
import { resetColumns, toggleColumn } from '../table/view-changes.ts';
import type { GridColumn, GridView } from '../table/types.ts';

/** A table on screen, as far as it is told what to do. */
export interface CommandedTable {
  readonly description: TableDescription;
  readonly columns: readonly GridColumn[];
  /** Ids of the columns shown, in order. */
  readonly shown: readonly string[];
  readonly view: GridView & { readonly filter: string };
  /** Rows that it shows. */
  readonly count: number;
  readonly examples: readonly FilterExample[];
  readonly onView: (change: Partial<GridView>) => void;
  readonly onFilter: (filter: string) => void;
  /** Name of the columns that others expect in a file. */
  readonly presetName: string | undefined;
  readonly onRows: (format: RowFormat, columns: ColumnChoice) => void;
  readonly onPackets: (format: PacketFormat) => void;
  /** Puts the focus into the rows. */
  readonly onGo: () => void;
  /** Decoded fields that may be columns too. */
  readonly decoded?: () => Promise<readonly KnownField[]>;
}

/** Adds what can be done with a table to the list of all actions, while it is on screen. */
export function useTableCommands(table: CommandedTable): void {
  useOfferedCommands({
    list: () => tableCommands(table),
    further: async () => decodedCommands(table, (await table.decoded?.()) ?? []),
  });
}

/** What can be done with a table: its filter, columns, order and files. */
export function tableCommands(table: CommandedTable): readonly Command[] {
  return [
    ...filterCommands(table),
    ...exportCommands(table),
    ...columnCommands(
      table,
      table.columns.map(({ description }) => description),
    ),
    ...orderCommands(table),
  ];
}

/** Decoded fields that are no columns yet. */
export function decodedCommands(table: CommandedTable, fields: readonly KnownField[]): readonly Command[] {
  const own = new Set(table.columns.map(({ description }) => description.id));
  return columnCommands(
    table,
    describeFields(fields).filter(({ id }) => !own.has(id)),
  );
}

function filterCommands({ description, view, examples, onFilter, onGo }: CommandedTable): readonly Command[] {
  const { id: table, nouns } = description;
  const filtering = (filter: string, group: string, words: string): Command => ({
    id: `${table}-filter-${filter}`,
    title: `Filter ${nouns}: ${visibleText(filter)}`,
    group,
    words,
    keys: [],
    onlySearched: true,
    run: () => onFilter(filter),
  });
  const used = usedFilters(table);
  return [
    {
      id: `${table}-go`,
      title: `Go to the table of ${nouns}`,
      group: 'Table',
      keys: [],
      words: 'rows grid',
      run: onGo,
    },
    ...(view.filter === ''
      ? []
      : [
          {
            id: `${table}-unfilter`,
            title: `Clear the filter of ${nouns}`,
            group: 'Filter',
            keys: [],
            words: 'all rows reset',
            run: () => onFilter(''),
          },
        ]),
    ...used.map((filter) => filtering(filter, 'Used before', 'history')),
    ...examples
      .filter(({ filter }) => !used.includes(filter))
      .map(({ filter, keeps }) => filtering(filter, 'Example', keeps)),
  ];
}

const ROW_FORMATS: readonly (readonly [RowFormat, string])[] = [
  ['csv', 'CSV'],
  ['ndjson', 'NDJSON'],
  ['parquet', 'Parquet'],
];

const CHOICES: Readonly<Record<ColumnChoice, (preset: string) => string>> = {
  shown: () => '',
  all: () => ', all columns',
  preset: (name) => `, ${name} columns`,
};

function exportCommands({ description, count, presetName, onRows, onPackets }: CommandedTable): readonly Command[] {
  if (count === 0) return [];
  const { id: table, noun, nouns, isPackets } = description;
  const rows = formatCountOf(count, noun, nouns);
  const words = 'save download file';
  const ofRows = ([format, name]: readonly [RowFormat, string], columns: ColumnChoice): Command => ({
    id: `${table}-${format}-${columns}`,
    title: `Export ${rows} as ${name}${CHOICES[columns](presetName ?? '')}`,
    group: 'Export',
    words,
    keys: [],
    onlySearched: columns !== 'shown',
    run: () => onRows(format, columns),
  });
  const ofPackets = (format: PacketFormat): Command => ({
    id: `${table}-${format}`,
    title: `Export ${isPackets ? rows : `the packets of ${rows}`} as ${format}`,
    group: 'Export',
    words,
    keys: [],
    run: () => onPackets(format),
  });
  return [
    ...ROW_FORMATS.map((format) => ofRows(format, 'shown')),
    ...ROW_FORMATS.map((format) => ofRows(format, 'all')),
    ...(presetName === undefined ? [] : ROW_FORMATS.map((format) => ofRows(format, 'preset'))),
    ofPackets('pcapng'),
    ofPackets('pcap'),
  ];
}

function columnCommands(
  { description, shown, view, onView }: CommandedTable,
  columns: readonly ColumnDescription[],
): readonly Command[] {
  return columns.map(({ id, label, group }) => {
    const isShown = shown.includes(id);
    const name = label === '' || label === id ? id : `${label} (${id})`;
    return {
      id: `${description.id}-column-${id}`,
      title: `${isShown ? 'Hide' : 'Show'} the column ${name}`,
      group: `Columns of ${description.nouns}`,
      words: `show hide toggle ${group}`,
      keys: [],
      onlySearched: true,
      run: () => onView(toggleColumn(view, shown, id)),
    };
  });
}

function orderCommands({ description, columns, shown, view, onView }: CommandedTable): readonly Command[] {
  const { id: table } = description;
  const group = `Order of ${description.nouns}`;
  const sorting = ({ description: { id, label } }: GridColumn, descending: boolean): Command => ({
    id: `${table}-sort-${id}-${descending ? 'down' : 'up'}`,
    title: `Sort by ${label}, ${descending ? 'descending' : 'ascending'}`,
    group,
    words: `order ${id} ${descending ? 'largest first newest' : 'smallest first oldest'}`,
    keys: [],
    onlySearched: true,
    run: () => onView({ sort: { column: id, descending } }),
  });
  const sortable = columns.filter((column) => column.sortable && shown.includes(column.description.id));
  return [
    ...sortable.flatMap((column) => [sorting(column, true), sorting(column, false)]),
    ...(view.sort === undefined
      ? []
      : [
          {
            id: `${table}-unsort`,
            title: `Do not sort ${description.nouns}`,
            group,
            keys: [],
            run: () => onView({ sort: undefined }),
          },
        ]),
    {
      id: `${table}-columns-reset`,
      title: `Columns of ${description.nouns} as at first`,
      group: 'Columns',
      keys: [],
      words: 'reset',
      run: () => onView(resetColumns()),
    },
  ];
}
