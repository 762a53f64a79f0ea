import type { requestSteps } from '@sampark/contracts/request-kinds.ts';
import { sql } from 'kysely';
import type { Tx } from '../../events/append.ts';

export type Step = {
  workspace_id: string;
  request_id: string;
  step: (typeof requestSteps)[number];
  note?: string | null;
  assigned_to?: string | null;
  made_by: string | null;
};

export async function addStep(tx: Tx, now: Date, given: Step): Promise<void> {
  await sql`
    insert into privacy_request_steps (workspace_id, request_id, step, note, assigned_to, made_by, made_at)
    values (${given.workspace_id}, ${given.request_id}, ${given.step}, ${given.note ?? null}, ${given.assigned_to ?? null},
      ${given.made_by}, ${now})`.execute(tx);
}
