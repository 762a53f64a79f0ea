import { Plural, Trans, useLingui } from '@lingui/react/macro';
import { useFormat } from '../../i18n/use-format.ts';
import { SearchField } from '../../ui/search-field.tsx';
import { Select } from '../../ui/select.tsx';
import { sorts, type FleetFilters, type Sort } from './fleet-view.ts';
import { usePortfolios } from './use-fleet.ts';

type Props = {
  filters: FleetFilters;
  onChange: (change: FleetFilters) => void;
  shown: number | undefined;
  all: number | undefined;
};

/** Text, portfolio and order; how many that leaves. */
export function FleetTools({ filters, onChange, shown, all }: Props) {
  const { t } = useLingui();
  const { exact } = useFormat();
  const portfolios = usePortfolios().data?.items ?? [];
  const words: Record<Sort, string> = {
    worst: t`Worst first`,
    used: t`Most used today`,
    name: t`By name`,
    silent: t`Longest unheard`,
  };
  const total = exact(all ?? 0);
  return (
    <div className="flex flex-wrap items-center gap-x-2 gap-y-2">
      <SearchField
        label={t`Name or number`}
        value={filters.q ?? ''}
        onSearch={(q) => onChange({ q: q || undefined })}
      />
      {portfolios.length > 0 && (
        <Select<string>
          label={t`Portfolio`}
          value={filters.portfolio ?? 'all'}
          items={[
            { value: 'all', label: t`Every portfolio` },
            ...portfolios.map(({ id, name }) => ({ value: id, label: name })),
          ]}
          onChange={(value) => onChange({ portfolio: value === 'all' ? undefined : value })}
        />
      )}
      <Select<Sort>
        label={t`Order`}
        value={filters.sort ?? 'worst'}
        items={sorts.map((value) => ({ value, label: words[value] }))}
        onChange={(sort) => onChange({ sort: sort === 'worst' ? undefined : sort })}
      />
      {shown !== undefined && (
        <p role="status" className="tabular ms-auto text-sm text-muted">
          {shown === all ? (
            <Plural value={shown} one="# sender" other="# senders" />
          ) : (
            <Trans>
              {exact(shown)} of {total} senders
            </Trans>
          )}
        </p>
      )}
    </div>
  );
}
