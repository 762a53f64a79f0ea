// The approved templates of a business account, for the sync that fills channel_templates.
import { PlatformRefusal } from '../answers.ts';
import type { AccountAccess } from '../channel.ts';
import type { OutgoingHttp } from '../../http/outgoing.ts';
import { asObject, objectAt, objectsAt, parseJson, textAt } from '../json.ts';
import { readTemplate, templatePageSize, type RemoteTemplate } from './read-account.ts';
import { authorization, graphUrl } from './graph.ts';

/** Every template of the business account, page by page. Throws PlatformRefusal when Meta refuses. */
export async function listTemplates(
  http: OutgoingHttp,
  account: AccountAccess,
  wabaId: string,
): Promise<RemoteTemplate[]> {
  const found: RemoteTemplate[] = [];
  const first = graphUrl(
    account,
    `${encodeURIComponent(wabaId)}/message_templates?limit=${templatePageSize}`,
  );
  let after: string | undefined;
  // Meta allows 6,000 templates a business: 200 pages are far beyond, and end a cursor that never does.
  for (let page = 0; page < 200; page++) {
    const url = after === undefined ? first : `${first}&after=${encodeURIComponent(after)}`;
    const result = await http.request({ method: 'GET', url, headers: authorization(account) });
    if (!result.ok || result.status !== 200) throw new PlatformRefusal('Listing templates', result);
    const body = asObject(parseJson(result.body));
    found.push(...objectsAt(body, 'data').flatMap((item) => readTemplate(item) ?? []));
    const paging = objectAt(body, 'paging');
    // Only the cursor is used: following `next` would send our token to whatever address it names.
    after = textAt(paging, 'next') === undefined ? undefined : textAt(objectAt(paging, 'cursors'), 'after');
    if (after === undefined) break;
  }
  return found;
}
