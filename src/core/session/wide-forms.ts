import type { FilterAdvice } from '../model/filter-advice.ts';
import { findField } from '../protocols/find-fields.ts';
import { widened } from '../query/filter/widened.ts';

/** A filter with its plain words looked for elsewhere, too, as far as that is possible; `testsBytes`: in packets' bytes. */
export function wideForms(
  filter: string,
  testsBytes: boolean,
): Pick<FilterAdvice, 'wider' | 'widerColumns' | 'widerLayers'> {
  const isField = (name: string): boolean => testsBytes && findField(name) !== undefined;
  const widerColumns = widened(filter, isField, 'columns');
  const wider = testsBytes ? widened(filter, isField, 'bytes') : undefined;
  const widerLayers = testsBytes ? widened(filter, isField, 'layers') : undefined;
  return {
    ...(widerColumns !== undefined && { widerColumns }),
    ...(wider !== undefined && { wider }),
    ...(widerLayers !== undefined && { widerLayers }),
  };
}
