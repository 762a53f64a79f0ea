import { Plural, Trans, useLingui } from '@lingui/react/macro';
import { Pencil } from 'lucide-react';
import { useState } from 'react';
import type { Item } from '../../api/client.ts';
import { useFormat } from '../../i18n/use-format.ts';
import { Ago } from '../../ui/ago.tsx';
import { Button } from '../../ui/button.tsx';
import { Card } from '../../ui/card.tsx';
import { Facts } from '../../ui/facts.tsx';
import { ProgressBar } from '../../ui/progress-bar.tsx';
import { Status } from '../../ui/status.tsx';
import { PortfolioDialog } from './portfolio-dialog.tsx';
import { PortfolioHold } from './portfolio-hold.tsx';
import { PortfolioNumbers } from './portfolio-numbers.tsx';
import { qualityLooks } from './quality-words.ts';

export type Portfolio = Item<'GET /api/v1/portfolios'>;

export function PortfolioCard({ portfolio, admin }: { portfolio: Portfolio; admin: boolean }) {
  const { t, i18n } = useLingui();
  const { exact } = useFormat();
  const [editing, setEditing] = useState(false);
  const quality = qualityLooks[portfolio.quality];
  const limit = portfolio.tier_limit;
  const reached = exact(portfolio.recipients_24h);
  const most = exact(limit ?? 0);
  const full = portfolio.left_24h === 0;
  const nearly = limit !== null && portfolio.recipients_24h >= limit * 0.9;
  return (
    <Card
      id={`portfolio-${portfolio.id}`}
      title={portfolio.name}
      actions={
        <>
          <Status
            icon={quality.icon}
            tone={quality.tone}
            word={i18n._(quality.word)}
            meaning={i18n._(quality.meaning)}
          />
          {admin && (
            <Button icon={<Pencil className="size-4" aria-hidden />} onClick={() => setEditing(true)}>
              <Trans>Edit</Trans>
            </Button>
          )}
        </>
      }
    >
      <div className="grid gap-5">
        <PortfolioHold portfolio={portfolio} admin={admin} />
        {limit === null ? (
          <p>
            <span className="tabular text-xl font-semibold">{reached}</span>{' '}
            <span className="text-muted">
              <Trans>different people in the last 24 hours; the tier has no limit</Trans>
            </span>
          </p>
        ) : (
          <div className="grid gap-2">
            <p className="tabular">
              <span className="text-xl font-semibold">{reached}</span>{' '}
              <span className="text-muted">
                <Trans>of {most} different people in the last 24 hours</Trans>
              </span>
            </p>
            <ProgressBar
              label={t`People reached of the tier`}
              text={t`${reached} of ${most} different people in the last 24 hours`}
              whole={limit}
              parts={[
                {
                  key: 'reached',
                  value: portfolio.recipients_24h,
                  className: full ? 'bg-danger' : nearly ? 'bg-warn' : 'bg-accent',
                },
              ]}
            />
          </div>
        )}
        <Facts
          items={[
            ...(portfolio.left_24h === null
              ? []
              : [
                  {
                    name: <Trans>Room for</Trans>,
                    value: (
                      <Plural
                        value={portfolio.left_24h}
                        _0="nobody new: others wait, and are not lost"
                        one="# more person"
                        other="# more people"
                      />
                    ),
                  },
                ]),
            ...(portfolio.next_free_at
              ? [{ name: <Trans>Room frees from</Trans>, value: <Ago at={portfolio.next_free_at} /> }]
              : []),
            { name: <Trans>Quality</Trans>, value: i18n._(quality.meaning) },
            ...(portfolio.external_id
              ? [
                  {
                    name: <Trans>Business ID at Meta</Trans>,
                    value: (
                      <span className="font-mono text-sm break-all" data-copy>
                        {portfolio.external_id}
                      </span>
                    ),
                  },
                ]
              : []),
          ]}
        />
        <PortfolioNumbers accounts={portfolio.accounts} />
      </div>
      {editing && <PortfolioDialog portfolio={portfolio} onClose={() => setEditing(false)} />}
    </Card>
  );
}
