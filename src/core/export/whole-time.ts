const NS_PER_SECOND = 1_000_000_000;

/** A time with its nanoseconds between 0 and 999,999,999, whatever they were before. */
export function wholeTime(
  seconds: number,
  nanoseconds: number,
): { readonly seconds: number; readonly nanoseconds: number } {
  const carried = Math.floor(nanoseconds / NS_PER_SECOND);
  return { seconds: seconds + carried, nanoseconds: nanoseconds - carried * NS_PER_SECOND };
}
