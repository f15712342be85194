import type { CaptureSummary } from '../core/model/capture-info.ts';
import { equalValues, type ParameterDescription } from '../core/model/parameter-kind.ts';
import { FURTHER_PARAMETERS } from '../core/model/parameter-list.ts';
import { NFSTREAM_DEFAULTS, type MeterParameters } from '../core/model/parameters.ts';
import { believedSnaplen } from '../core/model/snaplen.ts';

/** Parameters that add columns and change no number that NFStream has. */
const ADDING: readonly (keyof MeterParameters)[] = ['features', 'activityTimeout', 'communityIdSeed'];

/**
 * Why the numbers of the flows are not those that NFStream would give, in a few words each: the options beyond it that
 * are on, as far as they can matter for this capture. NFStream's own parameters, whatever their values, are none.
 */
export function nfstreamDifferences(
  parameters: MeterParameters,
  summary: CaptureSummary | undefined,
): readonly string[] {
  return FURTHER_PARAMETERS.filter(
    ({ id }) => !ADDING.includes(id) && !equalValues(parameters[id], NFSTREAM_DEFAULTS[id]) && matters(id, summary),
  ).flatMap((description) => wordsOf(description, parameters));
}

/** What is on at first is told only of captures where NFStream would see less. */
function matters(id: keyof MeterParameters, summary: CaptureSummary | undefined): boolean {
  if (id === 'everyInterface') return summary !== undefined && hasOddInterface(summary);
  if (id === 'resynchronise') return summary?.problems.some(({ code }) => code === 'skipped-bytes') ?? false;
  return true;
}

/** True if packets come from an interface whose link type or snaplen differs from the first one's of its file. */
function hasOddInterface({ interfaces }: CaptureSummary): boolean {
  return interfaces.some(({ file, linkType, snaplen, packets }) => {
    const first = interfaces.find((other) => other.file === file);
    return packets > 0 && (linkType !== first?.linkType || believedSnaplen(snaplen) !== believedSnaplen(first.snaplen));
  });
}

/** The chosen names of a list, the chosen value of a choice, otherwise the label. */
function wordsOf({ id, kind, label }: ParameterDescription, parameters: MeterParameters): readonly string[] {
  const value = parameters[id];
  if (kind.type === 'names' && typeof value === 'object') return value;
  if (kind.type === 'choice')
    return kind.choices.filter((choice) => choice.value === value).map((choice) => choice.label);
  return [label];
}
