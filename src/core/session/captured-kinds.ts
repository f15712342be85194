import { parseAddress } from '../../base/addresses.ts';
import type { MatchSet } from '../model/match.ts';
import { startOf } from '../relational/match-list.ts';

/** What all values of a name have in common. */
export type CapturedKind = 'integer' | 'float' | 'time' | 'address' | 'text';

/** All that was captured under one name. */
export interface CapturedName {
  readonly name: string;
  /** Its place among the names of the columns. */
  readonly at: number;
  readonly kind: CapturedKind;
  /** What each class or sequence captures under it, by its place in the match set. */
  readonly kinds: ReadonlyMap<number, CapturedKind>;
}

/** Columns of captured values; what is beyond stands in the column of all captured values. */
const MOST_NAMES = 64;

/** The names under which values were captured, in the order of their first match, with what they are. */
export function capturedNames(set: MatchSet, timeNs: ArrayLike<number>): CapturedName[] {
  const { names } = set.matches.columns;
  return [...kindsOf(set, timeNs)].map(([at, byClass]) => {
    const kinds = new Map([...byClass].map(([flowClass, all]) => [flowClass, all.kind()] as const));
    return { name: names[at], at, kind: commonKind([...kinds.values()]), kinds };
  });
}

/** By the place of the name and of the class. */
function kindsOf(set: MatchSet, timeNs: ArrayLike<number>): Map<number, Map<number, Kinds>> {
  const { fieldEnd, fieldName, fieldValue, flowClass, names, texts } = set.matches.columns;
  const seen = new Map<number, Map<number, Kinds>>();
  const values = new Values(set, timeNs);
  for (let row = 0; row < fieldEnd.length; row++)
    for (let field = startOf(fieldEnd, row); field < fieldEnd[row]; field++) {
      const name = fieldName[field] >> 1;
      const isText = (fieldName[field] & 1) === 1;
      let byClass = seen.get(name);
      if (byClass === undefined) {
        if (seen.size >= MOST_NAMES || names[name] === NOT_SHOWN) continue;
        seen.set(name, (byClass = new Map<number, Kinds>()));
      }
      let kinds = byClass.get(flowClass[row]);
      if (kinds === undefined) byClass.set(flowClass[row], (kinds = new Kinds(values)));
      if (!isText) kinds.addNumber(fieldValue[field], row);
      // An empty text stands for what was not captured yet.
      else if (texts[fieldValue[field]] !== '') kinds.addText(fieldValue[field]);
    }
  return seen;
}

/** Name of the field that says what is not shown. */
const NOT_SHOWN = '…';

/** Whole numbers are numbers like others, and times are seconds; of anything else only texts are compared. */
function commonKind(kinds: readonly CapturedKind[]): CapturedKind {
  const [first = 'text'] = kinds;
  if (kinds.every((kind) => kind === first)) return first;
  return kinds.every((kind) => kind !== 'text' && kind !== 'address') ? 'float' : 'text';
}

/** What is known of single values. */
class Values {
  /** By text: 0: not looked at, 1: an address, 2: none. */
  private readonly addresses: Uint8Array;

  constructor(
    private readonly set: MatchSet,
    private readonly timeNs: ArrayLike<number>,
  ) {
    this.addresses = new Uint8Array(set.matches.columns.texts.length);
  }

  isAddress(text: number): boolean {
    if (this.addresses[text] === 0)
      this.addresses[text] = parseAddress(this.set.matches.columns.texts[text]) === undefined ? 2 : 1;
    return this.addresses[text] === 1;
  }

  isTime(seconds: number, row: number): boolean {
    return packetAt(seconds, row, this.set, this.timeNs) !== undefined;
  }
}

/** What the values of one name of one class can still be. */
class Kinds {
  private isEmpty = true;
  private isNumber = true;
  private isWhole = true;
  private isTime = true;
  private isAddress = true;

  constructor(private readonly values: Values) {}

  addNumber(number: number, row: number): void {
    this.isEmpty = this.isAddress = false;
    if (!Number.isInteger(number)) this.isWhole = false;
    if (this.isTime && !this.values.isTime(number, row)) this.isTime = false;
  }

  addText(text: number): void {
    this.isEmpty = this.isNumber = this.isTime = false;
    if (this.isAddress && !this.values.isAddress(text)) this.isAddress = false;
  }

  kind(): CapturedKind {
    if (this.isEmpty) return 'text';
    if (this.isNumber) {
      if (this.isWhole) return 'integer';
      return this.isTime ? 'time' : 'float';
    }
    return this.isAddress ? 'address' : 'text';
  }
}

/** The packet of a match whose time a number is, to the last bit: such numbers are times, not durations. */
export function packetAt(
  seconds: number,
  row: number,
  { matches }: MatchSet,
  timeNs: ArrayLike<number>,
): number | undefined {
  return matches.packetsOf(row).find((packet) => timeNs[packet] / 1e9 === seconds);
}
