import { NewRule } from '@sampark/contracts/rules.ts';
import { Compile } from 'typebox/compile';
import { describe, expect, it } from 'vitest';
import { checkRule } from '../rules/check-rule.ts';
import { loadPacks } from './load-packs.ts';

const schema = Compile(NewRule);

describe.each(loadPacks().map((pack) => [pack.key, pack] as const))('%s', (_key, pack) => {
  it('names each rule once', () => {
    expect(new Set(pack.rules.map((one) => one.key)).size).toBe(pack.rules.length);
    expect(new Set(pack.rules.map((one) => one.name)).size).toBe(pack.rules.length);
  });

  it.each(pack.rules.map((rule) => [rule.key, rule] as const))(
    '%s is a rule with a source, and all its examples hold',
    (_name, { key: _rule, ...rule }) => {
      expect([...schema.Errors(rule)]).toEqual([]);
      expect(checkRule(rule)).toEqual([]);
      expect(rule.source?.title.length).toBeGreaterThan(10);
    },
  );
});
