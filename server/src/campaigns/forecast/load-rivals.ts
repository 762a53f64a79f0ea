// Who else wants the same senders: other campaigns of the workspace, and the weight each one has beside them.
import type { Channel } from '@sampark/contracts/domain.ts';
import { sql } from 'kysely';
import { weighByManager } from '../../delivery/fair-share.ts';
import type { Runtime } from '../../runtime.ts';
import type { Asked } from './load-situation.ts';
import type { Rival } from './situation.ts';

/** Other running campaigns of the workspace: what they still have waiting in the same queues. */
export async function loadRivals(
  rt: Runtime,
  asked: Asked,
  now: Date,
  secondsTo: (at: Date | null) => number,
): Promise<{ own: number; others: Rival[] }> {
  const { rows } = await sql<{
    id: string;
    manager: string;
    own_manager: string;
    weight: number;
    pace: number | null;
    channel: Channel;
    due: Date | null;
    count: number;
  }>`
    select c.id, c.portfolio_manager_id as manager,
      (select portfolio_manager_id from campaigns where id = ${asked.campaign_id}) as own_manager,
      c.weight, c.pace_per_second::float8 as pace, m.platform as channel,
      case when m.due_at > ${now} then date_bin('5 minutes', m.due_at, 'epoch') + interval '5 minutes' end as due,
      count(*)::int as count
    from campaigns c join message_queue m on m.campaign_id = c.id
    where c.workspace_id = ${asked.workspace_id} and c.status = 'active' and c.id <> ${asked.campaign_id}
    group by 1, 2, 3, 4, 5, 6, 7 order by 1, 6, 7`.execute(rt.db);
  const rivals = new Map<string, Rival>();
  // As the dispatcher shares: managers alike, then each one's campaigns by weight.
  const [first] = rows;
  const own = { id: asked.campaign_id, manager: first?.own_manager ?? '', weight: asked.weight };
  const running = [own, ...new Map(rows.map((row) => [row.id, row])).values()];
  const weights = weighByManager(running.map((one) => ({ ...one, idle: false })));
  const weightOf = new Map(running.map((one, index) => [one.id, weights[index] ?? 1]));
  for (const row of rows) {
    const rival = rivals.get(row.id) ?? { weight: weightOf.get(row.id) ?? 1, pace: row.pace, waiting: [] };
    rival.waiting.push({ channel: row.channel, at: secondsTo(row.due), count: row.count });
    rivals.set(row.id, rival);
  }
  return { own: weightOf.get(own.id) ?? 1, others: [...rivals.values()] };
}
