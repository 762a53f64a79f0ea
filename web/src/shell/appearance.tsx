import { useLingui } from '@lingui/react/macro';
import { Languages, Monitor, Moon, Sun } from 'lucide-react';
import { languageNames, languageOf } from '../i18n/language.ts';
import { chooseLanguage, chooseTheme } from '../lib/own-preferences.ts';
import { languages, useTheme, type Theme } from '../lib/preferences.ts';
import { Select } from '../ui/select.tsx';

const themeIcons: Record<Theme, typeof Sun> = { system: Monitor, light: Sun, dark: Moon };

/** Language and theme. Each language is named in itself, so that whoever needs it can read it. */
export function Appearance() {
  const { t, i18n } = useLingui();
  const theme = useTheme();
  const Icon = themeIcons[theme];
  return (
    <>
      <Select
        compact
        label={t`Language`}
        value={languageOf(i18n.locale)}
        items={languages.map((value) => ({ value, label: languageNames[value] }))}
        onChange={(language) => void chooseLanguage(language)}
        icon={<Languages className="size-4" aria-hidden />}
      />
      <Select
        compact
        label={t`Theme`}
        value={theme}
        items={[
          { value: 'system', label: t`As the system` },
          { value: 'light', label: t`Light` },
          { value: 'dark', label: t`Dark` },
        ]}
        onChange={(next) => void chooseTheme(next)}
        icon={<Icon className="size-4" aria-hidden />}
      />
    </>
  );
}
