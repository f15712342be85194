import { ExactSum } from './exact-sum.ts';

/** What a window measures of its events. */
export type Measure<E> =
  | { readonly type: 'count' }
  /** Different values, or their sum; an event without a value adds none, or 0. */
  | { readonly type: 'distinct' | 'sum'; readonly of: (event: E) => unknown };

/** What an event adds to a measure; undefined: nothing. Throws what the person’s function throws. */
export function measuredValue<E>(measure: Measure<E>, event: E): unknown {
  if (measure.type === 'count') return undefined;
  const value = measure.of(event);
  return measure.type === 'sum' && value !== undefined ? Number(value) : value;
}

/** The measure of what is in a window, kept up to date as events come and go. */
export interface Gauge {
  readonly value: number;
  /** An event comes, with its value; undefined: it has none. */
  add(value: unknown): void;
  /** An event that came goes. */
  remove(value: unknown): void;
}

/** A gauge over an empty window. */
export function gaugeOf(type: Measure<never>['type']): Gauge {
  switch (type) {
    case 'count':
      return new Count();
    case 'distinct':
      return new Distinct();
    case 'sum':
      return new Sum();
  }
}

class Count implements Gauge {
  value = 0;

  add(): void {
    this.value++;
  }

  remove(): void {
    this.value--;
  }
}

class Distinct implements Gauge {
  private readonly times = new Map<unknown, number>();

  get value(): number {
    return this.times.size;
  }

  add(value: unknown): void {
    if (value !== undefined) this.times.set(value, (this.times.get(value) ?? 0) + 1);
  }

  remove(value: unknown): void {
    const times = (this.times.get(value) ?? 0) - 1;
    if (times > 0) this.times.set(value, times);
    else this.times.delete(value);
  }
}

class Sum implements Gauge {
  private readonly sum = new ExactSum();

  get value(): number {
    return this.sum.value;
  }

  add(value: unknown): void {
    if (value !== undefined) this.sum.add(value as number);
  }

  remove(value: unknown): void {
    if (value !== undefined) this.sum.remove(value as number);
  }
}
