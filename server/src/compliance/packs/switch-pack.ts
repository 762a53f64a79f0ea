// Switching a starter pack on and off. On: rules that are not there yet are made, the others are switched on as they are,
// with whatever was changed of them. Off: switched off, and kept.
import type { RulePack } from '@sampark/contracts/rules.ts';
import { sql } from 'kysely';
import type { Static } from 'typebox';
import { appendEvents, type DbOrTx, type Tx } from '../../events/append.ts';
import type { Actor } from '../../http/route.ts';
import type { Runtime } from '../../runtime.ts';
import { insertRules, nextSet } from '../rules/write-rule.ts';
import { loadPacks, type Pack } from './load-packs.ts';

export async function switchPack(
  rt: Runtime,
  actor: Actor,
  key: Pack['key'],
  enabled: boolean,
): Promise<void> {
  const now = rt.clock.now();
  await rt.db.transaction().execute(async (tx) => {
    await setPack(tx, now, { workspace_id: actor.workspace_id, user_id: actor.user_id }, key, enabled);
  });
}

export async function setPack(
  tx: Tx,
  now: Date,
  by: { workspace_id: string; user_id: string | null },
  key: Pack['key'],
  enabled: boolean,
): Promise<void> {
  const pack = loadPacks().find((one) => one.key === key);
  if (!pack) return;
  // Before looking: who switches at the same time waits here.
  const rules = await nextSet(tx, by.workspace_id);
  const { rows: switched } = await sql<{ rule_id: string; version: number }>`
    update rules set enabled = ${enabled}, revision = revision + 1, updated_at = ${now}
    where workspace_id = ${by.workspace_id} and pack = ${key} and enabled <> ${enabled}
    returning id as rule_id, version`.execute(tx);
  await appendEvents(
    tx,
    now,
    switched.map((row) => ({
      ...{ workspace_id: by.workspace_id, type: 'rule.switched' as const, occurred_at: now },
      ...{ actor_id: by.user_id, data: { ...row, enabled, pack: key, rules } },
    })),
  );
  if (!enabled) return;
  const { rows: known } = await sql<{ pack_rule: string }>`
    select pack_rule from rules where workspace_id = ${by.workspace_id} and pack = ${key}`.execute(tx);
  const missing = pack.rules.filter((rule) => !known.some((one) => one.pack_rule === rule.key));
  if (missing.length === 0) return;
  await insertRules(
    tx,
    now,
    by,
    missing.map(({ key: pack_rule, ...definition }) => ({ definition, enabled: true, pack: key, pack_rule })),
  );
}

export async function listPacks(db: DbOrTx, actor: Actor): Promise<{ items: Static<typeof RulePack>[] }> {
  const { rows } = await sql<{ id: string; pack: string; pack_rule: string; enabled: boolean }>`
    select id, pack, pack_rule, enabled from rules
    where workspace_id = ${actor.workspace_id} and pack is not null`.execute(db);
  return {
    items: loadPacks().map(({ key, title, description, rules }) => ({
      ...{ key, title, description },
      enabled: rows.filter((row) => row.pack === key && row.enabled).length,
      rules: rules.map((rule) => {
        const own = rows.find((row) => row.pack === key && row.pack_rule === rule.key);
        const { name, action, severity, source } = rule;
        return {
          ...{ key: rule.key, name, action, severity, source },
          ...{ rule_id: own?.id ?? null, enabled: own?.enabled ?? false },
        };
      }),
    })),
  };
}
