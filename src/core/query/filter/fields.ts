import type { Column, Rows } from '../../model/column.ts';
import type { Reply } from '../../model/failure.ts';
import { answered, failed } from './failed.ts';
import { nearNames } from './near-names.ts';
import type { Word } from './syntax.ts';

/** Names that stand for two columns, either of which may fit; in the flow table and in the packet table. */
const EITHER: ReadonlyMap<string, readonly (readonly string[])[]> = new Map([
  [
    'ip',
    [
      ['src_ip', 'dst_ip'],
      ['src', 'dst'],
    ],
  ],
  [
    'addr',
    [
      ['src_ip', 'dst_ip'],
      ['src', 'dst'],
    ],
  ],
  ['port', [['src_port', 'dst_port']]],
  ['mac', [['src_mac', 'dst_mac']]],
  ['oui', [['src_oui', 'dst_oui']]],
]);

/** One table's name for what the other one calls differently. */
const TWINS: ReadonlyMap<string, string> = new Map([
  ['src', 'src_ip'],
  ['dst', 'dst_ip'],
  ['src_ip', 'src'],
  ['dst_ip', 'dst'],
]);

/** The columns that a field name means: one, or two for `ip`, `port`, `mac`. Names are read without regard to case. */
export function resolveField(field: Word, rows: Rows): Reply<readonly Column[]> {
  const name = field.text.toLowerCase();
  const direct = rows.columns.get(name) ?? rows.columns.get(TWINS.get(name) ?? '');
  if (direct !== undefined) return answered([direct]);
  const pair = eitherSide(name, rows);
  if (pair !== undefined) return answered(pair);
  const short = rows.columns.get(`bidirectional_${name}`) ?? rows.columns.get(`bidirectional_${name}_ms`);
  return short === undefined ? unknownField(field, rows) : answered([short]);
}

/** The column of names beside a column of numbers (`protocol_name` beside `protocol`), if there is one. */
export function namesBeside(column: Column, rows: Rows): Column | undefined {
  return rows.columns.get(`${column.description.id}_name`);
}

function eitherSide(name: string, rows: Rows): readonly Column[] | undefined {
  for (const ids of EITHER.get(name) ?? []) {
    const columns = ids.map((id) => rows.columns.get(id)).filter((column) => column !== undefined);
    if (columns.length === ids.length) return columns;
  }
  return undefined;
}

function unknownField(field: Word, rows: Rows): Reply<readonly Column[]> {
  const aliases = [...EITHER.keys()].filter((name) => eitherSide(name, rows) !== undefined);
  const near = nearNames(field.text, [...rows.columns.keys(), ...aliases]);
  const advice = near.length === 0 ? '' : ` Did you mean ${near.join(', ')}?`;
  return failed(`There is no field “${field.text}”.${advice}`, field.offset);
}
