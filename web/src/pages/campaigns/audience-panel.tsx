import { useLingui } from '@lingui/react/macro';
import { Card } from '../../ui/card.tsx';
import { ErrorState } from '../../ui/error-state.tsx';
import { Skeleton } from '../../ui/skeleton.tsx';
import { AudienceSum } from './audience-sum.tsx';
import { useForecast } from './use-forecast.ts';

/** Beside the steps: whom the draft reaches as it stands. */
export function AudiencePanel({ id }: { id: string }) {
  const { t } = useLingui();
  const forecast = useForecast(id);
  const data = forecast.data;
  if (!data) {
    if (forecast.isError)
      return (
        <ErrorState
          error={forecast.error}
          onRetry={() => void forecast.refetch()}
          retrying={forecast.isFetching}
        />
      );
    return <Skeleton className="h-64" />;
  }
  return (
    <Card
      id="forecast"
      title={t`Who gets it`}
      note={t`As things stand now; each message is checked again when it goes out.`}
    >
      <AudienceSum forecast={data} busy={forecast.isFetching} />
    </Card>
  );
}
