/**
 * The places of events in the order of their times, those of one time as they stand; undefined if they stand so already.
 * `timeNs`: the time of the event at a place.
 */
export function timeOrder(count: number, timeNs: (place: number) => number): Int32Array<ArrayBuffer> | undefined {
  const times = new Float64Array(count);
  let isSorted = true;
  for (let place = 0; place < count; place++) {
    times[place] = timeNs(place);
    if (place > 0 && times[place] < times[place - 1]) isSorted = false;
  }
  if (isSorted) return undefined;
  return Int32Array.from(times, (_, place) => place).sort((a, b) => times[a] - times[b] || a - b);
}
