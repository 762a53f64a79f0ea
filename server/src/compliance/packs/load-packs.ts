// The starter packs: rules as files beside this one, each with its source and its examples. They are a beginning that a
// compliance officer reads and changes, not legal advice.
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { packKeys, type RuleDefinition } from '@sampark/contracts/rules.ts';

export type PackRule = { key: string } & RuleDefinition;
export type Pack = { key: (typeof packKeys)[number]; title: string; description: string; rules: PackRule[] };

let known: Pack[] | undefined;

export function loadPacks(): readonly Pack[] {
  known ??= packKeys.map((key) => {
    const pack = JSON.parse(readFileSync(join(import.meta.dirname, `${key}.json`), 'utf8')) as Pack;
    return {
      ...pack,
      rules: pack.rules.map((rule) => ({ ...rule, effective_from: null, effective_to: null })),
    };
  });
  return known;
}
