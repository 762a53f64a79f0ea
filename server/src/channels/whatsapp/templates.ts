// The templates of a business account, page by page.
import type { OutgoingHttp } from '../../http/outgoing.ts';
import { notWell } from '../answers.ts';
import type { AccountAccess, ChannelTemplate, TemplateListing } from '../channel.ts';
import { asObject, idAt, objectAt, objectsAt, parseJson, textAt, type Json } from '../json.ts';
import { whatsappOutcome } from './errors.ts';
import { authorization, graphUrl } from './graph.ts';
import { qualityOf } from './read-account.ts';

const pageSize = 100;
/** Meta allows 6,000 templates a business: 200 pages are far beyond, and end a cursor that never does. */
const mostPages = 200;
const fields = 'id,name,language,category,status,parameter_format,components,quality_score,rejected_reason';

/** All or nothing: half a list would look as if the rest were gone. */
export async function listTemplates(http: OutgoingHttp, account: AccountAccess): Promise<TemplateListing> {
  const waba = account.settings.waba_id;
  if (typeof waba !== 'string' || waba === '')
    return { ok: false, code: 'account_configuration', detail: 'The sender names no business account' };
  const path = `${encodeURIComponent(waba)}/message_templates?limit=${pageSize}&fields=${fields}`;
  const first = graphUrl(account, path);
  const templates: ChannelTemplate[] = [];
  let after: string | undefined;
  for (let page = 0; page < mostPages; page++) {
    const url = after === undefined ? first : `${first}&after=${encodeURIComponent(after)}`;
    const result = await http.request({
      ...{ method: 'GET', url, headers: authorization(account), timeout_ms: 15_000 },
    });
    const body = result.ok ? asObject(parseJson(result.body)) : undefined;
    if (!result.ok || result.status !== 200 || body === undefined || !Array.isArray(body.data)) {
      const outcome = result.ok ? whatsappOutcome(result, body) : undefined;
      if (outcome && outcome.kind !== 'accepted')
        return { ok: false, code: outcome.code, detail: outcome.detail ?? '' };
      const { code, detail } = notWell(result);
      return { ok: false, code: code ?? 'unclassified', detail };
    }
    templates.push(...objectsAt(body, 'data').flatMap((item) => readTemplate(item) ?? []));
    const paging = objectAt(body, 'paging');
    // Only the cursor is used: following `next` would send our token to whatever address it names.
    after = textAt(paging, 'next') === undefined ? undefined : textAt(objectAt(paging, 'cursors'), 'after');
    if (after === undefined) return { ok: true, templates };
  }
  return { ok: false, code: 'unclassified', detail: `More than ${mostPages} pages of templates` };
}

function readTemplate(value: Json): ChannelTemplate | undefined {
  const name = textAt(value, 'name');
  const language = textAt(value, 'language');
  if (!name || !language) return undefined;
  const reason = textAt(value, 'rejected_reason');
  return {
    external_id: idAt(value, 'id') ?? null,
    ...{ name, language },
    category: (textAt(value, 'category') ?? 'UTILITY').toUpperCase(),
    status: (textAt(value, 'status') ?? 'PENDING').toUpperCase(),
    quality: qualityOf(textAt(objectAt(value, 'quality_score'), 'score')) ?? null,
    rejected_reason: reason === undefined || reason === 'NONE' ? null : reason,
    parameter_format: (textAt(value, 'parameter_format') ?? 'POSITIONAL').toUpperCase(),
    components: Array.isArray(value.components) ? value.components : [],
  };
}
