// What an edit of an account's access is based on: changed by every change of address, settings or credentials, and by
// nothing else (health and limits change all day). Of `sender_accounts a`. The credentials are hashed sealed, as they lie there.
import { sql } from 'kysely';

export const accessVersion = sql<number>`(hashtext(concat_ws(' ', a.base_url, a.settings, a.credentials)) & 2147483647)`;
