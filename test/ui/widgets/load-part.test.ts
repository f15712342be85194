import { afterEach, beforeEach, expect, it, vi } from 'vitest';
import { loadPart, PartMissing } from '../../../src/ui/widgets/load-part.ts';

/** Past the time for which a host that has answered is believed. */
beforeEach(() => {
  vi.spyOn(performance, 'now').mockReturnValue(1e9);
});
afterEach(() => void vi.restoreAllMocks());

const away = () => Promise.resolve(false);
const there = () => Promise.resolve(true);

it('does not try to import while the host is away: browsers would keep the failure', async () => {
  const load = vi.fn(() => Promise.resolve('part'));
  await expect(loadPart(load, away)).rejects.toMatchObject({ name: 'PartMissing', reason: 'unreachable' });
  expect(load).not.toHaveBeenCalled();
  expect(await loadPart(load, there)).toBe('part');
});

it('tries a failed import once more under another address, then says that it is gone', async () => {
  const load = () => Promise.reject(new TypeError('Failed to fetch: http://127.0.0.1:9/none.js'));
  await expect(loadPart(load, there)).rejects.toEqual(new PartMissing('gone'));
});

it('says that the host is away when it went during the import', async () => {
  const host = vi.fn(there).mockResolvedValueOnce(true).mockResolvedValueOnce(false);
  const load = () => Promise.reject(new TypeError('Failed to fetch: http://127.0.0.1:9/none.js'));
  await expect(loadPart(load, host)).rejects.toEqual(new PartMissing('unreachable'));
});

it('leaves a defect of the part what it is', async () => {
  const defect = new RangeError('a defect of its own');
  await expect(loadPart(() => Promise.reject(defect), there)).rejects.toBe(defect);
});
