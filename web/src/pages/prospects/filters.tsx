import { Trans, useLingui } from '@lingui/react/macro';
import { ListFilter } from 'lucide-react';
import { useState } from 'react';
import { channels } from '../../lib/channels.ts';
import { purposeNames } from '../../reasons/message-words.ts';
import { purposes } from '../../lib/purposes.ts';
import { useShortcut } from '../../lib/shortcuts.ts';
import { channelNames } from '../../lib/words.ts';
import { Button } from '../../ui/button.tsx';
import { CodeField } from '../../ui/code-field.tsx';
import { Dialog } from '../../ui/dialog.tsx';
import { SelectField } from '../../ui/select-field.tsx';
import { TextField } from '../../ui/text-field.tsx';
import type { Filters } from './use-prospect-filters.ts';

const any = 'any';

/** Every filter in one window; nothing changes behind it until it is applied. */
export function FilterButton({ filters, onApply }: { filters: Filters; onApply: (next: Filters) => void }) {
  const { t } = useLingui();
  const [open, setOpen] = useState(false);
  useShortcut('f', t`Filter this list`, () => setOpen(true));
  return (
    <>
      <Button icon={<ListFilter className="size-4" aria-hidden />} onClick={() => setOpen(true)}>
        <Trans>Filter</Trans>
      </Button>
      {open && (
        <FilterDialog
          filters={filters}
          onClose={() => setOpen(false)}
          onApply={(next) => {
            setOpen(false);
            onApply(next);
          }}
        />
      )}
    </>
  );
}

function FilterDialog(props: { filters: Filters; onClose: () => void; onApply: (next: Filters) => void }) {
  const { t, i18n } = useLingui();
  const [draft, setDraft] = useState(props.filters);
  const set = (change: Partial<Filters>) => setDraft({ ...draft, ...change });
  const channelItems = [
    { value: any, label: t`Any` },
    ...channels.map((value) => ({ value: value as string, label: channelNames[value] })),
  ];
  const pick = (value: string) => channels.find((one) => one === value);
  const { country, language, min_score: min, max_score: max } = draft;
  const problems = {
    country: country && !/^[A-Z]{2}$/.test(country) ? t`There is no country of this name.` : undefined,
    language: language && !/^[a-z]{2}$/.test(language) ? t`There is no language of this name.` : undefined,
    min: min !== undefined && min > 100 ? t`A score is at most 100.` : undefined,
    max:
      max !== undefined && max > 100
        ? t`A score is at most 100.`
        : min !== undefined && max !== undefined && max < min
          ? t`This is below where it starts.`
          : undefined,
  };
  const wrong = Object.values(problems).some(Boolean);
  const apply = () => {
    // A purpose says nothing without the channel it was given on.
    if (!wrong) props.onApply(draft.consent ? draft : { ...draft, consent_purpose: undefined });
  };
  const number = (value: string) => (/^\d{1,3}$/.test(value) ? Number(value) : undefined);
  return (
    <Dialog
      open
      onClose={props.onClose}
      title={t`Filter prospects`}
      footer={
        <>
          <Button onClick={() => props.onApply({})}>
            <Trans>Clear all</Trans>
          </Button>
          <Button kind="primary" disabled={wrong} onClick={apply}>
            <Trans>Apply filters</Trans>
          </Button>
        </>
      }
    >
      <form
        className="grid gap-4 sm:grid-cols-2"
        onSubmit={(event) => {
          event.preventDefault();
          apply();
        }}
      >
        <SelectField
          id="filter-consent"
          label={t`Consent on`}
          value={draft.consent ?? any}
          items={channelItems}
          onChange={(value) => set({ consent: pick(value) })}
        />
        <SelectField
          id="filter-purpose"
          label={t`Consent for`}
          value={draft.consent_purpose ?? any}
          items={[
            { value: any, label: t`Any` },
            ...purposes.map((value) => ({ value: value as string, label: i18n._(purposeNames[value]) })),
          ]}
          disabled={!draft.consent}
          onChange={(value) => set({ consent_purpose: purposes.find((one) => one === value) })}
        />
        <SelectField
          id="filter-identity"
          label={t`Known on`}
          hint={t`The channel has an address of theirs.`}
          value={draft.identity ?? any}
          items={channelItems}
          onChange={(value) => set({ identity: pick(value) })}
        />
        <CodeField
          id="filter-country"
          name="country"
          kind="region"
          label={t`Country`}
          error={problems.country}
          value={draft.country ?? ''}
          onChange={(value) => set({ country: value || undefined })}
        />
        <CodeField
          id="filter-language"
          name="language"
          kind="language"
          label={t`Language`}
          error={problems.language}
          value={draft.language ?? ''}
          onChange={(value) => set({ language: value || undefined })}
        />
        <div className="grid grid-cols-2 gap-3">
          <TextField
            id="filter-min"
            name="min"
            label={t`Score from`}
            inputMode="numeric"
            autoComplete="off"
            error={problems.min}
            value={draft.min_score === undefined ? '' : String(draft.min_score)}
            onChange={(value) => set({ min_score: number(value) })}
          />
          <TextField
            id="filter-max"
            name="max"
            label={t`to`}
            inputMode="numeric"
            autoComplete="off"
            error={problems.max}
            value={draft.max_score === undefined ? '' : String(draft.max_score)}
            onChange={(value) => set({ max_score: number(value) })}
          />
        </div>
        <button type="submit" className="sr-only" tabIndex={-1}>
          <Trans>Apply filters</Trans>
        </button>
      </form>
    </Dialog>
  );
}
