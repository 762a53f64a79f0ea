// Compliance rules over the API. Everybody reads them: whoever writes a message should know what it is judged by.
import { IdParams, Page, PageQuery } from '@sampark/contracts/domain.ts';
import {
  NewRule,
  PackSwitch,
  RulePack,
  RulePatch,
  RuleResource,
  RuleTrial,
  RuleTrialResult,
  RuleVersion,
  type RuleDefinition,
} from '@sampark/contracts/rules.ts';
import { Type } from 'typebox';
import { defineRoute, type AnyRoute } from '../../http/route.ts';
import { requireVersion, sendVersion } from '../../http/version.ts';
import { listPacks, switchPack } from '../packs/switch-pack.ts';
import { listRules, listVersions, readRule } from './show-rules.ts';
import { tryRule } from './try-rule.ts';
import { changeRule, createRule } from './write-rule.ts';

const readers = { roles: ['admin', 'standard', 'compliance'] } as const;
const writers = { roles: ['admin', 'compliance'] } as const;
const one = { params: IdParams, resources: { id: 'rule' } } as const;

const example: RuleDefinition = {
  name: 'No promised returns',
  explanation: 'Returns cannot be promised. Say what may happen, and the risks.',
  action: 'block',
  severity: 'high',
  condition: { terms: ['guaranteed returns', 'risk free'] },
  effective_from: null,
  effective_to: null,
  source: {
    title: 'FINRA Rule 2210(d)(1)(B)',
    url: 'https://www.finra.org/rules-guidance/rulebooks/finra-rules/2210',
  },
  examples: [
    { text: 'Guaranteed returns of 8%!', expect: 'flag' },
    { text: 'Returns are not certain.', expect: 'pass' },
  ],
};

export const ruleRoutes: AnyRoute[] = [
  defineRoute({
    method: 'GET',
    url: '/api/v1/compliance/rules',
    summary: 'List the compliance rules',
    tag: 'Compliance',
    access: readers,
    query: Type.Object(
      { ...PageQuery, enabled: Type.Optional(Type.Boolean()) },
      { additionalProperties: false },
    ),
    response: { 200: Page(RuleResource) },
    handler: ({ rt, actor, query }) => listRules(rt.db, actor, query),
  }),
  defineRoute({
    method: 'POST',
    url: '/api/v1/compliance/rules',
    summary: 'Make a rule',
    description: 'Its examples are run first: when one fails, nothing is saved and the example is named.',
    tag: 'Compliance',
    access: writers,
    body: NewRule,
    example,
    idempotent: true,
    response: { 201: RuleResource },
    handler: async ({ rt, actor, body, reply }) => {
      const rule = await readRule(rt.db, actor, await createRule(rt, actor, body));
      sendVersion(reply, rule.revision);
      return rule;
    },
  }),
  defineRoute({
    method: 'POST',
    url: '/api/v1/compliance/rules/try',
    summary: 'Try a rule without saving it',
    description:
      'On its examples, on a text of one’s own and, with `past`, on the last thousand messages that were sent.',
    tag: 'Compliance',
    access: writers,
    body: RuleTrial,
    example: {
      definition: example,
      text: 'No risk, guaranteed returns!',
      situation: { channel: 'telegram' },
    },
    response: { 200: RuleTrialResult },
    handler: ({ rt, actor, body }) => tryRule(rt.db, rt.keys.people, actor, body),
  }),
  defineRoute({
    method: 'GET',
    url: '/api/v1/compliance/packs',
    summary: 'The starter packs of rules',
    tag: 'Compliance',
    access: readers,
    response: { 200: Type.Object({ items: Type.Array(RulePack) }) },
    handler: ({ rt, actor }) => listPacks(rt.db, actor),
  }),
  defineRoute({
    method: 'POST',
    url: '/api/v1/compliance/packs',
    summary: 'Switch a starter pack on or off',
    description: 'What was changed of its rules stays changed.',
    tag: 'Compliance',
    access: writers,
    body: PackSwitch,
    example: { key: 'telegram-bots', enabled: true },
    response: { 200: Type.Object({ items: Type.Array(RulePack) }) },
    handler: async ({ rt, actor, body }) => {
      await switchPack(rt, actor, body.key, body.enabled);
      return listPacks(rt.db, actor);
    },
  }),
  defineRoute({
    method: 'GET',
    url: '/api/v1/compliance/rules/:id',
    summary: 'One rule, as it holds now',
    tag: 'Compliance',
    access: readers,
    ...one,
    response: { 200: RuleResource },
    handler: async ({ rt, actor, params, reply }) => {
      const rule = await readRule(rt.db, actor, params.id);
      sendVersion(reply, rule.revision);
      return rule;
    },
  }),
  defineRoute({
    method: 'PATCH',
    url: '/api/v1/compliance/rules/:id',
    summary: 'Change a rule, or switch it on or off',
    description:
      'A change makes a further version; the ones before stay readable. The examples are run first.',
    tag: 'Compliance',
    access: writers,
    ...one,
    body: RulePatch,
    example: { enabled: false },
    response: { 200: RuleResource },
    handler: async ({ rt, actor, params, body, request, reply }) => {
      await changeRule(rt, actor, params.id, requireVersion(request), body);
      const rule = await readRule(rt.db, actor, params.id);
      sendVersion(reply, rule.revision);
      return rule;
    },
  }),
  defineRoute({
    method: 'GET',
    url: '/api/v1/compliance/rules/:id/versions',
    summary: 'Every version of a rule, newest first',
    tag: 'Compliance',
    access: readers,
    ...one,
    response: { 200: Type.Object({ items: Type.Array(RuleVersion) }) },
    handler: ({ rt, actor, params }) => listVersions(rt.db, actor, params.id),
  }),
];
