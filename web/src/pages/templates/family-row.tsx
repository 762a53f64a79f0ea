import { Plural, Trans, useLingui } from '@lingui/react/macro';
import { getRouteApi, Link } from '@tanstack/react-router';
import { languageOf } from '../../i18n/language.ts';
import { useRegionNames } from '../../i18n/region-names.ts';
import { classNames } from '../../ui/class-names.ts';
import { toneText } from '../../ui/status.tsx';
import type { Family, Template } from './template.ts';
import { categoryWords, templateWords } from './template-words.ts';

const route = getRouteApi('/app/templates');

/** One template: its name, its words, and every language it exists in with how that stands. */
export function FamilyRow({ family }: { family: Family }) {
  const { i18n } = useLingui();
  const { open } = route.useSearch();
  // In the reader's own language where there is one, so that a list can be read.
  const read = languageOf(i18n.locale);
  const first =
    [read, 'en'].flatMap((code) => family.members.filter((one) => one.language.startsWith(code)))[0] ??
    family.members[0];
  const used = Math.max(0, ...family.members.map((one) => one.used_by.campaigns + one.used_by.profiles));
  const category = categoryWords[family.category];
  return (
    <li
      data-row
      className={classNames(
        'grid gap-2 px-4 py-3.5 sm:px-5',
        family.members.some((one) => one.id === open) && 'bg-raised',
      )}
    >
      <div className="flex flex-wrap items-baseline justify-between gap-x-4 gap-y-1">
        <h2 className="min-w-0 text-base font-semibold [overflow-wrap:anywhere]">
          {family.name.replaceAll('_', ' ')}
        </h2>
        <p className="text-sm text-muted">
          {category ? i18n._(category) : family.category.toLowerCase()}
          {' · '}
          {used === 0 ? (
            <Trans>not used</Trans>
          ) : (
            <Plural value={used} one="used in # place" other="used in # places" />
          )}
        </p>
      </div>
      {first?.body && (
        <p dir="auto" className="line-clamp-2 text-muted">
          {first.body}
        </p>
      )}
      <ul className="flex flex-wrap gap-1.5">
        {family.members.map((one) => (
          <li key={one.id}>
            <LanguageLink template={one} />
          </li>
        ))}
      </ul>
    </li>
  );
}

/** A language with how it stands; opens it beside the list. */
function LanguageLink({ template }: { template: Template }) {
  const { i18n } = useLingui();
  const { language } = useRegionNames();
  const { open } = route.useSearch();
  const { icon: Icon, tone, word } = templateWords(template.status, template.removed_at !== null);
  return (
    <Link
      to="/templates"
      search={(before) => ({ ...before, open: template.id })}
      aria-current={open === template.id ? 'true' : undefined}
      className="inline-flex min-h-8 items-center gap-1.5 rounded-md border border-line bg-surface px-2.5 text-sm hover:border-control pointer-coarse:min-h-11"
    >
      <Icon className={classNames('size-3.5', toneText[tone])} aria-hidden />
      <span className="font-medium">{languageName(template.language, language)}</span>
      <span className="text-muted">{i18n._(word)}</span>
    </Link>
  );
}

/** The platform writes `pt_BR`. */
export function languageName(code: string, name: (code: string) => string): string {
  try {
    return name(code.replace('_', '-'));
  } catch {
    return code;
  }
}
