// What is known of the templates a workspace may send, and which of them one person gets. Pure.
import type { TemplateContent } from '@sampark/contracts/channel-content.ts';
import { templateFaults } from '@sampark/contracts/template-faults.ts';
import type { TemplateParts } from '@sampark/contracts/template-parts.ts';

export type KnownTemplate = {
  name: string;
  language: string;
  /** Approved, and still there. */
  sendable: boolean;
  parts: TemplateParts;
};

/** Of one workspace, by name and then by language. */
export type TemplatesOf = ReadonlyMap<string, ReadonlyMap<string, KnownTemplate>>;

type Reader = { language?: unknown; country?: unknown };

/**
 * The language of the template this person gets: their own where it is asked for, approved and takes the same values, else
 * the content's. Their country's variety first (`pt_BR`), then the plain language, then the content's own variety of it.
 */
export function languageFor(
  content: TemplateContent,
  reader: Reader,
  templates: TemplatesOf | undefined,
): string {
  const { languages, language } = content;
  const own = typeof reader.language === 'string' ? primary(reader.language) : '';
  const versions = templates?.get(content.name);
  if (languages === undefined || own === '' || versions === undefined) return language;
  const country = typeof reader.country === 'string' ? reader.country.toUpperCase() : '';
  const wanted = [`${own}_${country}`, own, ...(primary(language) === own ? [language] : [])];
  const others = [...versions.keys()].filter((one) => primary(one) === own).sort();
  const may = (one: string) => {
    if (languages !== 'person' && one !== language && !languages.includes(one)) return false;
    const version = versions.get(one);
    return version !== undefined && version.sendable && fits(content, version);
  };
  return [...wanted, ...others].find(may) ?? language;
}

/** Asked for every message; both are the same objects for a whole campaign. */
const known = new WeakMap<KnownTemplate, WeakMap<TemplateContent, boolean>>();

function fits(content: TemplateContent, template: KnownTemplate): boolean {
  let ofTemplate = known.get(template);
  if (!ofTemplate) known.set(template, (ofTemplate = new WeakMap<TemplateContent, boolean>()));
  let fit = ofTemplate.get(content);
  if (fit === undefined)
    ofTemplate.set(content, (fit = templateFaults(content, template.parts).length === 0));
  return fit;
}

/** `zh_CN`, `zh-Hans` and `zh` are one language. */
export function primary(language: string): string {
  return (language.split(/[-_]/)[0] ?? '').toLowerCase();
}
