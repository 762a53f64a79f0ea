import { Plural, Trans, useLingui } from '@lingui/react/macro';
import { X } from 'lucide-react';
import { lazy, Suspense } from 'react';
import { loadArea } from '../../i18n/language.ts';
import { useFormat } from '../../i18n/use-format.ts';
import { useCodes, useRegionNames } from '../../i18n/region-names.ts';
import { purposeNames } from '../../reasons/message-words.ts';
import { Button } from '../../ui/button.tsx';
import { Card } from '../../ui/card.tsx';
import { SelectField } from '../../ui/select-field.tsx';
import { Skeleton } from '../../ui/skeleton.tsx';
import { TextField } from '../../ui/text-field.tsx';
import type { Aim } from '../segments/audience-segment.tsx';
import { readNumber } from './read-number.ts';
import { WordsField } from './words-field.tsx';
import type { Draft, DraftChange } from './use-draft.ts';

type Props = { draft: Draft; onChange: (change: DraftChange) => void };
/** With the words of its own area, which the pages of campaigns do not load. */
const AudienceSegment = lazy(async () => {
  const [{ AudienceSegment }] = await Promise.all([
    import('../segments/audience-segment.tsx'),
    loadArea('segments'),
  ]);
  return { default: AudienceSegment };
});
const kinds = ['marketing', 'service'] as const;

/** Who it is for: everyone in the book, narrowed down. */
export function AudienceStep({ draft, onChange }: Props) {
  const { t, i18n } = useLingui();
  const { exact } = useFormat();
  const { region, language } = useRegionNames();
  const regions = useCodes('region');
  const tongues = useCodes('language');
  const segment = draft.target_segment;
  const set = (change: Partial<typeof segment> | Aim) => {
    const next: Record<string, unknown> = { ...segment, ...change };
    for (const [name, value] of Object.entries(next)) {
      if (value === undefined || (Array.isArray(value) && value.length === 0)) delete next[name];
    }
    onChange({ target_segment: next });
  };
  const score = segment.lead_score as [number, number] | undefined;
  const setScore = (from: string, to: string) => {
    const low = from === '' ? 0 : readNumber(from);
    const high = to === '' ? 100 : readNumber(to);
    const whole = from === '' && to === '';
    if (low === undefined || high === undefined) return;
    if (!Number.isInteger(low) || !Number.isInteger(high) || low < 0 || high > 100) return;
    set({ lead_score: whole ? undefined : [low, high] });
  };
  if (draft.recipients_listed > 0) {
    const count = draft.recipients_listed;
    return (
      <Card id="audience" title={t`A chosen list of people`}>
        <p className="mb-3 text-muted">
          <Plural
            value={count}
            one={`${exact(count)} person was picked by hand.`}
            other={`${exact(count)} people were picked by hand.`}
          />
        </p>
        <Button icon={<X className="size-4" aria-hidden />} onClick={() => onChange({ prospect_ids: [] })}>
          <Trans>Choose by conditions instead</Trans>
        </Button>
      </Card>
    );
  }
  return (
    <Card
      id="audience"
      title={t`Everyone in your book who fits`}
      note={t`Without conditions that is all of them. Consent decides at the end, whoever is chosen here.`}
    >
      <div className="mb-5 border-b border-line pb-5">
        <Suspense fallback={<Skeleton className="h-16" />}>
          <AudienceSegment aim={segment as Aim} onChange={set} />
        </Suspense>
      </div>
      <div className="grid gap-5 sm:grid-cols-2">
        <WordsField
          id="countries"
          label={t`Countries`}
          values={segment.countries ?? []}
          show={region}
          accept={regions.codeOf}
          suggestions={regions.names}
          onChange={(countries) => set({ countries })}
        />
        <WordsField
          id="languages"
          label={t`Languages`}
          values={segment.languages ?? []}
          show={language}
          accept={tongues.codeOf}
          suggestions={tongues.names}
          onChange={(languages) => set({ languages })}
        />
        <WordsField
          id="interests"
          label={t`Interested in any of`}
          placeholder={t`bonds`}
          values={segment.interests ?? []}
          onChange={(interests) => set({ interests })}
        />
        <WordsField
          id="places"
          label={t`Living in any of`}
          placeholder={t`Dhaka`}
          values={segment.location ?? []}
          onChange={(location) => set({ location })}
        />
        <div className="grid grid-cols-2 gap-3">
          <TextField
            id="score-from"
            name="score-from"
            label={t`Score from`}
            inputMode="numeric"
            autoComplete="off"
            placeholder="0"
            value={score ? String(score[0]) : ''}
            onChange={(value) => setScore(value, score ? String(score[1]) : '')}
          />
          <TextField
            id="score-to"
            name="score-to"
            label={t`to`}
            inputMode="numeric"
            autoComplete="off"
            placeholder="100"
            value={score ? String(score[1]) : ''}
            onChange={(value) => setScore(score ? String(score[0]) : '', value)}
          />
        </div>
        <SelectField
          id="purpose"
          label={t`What it is about`}
          hint={t`Consent is given for a purpose: this decides whose counts.`}
          value={draft.purpose}
          items={kinds.map((value) => ({
            value: value as Draft['purpose'],
            label: i18n._(purposeNames[value]),
          }))}
          onChange={(purpose) => onChange({ purpose })}
        />
      </div>
      {segment.import_id && (
        <p className="mt-5 flex flex-wrap items-center gap-3">
          <Trans>Only people of one import.</Trans>
          <Button onClick={() => set({ import_id: undefined })}>
            <Trans>Take this condition off</Trans>
          </Button>
        </p>
      )}
    </Card>
  );
}
