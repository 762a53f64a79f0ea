// What the rules found in messages that were just claimed or held: a row each for the review queue, and an event a message.
// In the transaction that moved the messages.
import type { ComplianceFlag } from '@sampark/contracts/rules.ts';
import { sql } from 'kysely';
import type { Tx } from '../events/append.ts';

export type Flagged = {
  message: {
    id: string;
    created_at: Date;
    workspace_id: string;
    campaign_id: string | null;
    prospect_id: string;
    portfolio_manager_id: string;
  };
  channel: string;
  flags: readonly ComplianceFlag[];
};

/** A rule's version flags a message once, however often it is tried. */
export async function recordFlags(tx: Tx, now: Date, flagged: readonly Flagged[]): Promise<void> {
  const rows = flagged.flatMap(({ message, channel, flags }) =>
    flags.map((flag) => ({
      ...{ workspace_id: message.workspace_id, message_id: message.id, created_at: message.created_at },
      ...{ campaign_id: message.campaign_id, prospect_id: message.prospect_id, channel },
      ...{ portfolio_manager_id: message.portfolio_manager_id, rule_id: flag.rule_id },
      ...{ rule_version: flag.version, action: flag.action, severity: flag.severity },
      ...{ matched: flag.matched, excerpt: flag.excerpt },
    })),
  );
  if (rows.length === 0) return;
  await sql`/* prepared */
    with input as (
      select * from jsonb_to_recordset(${JSON.stringify(rows)}::jsonb) as i(workspace_id uuid, message_id uuid,
        created_at timestamptz, campaign_id uuid, prospect_id uuid, portfolio_manager_id uuid, channel text, rule_id uuid,
        rule_version integer, action text, severity text, matched text, excerpt text)
    ), made as (
      insert into message_flags (workspace_id, message_id, created_at, campaign_id, prospect_id, portfolio_manager_id, channel,
                                 rule_id, rule_version, action, severity, matched, excerpt, flagged_at)
      select i.*, ${now} from input i
      on conflict (message_id, rule_id, rule_version) do nothing
      returning *
    )
    insert into events (recorded_at, workspace_id, type, occurred_at, campaign_id, message_id, prospect_id,
                        portfolio_manager_id, channel, data)
    select ${now}, workspace_id, 'message.flagged', ${now}, campaign_id, message_id, prospect_id, portfolio_manager_id, channel,
      jsonb_build_object('flags', jsonb_agg(jsonb_build_object('rule_id', rule_id, 'version', rule_version, 'action', action,
        'severity', severity)))
    from made group by workspace_id, message_id, campaign_id, prospect_id, portfolio_manager_id, channel`.execute(
    tx,
  );
}
