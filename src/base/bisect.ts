/**
 * First position in a rising list whose value is not below `value`; `to` if there is none.
 * Only positions from..to-1 are looked at, so that longer columns with a length of their own can be searched.
 */
export function bisectLeft(list: ArrayLike<number>, value: number, from = 0, to = list.length): number {
  let low = from;
  let high = to;
  while (low < high) {
    const middle = (low + high) >>> 1;
    if (list[middle] < value) low = middle + 1;
    else high = middle;
  }
  return low;
}

/** First position in a rising list whose value is above `value`; `to` if there is none. */
export function bisectRight(list: ArrayLike<number>, value: number, from = 0, to = list.length): number {
  let low = from;
  let high = to;
  while (low < high) {
    const middle = (low + high) >>> 1;
    if (list[middle] <= value) low = middle + 1;
    else high = middle;
  }
  return low;
}
