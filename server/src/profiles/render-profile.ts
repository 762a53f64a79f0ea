// What a profile that is being written would say to one person: the same rendering and the same checks as when it is saved and sent.
import { channels, purposes } from '@sampark/contracts/domain.ts';
import { measureText } from '@sampark/contracts/measure-text.ts';
import type { ProfileDraft, RenderedProfile } from '@sampark/contracts/rendered-profile.ts';
import { sql, type RawBuilder } from 'kysely';
import { loadPeople } from '../delivery/claim-queries.ts';
import { Problem } from '../http/problem.ts';
import type { Actor } from '../http/route.ts';
import { inBook } from '../http/scope.ts';
import { renderFilled } from '../messages/fill-missing.ts';
import { optOutReach } from '../messages/opt-out-reach.ts';
import { variablesOf, type MessageVariables } from '../messages/render.ts';
import { shownMessage } from '../messages/shown-message.ts';
import type { Runtime } from '../runtime.ts';
import { loadTemplates } from '../templates/load-templates.ts';
import { profileFaults } from './check-profile.ts';
import { contentsOf } from './profile-texts.ts';

/** Throws `not_found` for a person that is not there any more. */
export async function renderProfile(
  rt: Runtime,
  actor: Actor,
  draft: ProfileDraft,
): Promise<RenderedProfile> {
  const id = await personFor(rt, actor, draft);
  const variables = await variablesFor(rt, actor, id);
  const contents = contentsOf(draft.messaging_templates);
  const templates = (await loadTemplates(rt.db, actor.workspace_id)).get(actor.workspace_id);
  const optOutLine = await optOutReach(rt.db, actor.workspace_id, purposes, isOne(actor, id));
  return {
    prospect_id: id ?? null,
    opt_out_line: await optOutReach(rt.db, actor.workspace_id, purposes, meantFor(actor, draft)),
    channels: channels.flatMap((channel): RenderedProfile['channels'] => {
      const content = contents[channel];
      if (!content) return [];
      const { rendered } = renderFilled(channel, content, variables, {
        ...{ templates, language: draft.language, optOutLine: optOutLine.applies !== 'nobody' },
      });
      if (!rendered.ok)
        return [{ channel, shown: null, code: rendered.code, detail: rendered.detail, room: null }];
      const sent = rendered.content;
      return [
        {
          ...{ channel, code: null, detail: null },
          shown: shownMessage(channel, rendered),
          room: sent.kind === 'template' ? null : measureText(channel, sent.kind, sent.text),
        },
      ];
    }),
    faults: profileFaults({ compliance_rules: { jurisdiction: '', rules: [] }, ...draft }),
  };
}

/** Which campaigns it will speak in is not known: the line counts where it may come under its words. */
function meantFor(actor: Actor, { target_demographics }: ProfileDraft): RawBuilder<boolean> {
  const countries = target_demographics?.countries ?? [];
  return sql<boolean>`(p.workspace_id = ${actor.workspace_id} and p.erased_at is null and ${inBook(actor, 'p.id')}
    ${countries.length === 0 ? sql`` : sql`and upper(p.country) = any(${countries}::text[])`})`;
}

function isOne(actor: Actor, id: string | undefined): RawBuilder<boolean> {
  return sql<boolean>`(p.workspace_id = ${actor.workspace_id} and p.id = ${id ?? null})`;
}

/** Whom the draft names, if the actor may see them; else of the actor's people one who speaks its language; else anybody. */
async function personFor(rt: Runtime, actor: Actor, draft: ProfileDraft): Promise<string | undefined> {
  const wanted = draft.prospect_id;
  const conditions =
    wanted === undefined
      ? [sql`p.language = ${draft.language} and p.name is not null`, sql`p.name is not null`]
      : [sql`p.id = ${wanted}`];
  for (const condition of conditions) {
    const { rows } = await sql<{ id: string }>`
      select p.id from prospects p where p.workspace_id = ${actor.workspace_id} and ${inBook(actor, 'p.id')}
        and p.erased_at is null and ${condition} limit 1`.execute(rt.db);
    if (rows[0]) return rows[0].id;
  }
  if (wanted !== undefined) throw new Problem('not_found');
  return undefined;
}

async function variablesFor(rt: Runtime, actor: Actor, id: string | undefined): Promise<MessageVariables> {
  const { name } = await rt.db
    .selectFrom('users')
    .select('name')
    .where('id', '=', actor.user_id)
    .where('workspace_id', '=', actor.workspace_id)
    .executeTakeFirstOrThrow();
  const sender = { name, public_url: rt.config.publicUrl };
  if (id === undefined) return { ...invented, sender_name: name };
  const people = await rt.db.transaction().execute((tx) => loadPeople(rt.keys, tx, [id]));
  const person = people.get(id);
  if (!person) throw new Problem('not_found');
  return variablesOf(person, sender);
}

/** Where nobody has been imported yet. */
const invented: MessageVariables = {
  ...{ name: 'Rahima Begum', first_name: 'Rahima', last_name: 'Begum', lead_score: 70 },
  asset_class_interests: ['bonds', 'gold'],
};
