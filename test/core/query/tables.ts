import type {
  Column,
  ColumnDescription,
  ColumnKind,
  DictionaryColumn,
  NumberColumn,
  Rows,
} from '../../../src/core/model/column.ts';

/** A description for tests, of which only the given parts matter. */
export function description(id: string, kind: ColumnKind, unit = ''): ColumnDescription {
  return { id, label: id, kind, group: '', unit, help: '', formula: '' };
}

/** A column over plain numbers. */
export function numbers(id: string, kind: ColumnKind, values: readonly number[], unit = ''): NumberColumn {
  return { type: 'number', description: description(id, kind, unit), number: (row) => values[row] };
}

/** A dictionary column; undefined is a row without a text. */
export function texts(
  id: string,
  values: readonly (string | undefined)[],
  kind: ColumnKind = 'text',
): DictionaryColumn & { readonly asked: number[] } {
  const words = [...new Set(values.filter((value) => value !== undefined))];
  const asked: number[] = [];
  return {
    type: 'dictionary',
    description: description(id, kind),
    asked,
    code: (row) => words.indexOf(values[row] ?? '\0'),
    size: () => words.length,
    text: (code) => {
      asked.push(code);
      return words[code];
    },
  };
}

/** A table of columns, found by their ids. */
export function table(length: number, ...columns: readonly Column[]): Rows {
  return { length, columns: new Map(columns.map((column) => [column.description.id, column])) };
}

/** Six flows to ask about. */
export function sixFlows(): Rows {
  return table(
    6,
    texts('src_ip', ['10.0.0.1', '10.1.2.3', '192.168.0.7', 'fe80::1', '10.0.0.11', '00:1b:21:aa:bb:cc'], 'address'),
    numbers('src_port', 'integer', [5000, 443, 53, 5353, 80, 0]),
    texts('dst_ip', ['10.0.0.11', '8.8.8.8', '10.0.0.1', 'ff02::fb', '1.1.1.1', 'ff:ff:ff:ff:ff:ff'], 'address'),
    numbers('dst_port', 'integer', [443, 6000, 53, 5353, 7000, 0]),
    numbers('protocol', 'integer', [6, 6, 17, 17, 6, 1]),
    texts('protocol_name', ['TCP', 'TCP', 'UDP', 'UDP', 'TCP', undefined]),
    numbers('bidirectional_bytes', 'bytes', [100, 2000, 1024, 5_000_000, 2048, 60], 'B'),
    numbers('bidirectional_duration_ms', 'milliseconds', [0, 1500, 20, 2, 3_600_000, 1], 'ms'),
    numbers(
      'bidirectional_first_seen_ms',
      'epoch-ms',
      [0, 1, 2, 3, 4, 5].map((day) => Date.UTC(2024, 0, 1 + day)),
    ),
    numbers('mean', 'float', [Number.NaN, 1.5, 2, 2.5, -1, 0]),
    numbers('time', 'relative-ns', [0, 5e8, 1e9, 1.5e9, 2e9, 1001], 's'),
    texts('flags', ['SYN', 'SYN ACK', '', 'PSH ACK', 'FIN', 'he said "go\\"']),
    { type: 'list', description: description('splt_ps', 'list', 'B'), list: (row) => [row, 1460, -1] },
  );
}
