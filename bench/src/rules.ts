// What judging a message costs: one process, one thread, every text another one (no text is judged twice), against rules of
// the kinds people write: words, patterns, disclaimers, links, readers. Processor time. Run: npm run bench -- rules --json
import type { RuleCondition } from '@sampark/contracts/rules.ts';
import { loadPacks } from '../../server/src/compliance/packs/load-packs.ts';
import {
  compileRules,
  type Situation,
  type StoredRule,
} from '../../server/src/compliance/rules/compile-rules.ts';
import { judgeMessage } from '../../server/src/compliance/rules/judge-message.ts';
import { benchArguments, result, say } from './support/arguments.ts';

const args = benchArguments([]);
const size = args.number('size') ?? 200;
const seconds = args.number('seconds') ?? 5;
const at = new Date('2026-11-21T12:00:00Z');

const situations: Situation[] = ['whatsapp', 'telegram', 'signal', 'imessage'].map((channel, index) => ({
  ...{ channel, purpose: 'marketing', category: channel === 'whatsapp' ? 'MARKETING' : null },
  ...{ kind: channel === 'whatsapp' ? 'template' : 'text', country: ['GB', 'BD', 'DE', null][index] ?? null },
  ...{ age: 30 + index, interests: ['bonds', 'equities'] },
}));

const rules = makeRules(size);
const before = process.cpuUsage();
const compiled = compileRules(1, rules);
say(`rules: ${rules.length} compiled in ${Math.round(spent(before) / 1000)} ms`);
const rounds: number[] = [];
let judged = 0;
let flagged = 0;
const until = performance.now() + seconds * 1000;
while (performance.now() < until) {
  const texts = Array.from({ length: 2_000 }, () => textOf(judged++));
  const started = process.cpuUsage();
  for (const [index, text] of texts.entries()) {
    if (judgeMessage(compiled, text, situations[index % situations.length] as Situation, at).length > 0)
      flagged++;
  }
  rounds.push(spent(started) / texts.length);
}
const warm = rounds.slice(Math.min(2, rounds.length - 1)).sort((a, b) => a - b);
const middle = warm[Math.floor(warm.length / 2)] ?? 0;
say(
  `  ${judged} messages, ${flagged} flagged; least ${warm[0]?.toFixed(2)} µs, middle ${middle.toFixed(2)} µs each`,
);
result({
  bench: 'rules',
  rules: rules.length,
  us_per_message: Math.round(middle * 100) / 100,
  least_us: Math.round((warm[0] ?? 0) * 100) / 100,
  messages: judged,
  flagged_share: Math.round((flagged / judged) * 1000) / 1000,
});

function spent(since: NodeJS.CpuUsage): number {
  const { user, system } = process.cpuUsage(since);
  return user + system; // µs
}

/** The starter packs, and beside them as many as are wanted: a third words, a third patterns, a third what lacks. */
function makeRules(count: number): StoredRule[] {
  const packed = loadPacks().flatMap((pack) => pack.rules);
  return Array.from({ length: count }, (_, index) => {
    const known = packed[index];
    const base = known ?? packed[0];
    if (!base) throw new Error('There are no packs');
    return {
      ...base,
      condition: known?.condition ?? conditionOf(index),
      id: String(index).padStart(5, '0'),
      version: 1,
    };
  });
}

function conditionOf(index: number): RuleCondition {
  const word = `word${index}`;
  const kinds: RuleCondition[] = [
    { terms: [`${word} promise`, `never ${word}`, `আজই ${word}`] },
    { pattern: `\\b${word}\\s+(up to|of)\\s+\\d+\\s?%` },
    {
      all: [
        { countries: ['GB', 'EEA'] },
        { terms: [`${word} fund`] },
        { lacks: ['capital at risk', `${word} notice`] },
      ],
    },
  ];
  return kinds[index % kinds.length] as RuleCondition;
}

function textOf(index: number): string {
  const name = `Amina${index}`;
  const texts = [
    `Dear ${name}, your quarterly review is ready. Shall we look at your portfolio this week? Reply STOP to opt out.`,
    `Hello ${name}, our new bond fund aims at 7% yield a year. Capital at risk, the value can go down. See https://example.com/f/${index}`,
    `প্রিয় ${name}, আপনার বিনিয়োগের হিসাব প্রস্তুত। বিস্তারিত জানতে আমাদের সঙ্গে যোগাযোগ করুন। বন্ধ করতে "বন্ধ" লিখুন।`,
    `${name}, guaranteed returns of ${index % 20}%: hurry, last chance!`,
  ];
  return texts[index % texts.length] as string;
}
