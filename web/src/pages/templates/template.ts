import type { Answer } from '../../api/client.ts';

export type TemplateList = Answer<'GET /api/v1/templates'>;
export type Template = TemplateList['items'][number];
export type TemplateDetail = Answer<'GET /api/v1/templates/{id}'>;
export type Account = TemplateList['accounts'][number];

/** The same name in several languages is one template to whoever writes with it. */
export type Family = { key: string; name: string; category: string; members: readonly Template[] };

export function familiesOf(items: readonly Template[]): Family[] {
  const families = new Map<string, Template[]>();
  for (const one of items) {
    const key = `${one.waba_id}/${one.name}`;
    families.set(key, [...(families.get(key) ?? []), one]);
  }
  return [...families].map(([key, members]) => ({
    ...{ key, members },
    name: members[0]?.name ?? '',
    category: members[0]?.category ?? '',
  }));
}
