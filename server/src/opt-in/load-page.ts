// A page as the public sees it: its present wording, and the offers that a connected sender can receive.
import type { Channel, Purpose } from '@sampark/contracts/domain.ts';
import { sql } from 'kysely';
import type { DbOrTx } from '../events/append.ts';
import type { PageLanguage } from '../public-pages/send-page.ts';
import { channelLink, type Sender } from './channel-links.ts';

export type PublicPage = {
  id: string;
  workspace_id: string;
  company: string;
  language: PageLanguage;
  version: number;
  wording: string;
  offers: { channel: Channel; purpose: Purpose }[];
  senders: Map<Channel, Sender>;
};

type Row = Omit<PublicPage, 'offers' | 'senders'> & { offers: string[] };

/** Undefined when it does not exist, is closed, or nobody could receive what people send. */
export async function loadPublicPage(db: DbOrTx, slug: string): Promise<PublicPage | undefined> {
  const { rows } = await sql<Row>`
    select o.id, o.workspace_id, w.name as company, o.language, o.version, t.wording, o.offers
    from opt_in_pages o join workspaces w on w.id = o.workspace_id
    join opt_in_wordings t on t.page_id = o.id and t.version = o.version
    where o.slug = ${slug} and o.active`.execute(db);
  const row = rows[0];
  if (!row) return undefined;
  const senders = await openSenders(db, row.workspace_id);
  const offers = row.offers.map(offerOf).filter((one) => senders.has(one.channel));
  return offers.length === 0 ? undefined : { ...row, offers, senders };
}

/** The first sender of each channel that people can be sent to. */
export async function openSenders(db: DbOrTx, workspaceId: string): Promise<Map<Channel, Sender>> {
  const { rows } = await sql<Sender>`
    select channel, address, settings->>'username' as username, settings->>'display_phone_number' as number
    from sender_accounts where workspace_id = ${workspaceId} and policy_hold is null order by created_at, id`.execute(
    db,
  );
  const reachable = rows.filter((one) => channelLink(one, 'X', 'X') !== undefined);
  return new Map(reachable.toReversed().map((one) => [one.channel, one]));
}

export function offerOf(text: string): { channel: Channel; purpose: Purpose } {
  const [channel, purpose] = text.split(':');
  return { channel: channel as Channel, purpose: purpose as Purpose };
}
