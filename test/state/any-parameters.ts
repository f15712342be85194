import fc from 'fast-check';
import type { ParameterDescription, ParameterValue } from '../../src/core/model/parameter-kind.ts';
import { PARAMETERS } from '../../src/core/model/parameter-list.ts';
import type { MeterParameters } from '../../src/core/model/parameters.ts';

function anyValue({ kind }: ParameterDescription): fc.Arbitrary<ParameterValue> {
  switch (kind.type) {
    case 'switch':
      return fc.boolean();
    case 'number':
      return fc.integer({ min: kind.least, max: kind.most });
    case 'choice':
      return fc.constantFrom(...kind.choices.map(({ value }) => value));
    case 'names':
      // In the order of their list, as they are read back.
      return fc.subarray(kind.choices.map(({ value }) => value)) as fc.Arbitrary<ParameterValue>;
    case 'pcap-filter':
      return fc.string();
  }
}

/** Any parameters that the list allows. */
export const anyParameters = fc.record(
  Object.fromEntries(PARAMETERS.map((parameter) => [parameter.id, anyValue(parameter)])),
) as unknown as fc.Arbitrary<MeterParameters>;
