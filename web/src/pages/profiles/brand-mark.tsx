import { contrastRatio } from '@sampark/contracts/contrast.ts';
import type { CSSProperties } from 'react';
import { classNames } from '../../ui/class-names.ts';
import { useLogo, type Profile } from './use-profiles.ts';

type Branding = Profile['branding_config'];

/** The profile's logo; without one its first letter on its colour. A picture beside the name: the name says who it is. */
export function BrandMark(props: {
  id: string;
  name: string;
  branding: Branding;
  className?: string;
  /** As on a dark screen, where the profile has a logo for it. */
  dark?: boolean;
}) {
  const { logos, colors } = props.branding;
  const place = props.dark && logos.dark ? 'dark' : 'light';
  const hash = logos[place] ?? logos.dark;
  const picture = useLogo(props.id, logos[place] ? place : 'dark', hash);
  const accent = colors.accent ?? '#57534e';
  const shape = classNames('grid size-full shrink-0 place-items-center overflow-hidden', props.className);
  if (hash !== undefined)
    return (
      <span
        className={shape}
        style={{ background: place === 'dark' ? '#171412' : (colors.background ?? '#fff') }}
      >
        {picture && <img src={picture} alt="" className="size-full object-contain" />}
      </span>
    );
  return (
    <span aria-hidden className={classNames(shape, 'font-semibold')} style={onAccent(accent)}>
      {firstLetter(props.name)}
    </span>
  );
}

function onAccent(accent: string): CSSProperties {
  const light = contrastRatio(accent, '#ffffff') >= contrastRatio(accent, '#000000');
  return { background: accent, color: light ? '#ffffff' : '#000000' };
}

/** As people see letters: a Bengali one with its vowel sign is one. */
function firstLetter(name: string): string {
  const [first] = new Intl.Segmenter(undefined, { granularity: 'grapheme' }).segment(name.trim());
  return first?.segment.toLocaleUpperCase() ?? '·';
}
