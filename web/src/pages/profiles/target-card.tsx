import { Trans, useLingui } from '@lingui/react/macro';
import { useCodes, useRegionNames } from '../../i18n/region-names.ts';
import { Card } from '../../ui/card.tsx';
import { TextField } from '../../ui/text-field.tsx';
import { readNumber } from '../campaigns/read-number.ts';
import { WordsField } from '../campaigns/words-field.tsx';
import { useState } from 'react';
import type { FormPart } from './form-part.ts';
import { LanguageName } from './language-name.tsx';
import { faultAt } from './use-fault-words.ts';
import { useTargetWords } from './use-target-words.ts';

type Range = readonly [number, number] | undefined;

/** Whom it is made for: everything given has to hold, and what is not known of a person does not. */
export function TargetCard({ draft, onChange, faults }: FormPart) {
  const { t } = useLingui();
  const { region, language } = useRegionNames();
  const regions = useCodes('region');
  const tongues = useCodes('language');
  const wordsOf = useTargetWords();
  const target = draft.target_demographics;
  const set = (more: Partial<Record<keyof typeof target, unknown>>) => {
    const next = Object.entries({ ...target, ...more }).filter(
      ([, value]) => value !== undefined && !(Array.isArray(value) && value.length === 0),
    );
    onChange({ target_demographics: Object.fromEntries(next) });
  };
  const lines = wordsOf(target);
  return (
    <Card
      id="profile-target"
      title={t`For whom`}
      note={t`Everything you give here has to hold. Without any of it, it is for all who speak its language.`}
    >
      <div className="grid gap-5">
        <div className="grid items-start gap-5 sm:grid-cols-2">
          <RangeFields
            id="target-age"
            from={t`Age from`}
            most={150}
            range={target.age_range}
            error={faultAt(faults, 'target_demographics.age_range')}
            onChange={(age_range) => set({ age_range })}
          />
          <RangeFields
            id="target-score"
            from={t`Score from`}
            most={100}
            range={target.lead_score}
            error={faultAt(faults, 'target_demographics.lead_score')}
            onChange={(lead_score) => set({ lead_score })}
          />
          <WordsField
            id="target-places"
            label={t`Living in any of`}
            placeholder={t`Dhaka`}
            values={target.location ?? []}
            onChange={(location) => set({ location })}
          />
          <WordsField
            id="target-countries"
            label={t`Countries`}
            values={target.countries ?? []}
            show={region}
            accept={regions.codeOf}
            suggestions={regions.names}
            onChange={(countries) => set({ countries })}
          />
          <WordsField
            id="target-interests"
            label={t`Interested in any of`}
            placeholder={t`bonds`}
            values={target.interests ?? []}
            onChange={(interests) => set({ interests })}
          />
          <WordsField
            id="target-languages"
            label={t`Readers of other languages, too`}
            hint={t`People who speak one of these get it although it is written in another.`}
            values={target.languages ?? []}
            show={language}
            accept={tongues.codeOf}
            suggestions={tongues.names}
            onChange={(languages) => set({ languages })}
          />
        </div>
        <p className="rounded-md bg-raised px-3 py-2 text-sm">
          {lines.length > 0 ? (
            <Trans>For people {lines.join(', ')}</Trans>
          ) : (
            <Trans>For everybody who speaks its language</Trans>
          )}{' '}
          · <LanguageName code={draft.language} />
        </p>
      </div>
    </Card>
  );
}

/** From and to; both empty is no condition. */
function RangeFields(props: {
  id: string;
  from: string;
  most: number;
  range: Range;
  error: string | undefined;
  onChange: (range: [number, number] | undefined) => void;
}) {
  const { t } = useLingui();
  const { range, most } = props;
  const shown = range ? [String(range[0]), String(range[1])] : ['', ''];
  const [typed, setTyped] = useState<[string, string]>();
  const [from = '', to = ''] = typed ?? shown;
  const read = (text: string, empty: number) => (text.trim() === '' ? empty : readNumber(text));
  const low = read(from, 0);
  const high = read(to, most);
  const fits = (value: number | undefined) => value !== undefined && Number.isInteger(value) && value <= most;
  const wrong = !fits(low) || !fits(high) || (low ?? 0) > (high ?? 0);
  const change = (next: [string, string]) => {
    setTyped(next);
    if (next[0].trim() === '' && next[1].trim() === '') return props.onChange(undefined);
    const [a, b] = [read(next[0], 0), read(next[1], most)];
    if (fits(a) && fits(b) && (a ?? 0) <= (b ?? 0)) props.onChange([a ?? 0, b ?? most]);
  };
  return (
    <div className="grid grid-cols-2 items-start gap-3" onBlur={() => !wrong && setTyped(undefined)}>
      <TextField
        id={`${props.id}-from`}
        name={`${props.id}-from`}
        label={props.from}
        inputMode="numeric"
        autoComplete="off"
        placeholder="0"
        value={from}
        error={wrong && typed ? t`Whole numbers, the smaller one first.` : props.error}
        onChange={(value) => change([value, to])}
      />
      <TextField
        id={`${props.id}-to`}
        name={`${props.id}-to`}
        label={t`to`}
        inputMode="numeric"
        autoComplete="off"
        placeholder={String(most)}
        value={to}
        onChange={(value) => change([from, value])}
      />
    </div>
  );
}
