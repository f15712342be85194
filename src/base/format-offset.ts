import { formatSeconds } from './format.ts';

const NO_BREAK_SPACE = '\u00a0';
const NS_PER_MINUTE = 60e9;
const NS_PER_HOUR = 3600e9;

/** Units of an offset that are above its seconds, ns. */
const UNITS = [
  { name: 'd', ns: 86_400e9 },
  { name: 'h', ns: NS_PER_HOUR },
  { name: 'min', ns: NS_PER_MINUTE },
] as const;

/**
 * A time since the first packet that can be read: "791.123456 s", from an hour on "1645 d 5 h 40 min 34.466761 s". Cut like
 * formatSeconds. `digits` of the second.
 */
export function formatOffset(ns: number, digits: 3 | 6 | 9 = 6): string {
  return Math.abs(ns) < NS_PER_HOUR ? plainSeconds(ns, digits) : partsText(ns, 0, digits);
}

/** Two such times as "a to b"; days, hours and minutes that they share are said once, with a plus sign behind. */
export function formatOffsets(fromNs: number, toNs: number, digits: 3 | 6 | 9 = 6): string {
  const shared = fromNs < NS_PER_HOUR ? 0 : sharedUnits(fromNs, toNs);
  if (shared === 0) return `${formatOffset(fromNs, digits)} to ${formatOffset(toNs, digits)}`;
  const unit = UNITS[shared - 1]?.ns ?? NS_PER_MINUTE;
  const baseNs = Math.floor(fromNs / unit) * unit;
  const from = partsText(fromNs, shared, digits);
  return `${formatWholeOffset(baseNs)} + ${from} to ${partsText(toNs, shared, digits)}`;
}

/** A round time since the first packet, without zeros at its end: "2 min 5 s", "1.25 s". */
export function formatWholeOffset(ns: number): string {
  const text = Math.abs(ns) < NS_PER_MINUTE ? plainSeconds(ns, 9) : partsText(ns, 0, 9);
  const trimmed = text.replace(/\.?0+(?= s$)/, '');
  return trimmed.replace(/ 0 s$/, '');
}

/** How many of the units, from the largest, are the same in both. */
function sharedUnits(fromNs: number, toNs: number): number {
  return UNITS.filter(({ ns }) => Math.floor(fromNs / ns) === Math.floor(toNs / ns)).length;
}

function plainSeconds(ns: number, digits: 3 | 6 | 9): string {
  return `${formatSeconds(ns, digits)} s`;
}

/** @param skipped units that stand elsewhere */
function partsText(ns: number, skipped: number, digits: 3 | 6 | 9): string {
  let rest = Math.abs(ns);
  const texts: string[] = [];
  UNITS.forEach(({ name, ns: size }, at) => {
    const count = Math.floor(rest / size);
    rest -= count * size;
    if (at >= skipped && count > 0) texts.push(`${count}${NO_BREAK_SPACE}${name}`);
  });
  texts.push(plainSeconds(rest, digits));
  return (ns < 0 ? '\u2212' : '') + texts.join(' ');
}
