// A rule's own examples, run as a message would be. Pure.
import type { RuleDefinition, RuleSituation } from '@sampark/contracts/rules.ts';
import { compileRules, type Situation } from './compile-rules.ts';
import { judgeMessage } from './judge-message.ts';

export type ExampleResult = { index: number; expect: string; got: 'pass' | 'flag'; ok: boolean };

const nobody = '00000000-0000-0000-0000-000000000000';

export function runExamples(rule: RuleDefinition): ExampleResult[] {
  const judge = trialOf(rule);
  return rule.examples.map(({ text, expect, ...about }, index) => {
    const got = judge(text, about) ? 'flag' : 'pass';
    return { index, expect, got, ok: got === expect };
  });
}

/** The rule alone, whenever it takes effect. */
export function trialOf(rule: RuleDefinition) {
  const rules = compileRules(0, [
    { ...rule, id: nobody, version: 0, effective_from: null, effective_to: null },
  ]);
  return (text: string, about: RuleSituation) =>
    judgeMessage(rules, text, situationOf(about), new Date(0)).at(0);
}

/** What an example does not say is a text message for marketing on WhatsApp to somebody of whom nothing is known. */
export function situationOf(about: RuleSituation): Situation {
  return {
    channel: about.channel ?? 'whatsapp',
    purpose: about.purpose ?? 'marketing',
    category: about.category ?? null,
    kind: about.kind ?? (about.category ? 'template' : 'text'),
    country: about.country ?? null,
    age: about.age ?? null,
    interests: about.interests ?? [],
  };
}
