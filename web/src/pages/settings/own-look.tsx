import { Trans, useLingui } from '@lingui/react/macro';
import { languageNames, languageOf } from '../../i18n/language.ts';
import { chooseLanguage, chooseTheme } from '../../lib/own-preferences.ts';
import { languages, useTheme } from '../../lib/preferences.ts';
import { enableShortcuts, useShortcutList, useShortcutsEnabled } from '../../lib/shortcuts.ts';
import { Card } from '../../ui/card.tsx';
import { KeyHint } from '../../ui/key-hint.tsx';
import { SelectField } from '../../ui/select-field.tsx';
import { Switch } from '../../ui/switch.tsx';

export function AppearanceSection() {
  const { t, i18n } = useLingui();
  const theme = useTheme();
  return (
    <Card
      id="appearance"
      title={t`Appearance`}
      note={t`Kept with your account, for every browser you sign in with.`}
    >
      <div className="grid gap-4 sm:grid-cols-2">
        <SelectField
          id="language"
          label={t`Language`}
          value={languageOf(i18n.locale)}
          items={languages.map((value) => ({ value, label: languageNames[value] }))}
          onChange={(language) => void chooseLanguage(language)}
        />
        <SelectField
          id="theme"
          label={t`Colours`}
          value={theme}
          items={[
            { value: 'system', label: t`As the system` },
            { value: 'light', label: t`Light` },
            { value: 'dark', label: t`Dark` },
          ]}
          onChange={(next) => void chooseTheme(next)}
        />
      </div>
    </Card>
  );
}

export function KeysSection() {
  const { t } = useLingui();
  const enabled = useShortcutsEnabled();
  const shortcuts = useShortcutList();
  return (
    <Card id="keys" title={t`Keys`} note={t`They never work while you type.`}>
      <div className="grid gap-5">
        <Switch
          label={t`Single-key shortcuts`}
          hint={t`Switch them off if they get in the way of speech input or another tool. Ctrl K stays.`}
          checked={enabled}
          onChange={enableShortcuts}
        />
        <ul className="divide-y divide-line border-t border-line" aria-label={t`Keys everywhere`}>
          <li className="flex min-h-10 items-center justify-between gap-4">
            <Trans>Go anywhere, find anything</Trans>
            <KeyHint keys="Ctrl K" />
          </li>
          {shortcuts.map((one) => (
            <li key={one.keys} className="flex min-h-10 items-center justify-between gap-4">
              {one.label}
              <KeyHint keys={one.keys} />
            </li>
          ))}
        </ul>
      </div>
    </Card>
  );
}
