import { Trans, useLingui } from '@lingui/react/macro';
import { Card } from '../../ui/card.tsx';
import { SelectField } from '../../ui/select-field.tsx';
import { useColumnWords } from './column-words.ts';
import { CountryField } from './country-field.tsx';
import { fieldWords } from './import-words.ts';
import { assign } from './mapping.ts';
import type { Preview, Settings } from './upload.ts';

type Props = { preview: Preview; settings: Settings; onChange: (settings: Settings) => void };
const keep = 'keep';

/** Each column with what stands in it and what it becomes. What was recognised can be changed. */
export function ColumnsCard({ preview, settings, onChange }: Props) {
  const { t, i18n } = useLingui();
  const words = useColumnWords();
  const items = [
    { value: keep, label: t`Keep under its own name` },
    ...Object.entries(fieldWords).map(([value, word]) => ({ value, label: i18n._(word) })),
  ];
  const choose = (column: string, field: string) =>
    onChange({
      ...settings,
      mapping: assign(settings.mapping, preview.columns, column, field === keep ? null : field),
    });
  return (
    <Card
      id="columns"
      title={t`What the columns are`}
      note={t`Recognised from their names. Change what is wrong.`}
    >
      <ul className="divide-y divide-line">
        {preview.columns.map((one, index) => (
          <li
            key={one.column}
            className="grid items-start gap-x-4 gap-y-2 py-3 first:pt-0 last:pb-0 sm:grid-cols-[minmax(0,1fr)_280px]"
          >
            <div className="grid min-w-0 gap-0.5">
              <span className="font-medium break-words">{words.name(one.column)}</span>
              <span className="truncate py-px text-sm text-muted" dir="auto">
                {one.samples.filter(Boolean).slice(0, 3).join(' · ') || t`empty in the first rows`}
              </span>
              {one.note && <span className="text-sm text-warn">{words.note(one.note)}</span>}
            </div>
            <SelectField
              id={`column-${index}`}
              label={t`Becomes`}
              value={one.field ?? keep}
              items={items}
              onChange={(field) => choose(one.column, field)}
            />
          </li>
        ))}
      </ul>
      <div className="mt-4 grid gap-4 border-t border-line pt-4 sm:grid-cols-2">
        <CountryField
          value={settings.default_country}
          onChange={(default_country) => onChange({ ...settings, default_country })}
        />
        <SelectField
          id="dates"
          label={t`How dates are written`}
          value={settings.date_order ?? 'auto'}
          items={[
            { value: 'auto', label: t`Recognise by itself` },
            { value: 'dmy', label: t`Day, month, year` },
            { value: 'mdy', label: t`Month, day, year` },
            { value: 'ymd', label: t`Year, month, day` },
          ]}
          onChange={(value) =>
            onChange({
              ...settings,
              date_order: value === 'dmy' || value === 'mdy' || value === 'ymd' ? value : undefined,
            })
          }
        />
      </div>
      <p className="mt-3 text-sm text-muted">
        <Trans>Columns kept under their own name can be used in messages later.</Trans>
      </p>
    </Card>
  );
}
