import type { Source } from '../model/record-event.ts';
import type { FlowClass } from './flow.ts';
import type { AnySequence } from './sequence/definition-run.ts';
import { clip } from './match-bounds.ts';
import { sourceOf, unknownSource } from './sources.ts';

/** Which events a run goes over, and in which order; undefined: what its definitions say, in the order of the file. */
export interface EventChoice {
  readonly events?: Source | undefined;
  /** In the order of their times, those of one time as they stand in the file. */
  readonly order?: 'time' | undefined;
}

/** The definitions of a module that a run goes over. */
export interface ChosenDefinitions {
  readonly classes: readonly FlowClass<object>[];
  readonly sequences: readonly AnySequence[];
  /** Where the events come from of those that do not say it. */
  readonly source: Source;
  /** Those that want other events. */
  readonly leftOut: readonly string[];
}

/**
 * Chooses definitions by their events: those that say other ones than a person has chosen are left out, those that say none take
 * what was chosen. Lines are of a log, all else of a capture: unless somebody chooses, a log is looked at only if nothing wants a
 * capture. Throws an Error that names a source that there is not.
 */
export function chosenDefinitions(
  classes: readonly FlowClass<object>[],
  sequences: readonly AnySequence[],
  events: Source | undefined,
  nameOf: (type: FlowClass<object>) => string,
): ChosenDefinitions {
  const source = events ?? 'packets';
  const of = (name: unknown): Source => {
    if (name === undefined) return source;
    const known = typeof name === 'string' ? sourceOf(name) : undefined;
    if (known === undefined) throw new Error(unknownSource('source', name));
    return known;
  };
  const ofClasses = classes.map((type) => of(type.source));
  const ofSequences = sequences.map(({ parts }) => of(parts.source));
  const all = [...ofClasses, ...ofSequences];
  const onlyLines = events === undefined && all.length > 0 && all.every((one) => one === 'lines');
  const fits = (one: Source): boolean => (events === undefined ? (one === 'lines') === onlyLines : one === events);
  const leftOut = [
    ...classes.filter((_, at) => !fits(ofClasses[at])).map(nameOf),
    ...sequences.filter((_, at) => !fits(ofSequences[at])).map(({ parts }) => clip(parts.name)),
  ];
  return {
    classes: classes.filter((_, at) => fits(ofClasses[at])),
    sequences: sequences.filter((_, at) => fits(ofSequences[at])),
    source: onlyLines ? 'lines' : source,
    leftOut,
  };
}
