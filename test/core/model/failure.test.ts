import { describe, expect, it } from 'vitest';
import { answered, badQuestion, failed } from '../../../src/core/model/failure.ts';

describe('answers', () => {
  it('carry a value, also an undefined one', () => {
    expect(answered(7)).toEqual({ ok: true, value: 7 });
    expect(answered(undefined)).toStrictEqual({ ok: true, value: undefined });
  });

  it('carry a failure as it is, or one of a code with those facts that there are', () => {
    const failure = { code: 'code-threw', detail: 'x', line: 1, column: 2 } as const;
    expect(failed(failure)).toStrictEqual({ ok: false, failure });
    expect(failed('stopped')).toStrictEqual({ ok: false, failure: { code: 'stopped' } });
    expect(failed('broken-header', '', 0)).toStrictEqual({
      ok: false,
      failure: { code: 'broken-header', detail: '', offset: 0 },
    });
    expect(badQuestion('no', 3)).toStrictEqual(failed('bad-question', 'no', 3));
  });
});
