const NS_PER_SECOND = 1_000_000_000n;
/** Seconds that a double cannot hold are given as multiples of this, which it can, and the rest as nanoseconds. */
const FAR_STEP = 65_536n;

/** A time as two doubles whose sum is exact. `nanoseconds`: from 0 to a second; beyond 2^53 seconds, to 65,536 seconds. */
export interface ExactTime {
  readonly seconds: number;
  readonly nanoseconds: number;
}

/** Splits a time, or a difference of times. Up to 2^68 seconds either way. */
export function exactTime(ns: bigint): ExactTime {
  const seconds = floorDivided(ns, NS_PER_SECOND);
  const near = Number(seconds);
  const whole = Number.isSafeInteger(near) ? seconds : floorDivided(seconds, FAR_STEP) * FAR_STEP;
  return { seconds: Number(whole), nanoseconds: Number(ns - whole * NS_PER_SECOND) };
}

/** The time that two whole numbers stand for. */
export function exactNs({ seconds, nanoseconds }: ExactTime): bigint {
  return BigInt(seconds) * NS_PER_SECOND + BigInt(nanoseconds);
}

/** Nanoseconds as seconds in decimal digits: "-1.500000000". */
export function secondsOf(ns: bigint): string {
  const size = ns < 0n ? -ns : ns;
  return `${ns < 0n ? '-' : ''}${size / NS_PER_SECOND}.${(size % NS_PER_SECOND).toString().padStart(9, '0')}`;
}

/** Division that rounds down, whatever the sign. */
export function floorDivided(value: bigint, by: bigint): bigint {
  const rounded = value / by;
  return value < 0n && rounded * by !== value ? rounded - 1n : rounded;
}
