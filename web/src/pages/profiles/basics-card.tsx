import { useLingui } from '@lingui/react/macro';
import { Card } from '../../ui/card.tsx';
import { TextField } from '../../ui/text-field.tsx';
import { CodeField } from './code-field.tsx';
import type { FormPart } from './form-part.ts';
import { LanguageName } from './language-name.tsx';
import { faultAt } from './use-fault-words.ts';

/** What it is called here, and which language it speaks. */
export function BasicsCard({ draft, onChange, faults }: FormPart) {
  const { t } = useLingui();
  return (
    <Card id="profile-basics" title={t`Name and language`}>
      <div className="grid items-start gap-4 sm:grid-cols-2">
        <TextField
          id="profile-name"
          name="name"
          label={t`Name`}
          hint={t`Only your colleagues see it.`}
          placeholder={t`Families in Dhaka`}
          autoComplete="off"
          value={draft.name}
          error={faults['name']}
          onChange={(name) => onChange({ name })}
        />
        <div className="grid gap-1.5">
          <CodeField
            id="profile-language"
            kind="language"
            label={t`Language`}
            value={draft.language}
            error={faultAt(faults, 'language')}
            onChange={(language) => language && onChange({ language })}
          />
          <p className="text-sm">
            <LanguageName code={draft.language} />
          </p>
        </div>
      </div>
    </Card>
  );
}
