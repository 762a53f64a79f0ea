// Everything a decision about one person rests on, read as the dispatcher reads it, without its locks.
import type { Purpose } from '@sampark/contracts/domain.ts';
import { loadRuleBook, type RuleBook } from '../compliance/rules/rule-book.ts';
import { senderStates, workspaceFacts, type WorkspaceFacts } from '../delivery/campaign-cache.ts';
import { loadPeople, type PersonFacts } from '../delivery/claim-queries.ts';
import { sendersOf, type SendersOf } from '../delivery/policy-facts.ts';
import { splitSends } from '../delivery/sends-by-purpose.ts';
import { Problem } from '../http/problem.ts';
import type { Runtime } from '../runtime.ts';
import type { TemplatesOf } from '../templates/known-template.ts';
import { loadTemplates } from '../templates/load-templates.ts';

type Situation = {
  person: PersonFacts;
  workspace: WorkspaceFacts | undefined;
  senders: SendersOf;
  templates: TemplatesOf | undefined;
  book: RuleBook;
};

export async function situationOf(
  rt: Runtime,
  message: { workspace_id: string; prospect_id: string; purpose: Purpose; priority: number },
  now: Date,
): Promise<Situation> {
  const [workspaces, senders, templates, book] = await Promise.all([
    workspaceFacts(rt.db),
    senderStates(rt.db),
    loadTemplates(rt.db, message.workspace_id),
    loadRuleBook(rt, message.workspace_id),
  ]);
  const workspace = workspaces.get(message.workspace_id);
  const people = await rt.db.transaction().execute(async (tx) => {
    const found = await loadPeople(rt.keys, tx, [message.prospect_id]);
    await splitSends(tx, now, found, [message], () => workspace?.settings);
    return found;
  });
  const person = people.get(message.prospect_id);
  if (!person) throw new Problem('not_found');
  return {
    person,
    workspace,
    senders: sendersOf(senders, message.workspace_id),
    templates: templates.get(message.workspace_id),
    book,
  };
}
