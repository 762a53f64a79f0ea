import { Trans, useLingui } from '@lingui/react/macro';
import type { TemplateContent } from '@sampark/contracts/channel-content.ts';
import { useFormat } from '../../../i18n/use-format.ts';
import { useRegionNames } from '../../../i18n/region-names.ts';
import { SelectField } from '../../../ui/select-field.tsx';
import {
  chooseDefault,
  chooseLanguage,
  differing,
  eachPersons,
  languageChoice,
  listed,
  type Family,
} from './template-choice.ts';

type Props = { family: Family; content: TemplateContent; onChange: (content: TemplateContent) => void };

/** One language for all, or each person's own with the one for those who read none of them. */
export function LanguageFields({ family, content, onChange }: Props) {
  const { t } = useLingui();
  const { tag } = useFormat();
  const names = useRegionNames();
  // The platform writes pt_BR.
  const nameOf = (code: string) => names.language(code.replace('_', '-'));
  const list = (codes: readonly string[]) => new Intl.ListFormat(tag).format(codes.map(nameOf));
  const choice = languageChoice(content);
  const codes = family.versions.map((one) => one.language);
  const own = codes.map((value) => ({ value, label: nameOf(value) }));
  const others = differing(content, family).map((one) => one.language);
  const fallback = nameOf(content.language);
  const named = list(Array.isArray(content.languages) ? content.languages : []);
  const different = list(others);
  if (codes.length === 1 && choice === content.language)
    return (
      <p className="text-sm text-muted">
        <Trans>Approved in one language: {fallback}.</Trans>
      </p>
    );
  return (
    <>
      <div className="grid gap-4 sm:grid-cols-2">
        <SelectField
          id="template-language"
          label={t`Language`}
          value={choice}
          items={[
            { value: eachPersons, label: t`Each person’s language` },
            ...(choice === listed ? [{ value: listed, label: t`Each person’s, of: ${named}` }] : []),
            ...own,
          ]}
          onChange={(next) => onChange(chooseLanguage(content, family, next))}
        />
        {content.languages !== undefined && (
          <SelectField
            id="template-default"
            label={t`For everybody else`}
            value={content.language}
            items={own}
            onChange={(next) => onChange(chooseDefault(content, family, next))}
          />
        )}
      </div>
      {content.languages !== undefined && (
        <p className="text-sm text-muted">
          {others.length > 0 ? (
            <Trans>
              It takes other values in {different}: those people get it in {fallback}.
            </Trans>
          ) : (
            <Trans>Who reads none of its languages gets it in {fallback}.</Trans>
          )}
        </p>
      )}
    </>
  );
}
