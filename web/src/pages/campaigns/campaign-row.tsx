import { Plural, Trans, useLingui } from '@lingui/react/macro';
import { Link } from '@tanstack/react-router';
import { useRef } from 'react';
import type { Item } from '../../api/client.ts';
import { useFormat } from '../../i18n/use-format.ts';
import { campaignWords } from '../../lib/words.ts';
import { Ago } from '../../ui/ago.tsx';
import { classNames } from '../../ui/class-names.ts';
import { ProgressBar } from '../../ui/progress-bar.tsx';
import { Status } from '../../ui/status.tsx';
import { RowMenu } from './row-menu.tsx';

export type Campaign = Item<'GET /api/v1/campaigns'>;
type Props = { campaign: Campaign; current: boolean; mayWrite: boolean; showOwner: boolean };

/** One campaign in the list: state, how far it is, how fast, and what went wrong. */
export function CampaignRow({ campaign, current, mayWrite, showOwner }: Props) {
  const { t, i18n } = useLingui();
  const { exact, percent } = useFormat();
  const { numbers } = campaign;
  const words = campaignWords[campaign.status];
  const perMinute = useRate(campaign);
  const draft = campaign.status === 'draft';
  // A message can be sent and fail later; `attempted` has it once.
  const settled = numbers.attempted + numbers.skipped + numbers.unknown;
  const whole = numbers.total_recipients;
  const done = exact(settled);
  const all = exact(whole);
  const share = percent(settled, whole);
  const sent = exact(numbers.messages_sent);
  const failed = numbers.messages_failed;
  const name = campaign.name;
  return (
    <li
      data-row={campaign.id}
      aria-current={current ? true : undefined}
      className={classNames(
        'grid gap-2 px-4 py-3.5 sm:px-5',
        current && 'bg-raised outline-2 -outline-offset-2 outline-accent',
      )}
    >
      <div className="flex items-start justify-between gap-3">
        <div className="flex min-w-0 flex-wrap items-center gap-x-3 gap-y-1">
          {draft && mayWrite ? (
            <Link
              to="/campaigns/$id/edit"
              params={{ id: campaign.id }}
              className="inline-flex min-h-6 items-center font-medium underline-offset-2 hover:underline"
            >
              {name}
            </Link>
          ) : (
            <Link
              to="/campaigns/$id"
              params={{ id: campaign.id }}
              className="inline-flex min-h-6 items-center font-medium underline-offset-2 hover:underline"
            >
              {name}
            </Link>
          )}
          <Status
            icon={words.icon}
            tone={words.tone}
            word={i18n._(words.word)}
            meaning={i18n._(words.meaning)}
          />
          {showOwner && <span className="text-sm text-muted">{campaign.portfolio_manager_name}</span>}
        </div>
        {mayWrite && <RowMenu campaign={campaign} />}
      </div>
      {!draft && whole > 0 && (
        <>
          <ProgressBar
            label={t`Progress of ${name}`}
            text={t`${share}: ${done} of ${all}`}
            whole={whole}
            parts={[
              { key: 'sent', value: numbers.attempted - failed, className: 'bg-accent' },
              { key: 'failed', value: failed, className: 'bg-danger' },
              { key: 'other', value: numbers.skipped + numbers.unknown, className: 'bg-control' },
            ]}
          />
          <div className="tabular flex flex-wrap items-center gap-x-4 gap-y-1 text-sm text-muted">
            <span>
              <Trans>
                {sent} sent of {all}
              </Trans>
            </span>
            {perMinute !== undefined && (
              <span>
                <Trans>{exact(perMinute)} a minute</Trans>
              </span>
            )}
            {failed > 0 && (
              <Link
                to="/campaigns/$id"
                params={{ id: campaign.id }}
                search={{ tab: 'recipients', status: 'failed' }}
                className="inline-flex min-h-6 items-center text-danger underline underline-offset-2"
              >
                <Plural value={failed} one={`${exact(failed)} failed`} other={`${exact(failed)} failed`} />
              </Link>
            )}
            {numbers.replied > 0 && (
              <span>
                <Trans>{exact(numbers.replied)} replied</Trans>
              </span>
            )}
            <When campaign={campaign} />
          </div>
        </>
      )}
      {(draft || whole === 0) && (
        <p className="text-sm text-muted">
          {draft ? (
            <>
              <Trans>Last edited</Trans> <Ago at={campaign.updated_at} />
            </>
          ) : (
            <When campaign={campaign} />
          )}
        </p>
      )}
    </li>
  );
}

function When({ campaign }: { campaign: Campaign }) {
  if (campaign.status === 'scheduled' && campaign.launch_time)
    return (
      <span>
        <Trans>Starts</Trans> <Ago at={campaign.launch_time} />
      </span>
    );
  if (campaign.completed_at)
    return (
      <span>
        <Trans>Completed</Trans> <Ago at={campaign.completed_at} />
      </span>
    );
  if (campaign.launched_at)
    return (
      <span>
        <Trans>Launched</Trans> <Ago at={campaign.launched_at} />
      </span>
    );
  return null;
}

const rateOverMs = 20_000;

/** What went out lately, from the numbers this page has seen; none before there are two of them. */
function useRate(campaign: Campaign): number | undefined {
  const seen = useRef<{ at: number; sent: number }[]>([]);
  if (campaign.status !== 'active') return undefined;
  const now = Date.now();
  const sent = campaign.numbers.messages_sent;
  const list = seen.current;
  if (list.at(-1)?.sent !== sent || now - (list.at(-1)?.at ?? 0) > 2_500) list.push({ at: now, sent });
  while (list.length > 2 && now - (list[0]?.at ?? now) > rateOverMs) list.shift();
  const first = list[0];
  if (!first || now - first.at < 2_500) return undefined;
  return Math.max(0, Math.round(((sent - first.sent) / (now - first.at)) * 60_000));
}
