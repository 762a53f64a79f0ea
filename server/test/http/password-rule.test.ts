import { dictionary } from '@zxcvbn-ts/language-common';
import { describe, expect, it } from 'vitest';
import { passwordFault } from '../../src/users/password-rule.ts';

const fault = (password: string) => passwordFault(password, 'nadia.rahman@example.com');
const known = dictionary['passwords-common'];

it.each([
  ['four quiet rivers', undefined],
  ['চারটি শান্ত নদী', undefined],
  ['Tr0ub4dor&3xyz', undefined],
  ['elevenchars', 'fewer than 12'],
  ['Password1234', 'built on'],
  ['P@ssw0rd12345', 'built on'],
  ['4321drowssap', 'built on'],
  ['manchesterunited', 'built on'],
  ['QWERTYUIOP12', 'built on'],
  ['aaaaaaaaaaaa', 'repeats'],
  ['abcabcabcabc', 'repeats'],
  ['passwordpassword', 'repeats'],
  ['abcdefghijklmn', 'sequence'],
  ['nadia.rahman-2026', 'name of your e-mail'],
  ['NADIA.RAHMAN!!!', 'name of your e-mail'],
  ['sampark12345', 'built on'],
  ['Bangladesh1971', 'built on'],
])('%s: %s', async (password, why) => {
  const said = await fault(password);
  if (why === undefined) expect(said).toBeUndefined();
  else expect(said).toContain(why);
});

describe('the list', () => {
  it('has more than ASVS asks for, and each of it that is long enough is refused', async () => {
    expect(known.length).toBeGreaterThan(45_000);
    const long = known.filter((one) => one.length >= 12);
    expect(long.length).toBeGreaterThan(250);
    for (const one of long) expect(await fault(one), one).toBeDefined();
    expect(await fault('unbelievable')).toContain('one of the most used');
  });

  it('reaches what people make of the 3,000 most used ones to get to twelve characters', async () => {
    const taken: string[] = [];
    // Every thirtieth, made long in the ways the longer ones of the list are.
    for (const [place, word] of known.slice(0, 3_000).entries()) {
      if (place % 30 > 0) continue;
      for (const made of [word + word, `${word}123456789012`.slice(0, 12), word.padEnd(12, '1')])
        if (made.length >= 12 && (await fault(made)) === undefined) taken.push(made);
    }
    expect(taken).toEqual([]);
  });

  it('looks at the beginning of a long text only', async () => {
    expect(await fault('a1B2'.repeat(50))).toContain('repeats');
    expect(await fault('river of glass, slow lanterns, '.repeat(6).slice(0, 200))).toBeUndefined();
  });
});
