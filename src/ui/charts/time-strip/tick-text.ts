import { formatDurationNs } from '../../../base/format.ts';
import type { TimeRange } from '../../../core/model/question.ts';

const MINUTE = 60e9;
const HOUR = 3600e9;
const DAY = 86_400e9;
/** Units that bases are whole numbers of, ns. */
const BASES = [1e3, 1e6, 1e9, MINUTE, HOUR, DAY] as const;
const NO_BREAK_SPACE = '\u00a0';
const MINUS = '\u2212';
/** Digits after the point, and units of one time, that are still read at a glance. */
const MOST_DECIMALS = 3;
const MOST_PARTS = 2;

/**
 * The round time that ticks are told from, where they would differ only far behind: years into a capture all would be
 * “1648 d 17 h”. undefined: they are told from the first packet.
 * @param step from tick to tick, ns
 */
export function tickBase({ fromNs, toNs }: TimeRange, step: number): number | undefined {
  if (!(step > 0)) return undefined;
  const largest = Math.max(Math.abs(fromNs), Math.abs(toNs));
  const plain =
    largest < MINUTE ? decimalsOf(step, unitOf(largest)) <= MOST_DECIMALS : partsOf(largest, step) <= MOST_PARTS;
  if (plain) return undefined;
  const unit = BASES.find((size) => size >= toNs - fromNs) ?? DAY;
  return Math.floor(fromNs / unit) * unit;
}

/** A tick's time since the first packet, or since the base with a plus sign; exact to the step. */
export function tickText(ns: number, step: number, view: TimeRange, baseNs: number | undefined): string {
  const offset = baseNs === undefined ? ns : ns - baseNs;
  const largest = Math.max(Math.abs(view.fromNs - (baseNs ?? 0)), Math.abs(view.toNs - (baseNs ?? 0)));
  const text =
    largest < 2 * MINUTE && (baseNs !== undefined || largest < MINUTE)
      ? decimalText(Math.abs(offset), step, unitOf(Math.min(largest, MINUTE - 1)))
      : partsText(Math.abs(offset), step);
  return (offset < 0 ? MINUS : baseNs === undefined ? '' : '+') + text;
}

/** How long a folded silence was. */
export function silenceText({ fromNs, toNs }: TimeRange): string {
  return formatDurationNs(toNs - fromNs);
}

interface Unit {
  readonly name: string;
  readonly ns: number;
}

const UNITS: readonly Unit[] = [
  { name: 'ns', ns: 1 },
  { name: 'µs', ns: 1e3 },
  { name: 'ms', ns: 1e6 },
  { name: 's', ns: 1e9 },
];

/** The largest unit of which a time has at least one. */
function unitOf(ns: number): Unit {
  return UNITS.findLast((unit) => ns >= unit.ns) ?? { name: 'ns', ns: 1 };
}

/** Digits after the point that tell ticks apart. */
function decimalsOf(step: number, unit: Unit): number {
  return Math.max(0, Math.ceil(Math.log10(unit.ns / step) - 1e-9));
}

function decimalText(ns: number, step: number, unit: Unit): string {
  return `${(ns / unit.ns).toFixed(decimalsOf(step, unit))}${NO_BREAK_SPACE}${unit.name}`;
}

const PARTS: readonly Unit[] = [
  { name: 'd', ns: DAY },
  { name: 'h', ns: HOUR },
  { name: 'min', ns: MINUTE },
  { name: 's', ns: 1e9 },
];

/** Units from the largest that a time has to the one that the step needs. */
function partsOf(ns: number, step: number): number {
  const first = PARTS.findIndex((part) => ns >= part.ns);
  const last = PARTS.findIndex((part) => step % part.ns === 0);
  return (last < 0 ? PARTS.length : last) - first + 1;
}

/** Days, hours, minutes and seconds, without those that are 0; fractions of a second as the step needs. */
function partsText(ns: number, step: number): string {
  let rest = ns;
  const texts: string[] = [];
  for (const part of PARTS) {
    const isLast = part.name === 's';
    const count = isLast ? rest / part.ns : Math.floor(rest / part.ns);
    rest -= Math.floor(count) * part.ns;
    const digits = isLast ? decimalsOf(step, part) : 0;
    if (count > 0 && Number(count.toFixed(digits)) > 0) texts.push(count.toFixed(digits) + NO_BREAK_SPACE + part.name);
  }
  return texts.length === 0 ? `0${NO_BREAK_SPACE}s` : texts.join(NO_BREAK_SPACE);
}
