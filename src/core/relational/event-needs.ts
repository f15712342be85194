import { HEADER_MEMBERS, type EventNeeds } from '../model/event-needs.ts';

/** More names than any module has use for. */
const MOST_NAMES = 256;

/** What may be the id of a decoded field, as a text or a key in quotes. */
const FIELD = /(['"`])([A-Za-z][\w-]*(?:\.[\w-]+)+)\1/g;
const FLOW_COLUMN = /\bflowValue\(\s*(['"`])([\w.-]+)\1/g;

/** What the module gives, and calls of it: `window` is a member of packets, too. */
const OTHER_WORDS = /\bimport\s*\{[^}]*\}|\bwindow\s*\(/g;

/** What compiled code names of events: anywhere in it, since nobody can say what reaches an event. */
export function eventNeeds(code: string): EventNeeds {
  const words = new Set(code.replace(OTHER_WORDS, '').match(/[A-Za-z]\w*/g));
  const flowColumns = namesIn(code, FLOW_COLUMN);
  return {
    payload: words.has('payload') || words.has('text'),
    header: words.has('header'),
    members: HEADER_MEMBERS.filter((member) => words.has(member)),
    fields: namesIn(code, FIELD),
    flowColumns: words.has('tags') ? [...new Set([...flowColumns, 'tags'])] : flowColumns,
  };
}

/** True if bytes of packets are wanted, which costs another reading of the file. */
export function needsBytes({ payload, header, members, fields }: EventNeeds): boolean {
  return payload || header || fields.length > 0 || members.some((member) => member !== 'interface');
}

function namesIn(code: string, pattern: RegExp): readonly string[] {
  return [...new Set([...code.matchAll(pattern)].map(([, , name = '']) => name))].slice(0, MOST_NAMES);
}
