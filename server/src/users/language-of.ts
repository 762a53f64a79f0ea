import type { User } from '@sampark/contracts/accounts.ts';
import type { FastifyRequest } from 'fastify';
import type { DbOrTx } from '../events/append.ts';
import { acceptedLanguage } from '../http/accepted-language.ts';
import type { Actor } from '../http/route.ts';

/**
 * The language to answer in: what a person chose in their settings, whatever their browser sends. A program that speaks with a
 * key has no settings of its own: it says so by `Accept-Language`.
 */
export async function languageOf(
  db: DbOrTx,
  actor: Actor,
  request: FastifyRequest,
): Promise<User['language']> {
  const accepted = acceptedLanguage(request.headers['accept-language']);
  if (actor.api_key_id !== undefined) return accepted;
  const user = await db
    .selectFrom('users')
    .select('language')
    .where('workspace_id', '=', actor.workspace_id)
    .where('id', '=', actor.user_id)
    .executeTakeFirst();
  return user === undefined ? accepted : user.language === 'bn' ? 'bn' : 'en';
}
