import { Trans, useLingui } from '@lingui/react/macro';
import { useQuery } from '@tanstack/react-query';
import { Link } from '@tanstack/react-router';
import { api } from '../../api/client.ts';
import { buttonLooks } from '../../ui/button.tsx';
import { Card } from '../../ui/card.tsx';

/** Where a campaign tries versions: which, and the way to what is known of them. */
export function ExperimentCard({ id }: { id: string }) {
  const { t } = useLingui();
  const experiment = useQuery({
    queryKey: ['campaign-experiment', id],
    queryFn: ({ signal }) => api('GET /api/v1/campaigns/{id}/experiment', { path: { id }, signal }),
  }).data?.experiment;
  if (!experiment) return null;
  const winner = experiment.variants.find((one) => one.key === experiment.winner);
  return (
    <Card id="experiment" title={t`Experiment`}>
      <div className="grid justify-items-start gap-3">
        <ul className="grid gap-1">
          {experiment.variants.map((one) => (
            <li key={one.key} className="break-words">
              <span className="font-semibold">{one.key}</span> · {one.name}
            </li>
          ))}
        </ul>
        {winner && (
          <p className="text-muted">
            <Trans>The winner is {winner.key}.</Trans>
          </p>
        )}
        <Link to="/experiments/$id" params={{ id: experiment.id }} className={buttonLooks()}>
          <Trans>See the experiment</Trans>
        </Link>
      </div>
    </Card>
  );
}
