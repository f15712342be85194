import type { Column } from '../../model/column.ts';
import { ENCAPSULATED, TAGGED } from './equivalent-addresses.ts';
import type { DialectName, Role, Term } from './equivalent-types.ts';
import { plainNumber, readQuantity } from '../filter/quantity.ts';
import type { Comparison, Operator } from '../filter/syntax.ts';

export const FRAGMENTED = 'IP fragments';
export const EXTENDED = 'IPv6 packets with extension headers';

const HIGHEST_PORT = 65_535;
/** A packet that an ICMP error quotes has ports, too, in Wireshark's eyes. */
const NOT_QUOTED = 'not (icmp or icmpv6)';
const PORT_FIELDS: Readonly<Record<Role, readonly [string, string]>> = {
  source: ['srcport', 'src '],
  destination: ['dstport', 'dst '],
  either: ['port', ''],
};

/** Ports of TCP and UDP: `=`, `!=`, `in`, `>`, `>=`. Below and at most would keep packets without ports. */
export function portTerm(name: DialectName, role: Role, { operator, values }: Comparison): Term | undefined {
  const ports = values.map(({ text }) => plainNumber(text));
  const good = ports.filter((port) => port !== undefined && Number.isInteger(port) && port > 0 && port < HIGHEST_PORT);
  if (good.length !== ports.length) return undefined;
  const ranges = good.map((port) => rangeOf(operator, port ?? 0));
  if (ranges.includes(undefined)) return undefined;
  const tests = ranges.flatMap((range) => (range === undefined ? [] : portTests(name, role, range)));
  const text = name === 'display' ? `(${tests.join(' or ')}) and ${NOT_QUOTED}` : tests.join(' or ');
  const unlike = name === 'display' ? [FRAGMENTED, ENCAPSULATED] : [EXTENDED, TAGGED, ENCAPSULATED];
  return { text: operator === '!=' ? `not (${text})` : text, unlike, compound: true };
}

type Range = readonly [number, number];

function rangeOf(operator: Operator, port: number): Range | undefined {
  switch (operator) {
    case '=':
    case '!=':
    case 'in':
      return [port, port];
    case '>':
      return [port + 1, HIGHEST_PORT];
    case '>=':
      return [port, HIGHEST_PORT];
    default:
      return undefined;
  }
}

function portTests(name: DialectName, role: Role, [first, last]: Range): readonly string[] {
  const [field, side] = PORT_FIELDS[role];
  return ['tcp', 'udp'].map((protocol) => {
    if (name === 'display') return `${protocol}.${field} ${first === last ? '==' : '>='} ${first}`;
    return first === last ? `${protocol} ${side}port ${first}` : `${protocol} ${side}portrange ${first}-${last}`;
  });
}

/** Comparisons of numbers as Wireshark and libpcap write them. */
export const RELATIONS: Readonly<Partial<Record<Operator, string>>> = {
  '=': '==',
  '!=': '!=',
  '<': '<',
  '<=': '<=',
  '>': '>',
  '>=': '>=',
};

/** Numbers that every packet has. undefined if the language has no word for the field, or the value none. */
export function numberTerm(
  field: string | undefined,
  { operator, values }: Comparison,
  column: Column,
  display: boolean,
): Term | undefined {
  const relation = operator === 'in' ? '==' : RELATIONS[operator];
  if (field === undefined || relation === undefined) return undefined;
  const tests: string[] = [];
  for (const word of values) {
    const number = readQuantity(word, column.description);
    if (!number.ok || !Number.isInteger(number.value) || number.value < 0 || number.value > 0xffffffff * 1e9)
      return undefined;
    if (!display && number.value > 0xffffffff) return undefined;
    tests.push(`${field} ${relation} ${valueText(number.value, column)}`);
  }
  return { text: tests.join(' or '), unlike: [], compound: tests.length > 1 };
}

/** Times in seconds with nine places. */
function valueText(value: number, column: Column): string {
  if (column.description.kind !== 'relative-ns') return String(value);
  return `${Math.floor(value / 1e9)}.${String(value % 1e9).padStart(9, '0')}`;
}
