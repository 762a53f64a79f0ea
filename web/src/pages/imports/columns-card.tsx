import { Trans, useLingui } from '@lingui/react/macro';
import { Card } from '../../ui/card.tsx';
import { SelectField } from '../../ui/select-field.tsx';
import { TextField } from '../../ui/text-field.tsx';
import { fieldWords } from './import-words.ts';
import type { Preview, Settings } from './upload.ts';

type Props = { preview: Preview; settings: Settings; onChange: (settings: Settings) => void };
const keep = 'keep';

/** Each column with what stands in it and what it becomes. What was recognised can be changed. */
export function ColumnsCard({ preview, settings, onChange }: Props) {
  const { t, i18n } = useLingui();
  const items = [
    { value: keep, label: t`Keep under its own name` },
    ...Object.entries(fieldWords).map(([value, word]) => ({ value, label: i18n._(word) })),
  ];
  const assign = (column: string, field: string) => {
    const mapping = Object.fromEntries(
      // A field comes from one column, and a column becomes one field.
      Object.entries({
        ...Object.fromEntries(preview.columns.flatMap((one) => (one.field ? [[one.field, one.column]] : []))),
        ...settings.mapping,
      }).filter(([known, from]) => from !== column && known !== field),
    );
    if (field !== keep) mapping[field] = column;
    onChange({ ...settings, mapping });
  };
  return (
    <Card
      id="columns"
      title={t`What the columns are`}
      note={t`Recognised from their names. Change what is wrong.`}
    >
      <ul className="divide-y divide-line">
        {preview.columns.map((one, index) => (
          <li
            // Two columns can have the same name.
            key={`${one.column}${index}`}
            className="grid items-start gap-x-4 gap-y-2 py-3 first:pt-0 last:pb-0 sm:grid-cols-[minmax(0,1fr)_280px]"
          >
            <div className="grid min-w-0 gap-0.5">
              <span className="font-medium break-words">{one.column || t`Column ${index + 1}`}</span>
              <span className="truncate py-px text-sm text-muted" dir="auto">
                {one.samples.filter(Boolean).slice(0, 3).join(' · ') || t`empty in the first rows`}
              </span>
              {one.note && <span className="text-sm text-warn">{one.note}</span>}
            </div>
            <SelectField
              id={`column-${index}`}
              label={t`Becomes`}
              value={one.field ?? keep}
              items={items}
              onChange={(field) => assign(one.column, field)}
            />
          </li>
        ))}
      </ul>
      <div className="mt-4 grid gap-4 border-t border-line pt-4 sm:grid-cols-2">
        <TextField
          id="country"
          name="country"
          label={t`Country of numbers without a country code`}
          hint={t`Two letters, such as BD. Left empty: the workspace’s country.`}
          autoComplete="off"
          value={settings.default_country ?? ''}
          onChange={(value) => {
            const code = value.trim().toUpperCase();
            onChange({ ...settings, default_country: /^[A-Z]{2}$/.test(code) ? code : undefined });
          }}
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
