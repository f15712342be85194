/** Typed arrays that grow. */

interface TypedArray {
  readonly length: number;
  set(values: ArrayLike<number>): void;
}

/** A copy of `array` with room for `capacity` values; the array itself if it has that much. */
export function grown<T extends TypedArray>(array: T, capacity: number): T {
  if (array.length >= capacity) return array;
  const Constructor = array.constructor as new (length: number) => T;
  const larger = new Constructor(capacity);
  larger.set(array as unknown as ArrayLike<number>);
  return larger;
}

/** Next capacity for a table of `length` rows that needs one more: half as much again, at least `least`. */
export function nextCapacity(length: number, least: number): number {
  return Math.max(least, Math.ceil(length * 1.5), length + 1);
}
