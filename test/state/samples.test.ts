import { describe, expect, it } from 'vitest';
import { readSample } from '../../src/state/samples.ts';

describe('an entry of the list of samples', () => {
  it('is read with its sentences as one text', () => {
    const entry = {
      id: 'a',
      file: 'a.pcap',
      title: 'A',
      sentences: ['One.', 'Two.'],
      packets: 3,
      bytes: 4,
      example: 'a.ts',
    };
    expect(readSample(entry)).toEqual({ ...entry, sentences: 'One. Two.' });
  });

  it.each([undefined, null, 1, {}, { id: 'a', file: 1, title: 'A' }])(
    'is left out if it cannot be opened: %j',
    (entry) => expect(readSample(entry)).toBeUndefined(),
  );
});
