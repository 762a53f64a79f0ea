import { fontFamilies, logoLimits, type BrandingConfig } from '@sampark/contracts/profiles.ts';
import { Trans, useLingui } from '@lingui/react/macro';
import { contrastRatio } from '@sampark/contracts/contrast.ts';
import { useFormat } from '../../i18n/use-format.ts';
import { Card } from '../../ui/card.tsx';
import { SelectField } from '../../ui/select-field.tsx';
import { ColourField } from './colour-field.tsx';
import { fontStack, fontWords } from './fonts.ts';
import type { FormPart } from './form-part.ts';
import { LogoField } from './logo-field.tsx';
import { faultAt } from './use-fault-words.ts';
import type { Place, Profile } from './use-profiles.ts';

type Props = FormPart & { stored: Profile | undefined; onLogo: (profile: Profile) => void };
const white = '#ffffff';

/** Colours, letters and logos, with a look at how they go together. */
export function BrandingCard({ draft, onChange, faults, disabled, stored, onLogo }: Props) {
  const { t, i18n } = useLingui();
  const { exact } = useFormat();
  const { colors, fonts, logos } = draft.branding_config;
  const set = (more: Partial<BrandingConfig>) =>
    onChange({ branding_config: { ...draft.branding_config, ...more } });
  const setColour = (name: keyof BrandingConfig['colors'], value: string) => {
    const { [name]: _before, ...rest } = colors;
    // An empty one is left to the default; the accent has none.
    set({ colors: (value === '' && name !== 'accent' ? rest : { ...rest, [name]: value }) as typeof colors });
  };
  const takeOff = (place: Place) => {
    const { [place]: _before, ...rest } = logos;
    set({ logos: rest });
  };
  const background = colors.background ?? white;
  const side = exact(logoLimits.side);
  const families = fontFamilies.map((value) => ({
    value: value as string,
    label: fontWords[value] ? i18n._(fontWords[value]) : value,
  }));
  return (
    <Card id="profile-branding" title={t`Looks`} note={t`What people see of you beside your words.`}>
      <div className="grid gap-5">
        <div className="grid items-start gap-4 sm:grid-cols-3">
          <ColourField
            id="colour-accent"
            label={t`Main colour`}
            value={colors.accent}
            error={faultAt(faults, 'branding_config.colors.accent')}
            on={{ background, least: 3 }}
            disabled={disabled}
            onChange={(value) => setColour('accent', value)}
          />
          <ColourField
            id="colour-text"
            label={t`Text colour`}
            value={colors.text ?? ''}
            fallback="#1a1a1a"
            error={faultAt(faults, 'branding_config.colors.text')}
            on={{ background, least: 4.5 }}
            disabled={disabled}
            onChange={(value) => setColour('text', value)}
          />
          <ColourField
            id="colour-background"
            label={t`Background`}
            value={colors.background ?? ''}
            fallback={white}
            error={faultAt(faults, 'branding_config.colors.background')}
            disabled={disabled}
            onChange={(value) => setColour('background', value)}
          />
        </div>
        <div className="grid items-start gap-4 sm:grid-cols-2">
          <SelectField
            id="font-body"
            label={t`Font of texts`}
            value={fonts.body}
            items={families}
            disabled={disabled}
            onChange={(body) => set({ fonts: { ...fonts, body: body as typeof fonts.body } })}
          />
          <SelectField
            id="font-heading"
            label={t`Font of headings`}
            value={fonts.heading ?? fonts.body}
            items={families}
            disabled={disabled}
            onChange={(heading) => set({ fonts: { ...fonts, heading: heading as typeof fonts.body } })}
          />
        </div>
        <Sample draft={draft} background={background} />
        <div className="grid gap-2">
          <div className="grid gap-3 sm:grid-cols-2">
            {(
              [
                ['light', t`Logo on light`],
                ['dark', t`Logo on dark`],
              ] as const
            ).map(([place, label]) => (
              <LogoField
                key={place}
                place={place}
                label={label}
                stored={stored}
                hash={logos[place]}
                disabled={disabled}
                onUploaded={onLogo}
                onRemove={() => takeOff(place)}
              />
            ))}
          </div>
          <p className="text-sm text-muted">
            {stored ? (
              <Trans>
                PNG, JPEG or WebP of at most {exact(logoLimits.bytes / 1024)} kB. It is drawn anew with at
                most {side} pixels a side and kept at once, as a further version.
              </Trans>
            ) : (
              <Trans>A logo can be added once the profile is made.</Trans>
            )}
          </p>
        </div>
      </div>
    </Card>
  );
}

/** The colours and fonts together, the way a page of yours would use them. */
function Sample({ draft, background }: { draft: FormPart['draft']; background: string }) {
  const { t } = useLingui();
  const { colors, fonts } = draft.branding_config;
  const onAccent = /^#[0-9a-f]{6}$/i.test(colors.accent)
    ? contrastRatio(colors.accent, white) >= contrastRatio(colors.accent, '#000000')
      ? white
      : '#000000'
    : white;
  return (
    <div
      role="img"
      aria-label={t`A sample of the colours and fonts`}
      className="flex flex-wrap items-center justify-between gap-3 rounded-md border border-line px-4 py-3"
      style={{ background, color: colors.text ?? '#1a1a1a', fontFamily: fontStack(fonts.body) }}
    >
      <span className="grid gap-0.5">
        <span
          className="text-lg font-semibold"
          style={{ fontFamily: fontStack(fonts.heading ?? fonts.body) }}
        >
          {draft.name || t`Your profile`}
        </span>
        <span lang={draft.language} dir="auto">
          {sentence[draft.language] ?? sentence['en']}
        </span>
      </span>
      <span
        className="rounded-md px-3 py-1.5 font-medium"
        style={{ background: colors.accent, color: onAccent }}
      >
        <Trans>A button</Trans>
      </span>
    </div>
  );
}

/** A short sentence with the letters of the language: fonts that lack them show it. */
const sentence: Readonly<Record<string, string>> = {
  en: 'The quick brown fox jumps over the lazy dog.',
  bn: 'আপনার সঞ্চয়, আপনার ভবিষ্যৎ।',
  ar: 'مدخراتك ومستقبلك بين أيدٍ أمينة.',
  es: 'El veloz murciélago hindú comía feliz cardillo y kiwi.',
  zh: '您的积蓄，您的未来。',
};
