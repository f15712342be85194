/** Members of packet events that are made only for code that names them. */
export const HEADER_MEMBERS = [
  'seq',
  'ackNumber',
  'window',
  'ttl',
  'ipId',
  'vlan',
  'interface',
  'srcMac',
  'dstMac',
  'icmpType',
  'icmpCode',
] as const;
export type HeaderMember = (typeof HEADER_MEMBERS)[number];

/** What a module names of events, beyond what every packet event has. What it does not name is not made. */
export interface EventNeeds {
  readonly payload: boolean;
  readonly header: boolean;
  readonly members: readonly HeaderMember[];
  /** Whatever may be the id of a decoded field. */
  readonly fields: readonly string[];
  /** Columns of flows; `tags` is one. */
  readonly flowColumns: readonly string[];
  /** All words: whichever may be a member of an event that is no packet. */
  readonly words: readonly string[];
  /** What is needed to meter packets again, for plugins. */
  readonly metered?: boolean;
  /** Events in the order of their times, those of one time as they stand in the file; else in that of the file. */
  readonly order?: 'time' | undefined;
}

/** Code that names none of it. */
export const NO_NEEDS: EventNeeds = {
  payload: false,
  header: false,
  members: [],
  fields: [],
  flowColumns: [],
  words: [],
};

/** More names, and more words, than any module has use for. */
const MOST_NAMES = 256;
const MOST_WORDS = 20_000;

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
    // What `printer` writes has the beginning of the payload.
    payload: words.has('payload') || words.has('text') || words.has('printer'),
    header: words.has('header'),
    members: HEADER_MEMBERS.filter((member) => words.has(member)),
    fields: namesIn(code, FIELD),
    flowColumns: words.has('tags') ? [...new Set([...flowColumns, 'tags'])] : flowColumns,
    words: [...words].slice(0, MOST_WORDS),
  };
}

/** Whether code can have plugins, links, taggers or printers: it names what makes them. */
export function mayHaveOperators(code: string): boolean {
  return /\b(?:FlowPlugin|link|tagger|linkFlows|tagFlows|source)\b/.test(code);
}

/** True if bytes of packets are wanted, which costs another reading of the file. */
export function needsBytes({ payload, header, members, fields }: EventNeeds): boolean {
  return payload || header || fields.length > 0 || members.some((member) => member !== 'interface');
}

function namesIn(code: string, pattern: RegExp): readonly string[] {
  return [...new Set([...code.matchAll(pattern)].map(([, , name = '']) => name))].slice(0, MOST_NAMES);
}
