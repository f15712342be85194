import { parseAddress } from '../../base/addresses.ts';
import type { CapturedField, Match, MatchSet } from '../model/match.ts';

/** What all values of a name have in common. */
export type CapturedKind = 'integer' | 'float' | 'time' | 'address' | 'text';

/** All that was captured under one name. */
export interface CapturedName {
  readonly name: string;
  readonly kind: CapturedKind;
  /** What each class or sequence captures under it, by its place in the match set. */
  readonly kinds: ReadonlyMap<number, CapturedKind>;
}

/** Columns of captured values; what is beyond stands in the column of all captured values. */
const MOST_NAMES = 64;

/** The names under which values were captured, in the order of their first match, with what they are. */
export function capturedNames({ matches }: MatchSet, timeNs: ArrayLike<number>): CapturedName[] {
  const seen = new Map<string, Map<number, Kinds>>();
  for (const match of matches)
    for (const field of match.fields) {
      let byClass = seen.get(field.name);
      if (byClass === undefined) {
        if (seen.size >= MOST_NAMES || field.name === NOT_SHOWN) continue;
        seen.set(field.name, (byClass = new Map<number, Kinds>()));
      }
      let kinds = byClass.get(match.flowClass);
      if (kinds === undefined) byClass.set(match.flowClass, (kinds = new Kinds()));
      // An empty text stands for what was not captured yet.
      if (field.value !== '') kinds.add(field, match, timeNs);
    }
  return [...seen].map(([name, byClass]) => {
    const kinds = new Map([...byClass].map(([flowClass, all]) => [flowClass, all.kind()] as const));
    return { name, kind: commonKind([...kinds.values()]), kinds };
  });
}

/** Name of the field that says what is not shown. */
const NOT_SHOWN = '…';

/** Whole numbers are numbers like others, and times are seconds; of anything else only texts are compared. */
function commonKind(kinds: readonly CapturedKind[]): CapturedKind {
  const [first = 'text'] = kinds;
  if (kinds.every((kind) => kind === first)) return first;
  return kinds.every((kind) => kind !== 'text' && kind !== 'address') ? 'float' : 'text';
}

/** What the values of one name of one class can still be. */
class Kinds {
  private isEmpty = true;
  private isNumber = true;
  private isWhole = true;
  private isTime = true;
  private isAddress = true;

  add({ value, number }: CapturedField, match: Match, timeNs: ArrayLike<number>): void {
    this.isEmpty = false;
    if (number === undefined) this.isNumber = this.isTime = false;
    else {
      this.isAddress = false;
      if (!Number.isInteger(number)) this.isWhole = false;
      if (this.isTime && packetAt(number, match, timeNs) === undefined) this.isTime = false;
    }
    if (this.isAddress && parseAddress(value) === undefined) this.isAddress = false;
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
export function packetAt(seconds: number, { packets }: Match, timeNs: ArrayLike<number>): number | undefined {
  return packets.find((packet) => timeNs[packet] / 1e9 === seconds);
}
