import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { SyncError } from '../errors.ts';
import { patiently } from './patiently.ts';

describe('patiently', () => {
  beforeEach(() => void vi.useFakeTimers());
  afterEach(() => void vi.useRealTimers());

  const busy = new SyncError({ code: 'ledger.busy', kind: 'local', message: 'm', hint: 'h' });

  it('tries again until it is let through', async () => {
    const work = vi.fn<() => Promise<string>>();
    work.mockRejectedValueOnce(busy).mockRejectedValueOnce(busy).mockResolvedValue('done');

    const waiting = patiently(work);
    await vi.runAllTimersAsync();

    expect(await waiting).toBe('done');
    expect(work).toHaveBeenCalledTimes(3);
  });

  it('gives up in the end', async () => {
    const waiting = patiently(() => Promise.reject(busy));
    const outcome = expect(waiting).rejects.toBe(busy);

    await vi.runAllTimersAsync();

    await outcome;
  });

  it('does not repeat what failed for another reason', async () => {
    const other = new Error('other');
    const work = vi.fn<() => Promise<string>>().mockRejectedValue(other);

    await expect(patiently(work)).rejects.toBe(other);
    expect(work).toHaveBeenCalledOnce();
  });
});
