import type { EventOf, SourceName } from '../sources.ts';
import { secondsToNs } from './definition.ts';
import { compileKey, type KeyParts } from './key.ts';
import { compileWhen, type When } from './when.ts';
import type { WindowDefinition } from './window-matcher.ts';
import type { Measure } from './window-measure.ts';

interface Parts<E> extends Omit<WindowDefinition<E>, 'measure' | 'threshold' | 'withinNs'> {
  /** Where its events come from; packets unless told. */
  readonly source?: string;
  readonly withinNs?: number;
  readonly measured?: { readonly measure: Measure<E>; readonly threshold: number };
}

/** A sliding window to look for: an episode in which a count, a sum or a number of different values reaches a threshold. */
export class WindowBuilder<E> {
  constructor(
    /** For the engine. */
    readonly parts: Parts<E>,
  ) {}

  /** What all events of a window share: fields by name, or a function. */
  key(...parts: KeyParts<E>): WindowBuilder<E> {
    return new WindowBuilder({ ...this.parts, key: compileKey(parts) });
  }

  /** What the window sees at all. */
  where(when: When<E, object>): WindowBuilder<E> {
    return new WindowBuilder({ ...this.parts, where: compileWhen(when) });
  }

  /** Length of the window, seconds. */
  within(seconds: number): WindowBuilder<E> {
    return new WindowBuilder({ ...this.parts, withinNs: secondsToNs(seconds) });
  }

  /** At least so many events. */
  count(threshold: number): WindowBuilder<E> {
    return this.measured({ type: 'count' }, threshold);
  }

  /** At least so many different values. */
  distinct(of: (event: E) => unknown, threshold: number): WindowBuilder<E> {
    return this.measured({ type: 'distinct', of }, threshold);
  }

  /** At least so much in all. */
  sum(of: (event: E) => number | undefined, threshold: number): WindowBuilder<E> {
    return this.measured({ type: 'sum', of }, threshold);
  }

  private measured(measure: Measure<E>, threshold: number): WindowBuilder<E> {
    return new WindowBuilder({ ...this.parts, measured: { measure, threshold } });
  }
}

/** Begins a window over the packets of the capture, or over its flows, its messages, or the messages of a protocol. */
export function window<S extends SourceName = 'packets'>(name: string, source?: S): WindowBuilder<EventOf<S>> {
  return new WindowBuilder({ name, ...(source !== undefined && { source }) });
}

/** The definition that a window stands for. Throws an Error that names it if something is missing. */
export function windowOf<E>({ parts }: WindowBuilder<E>): WindowDefinition<E> {
  const { withinNs, measured, source: _, ...rest } = parts;
  if (withinNs === undefined) throw new Error(`${parts.name}: how long is the window? Write .within(seconds).`);
  if (measured === undefined)
    throw new Error(`${parts.name}: what is measured? Write .count(n), .distinct(f, n) or .sum(f, n).`);
  return { ...rest, withinNs, ...measured };
}
