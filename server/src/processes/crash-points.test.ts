import { describe, expect, it, vi } from 'vitest';
import { crashPointOf } from './crash-points.ts';

describe('crashPointOf', () => {
  it('does nothing unless asked to', () => {
    expect(crashPointOf(undefined)).toBeUndefined();
    expect(crashPointOf('')).toBeUndefined();
  });

  it('kills at the n-th pass of its own point, once', () => {
    const kill = vi.fn();
    const pass = crashPointOf('before-call:3', kill);
    for (const name of ['before-call', 'after-call', 'before-call', 'before-intent-commit']) pass?.(name);
    expect(kill).not.toHaveBeenCalled();
    pass?.('before-call');
    expect(kill).toHaveBeenCalledTimes(1);
    pass?.('before-call');
    expect(kill).toHaveBeenCalledTimes(1);
  });

  it.each(['before-call', 'before-call:0', 'before-call:x', 'nowhere:1', ':1', 'before-call:1:2'])(
    'refuses "%s" and names the setting',
    (setting) => expect(() => crashPointOf(setting)).toThrow(/^SAMPARK_CRASH_AT: /),
  );
});
