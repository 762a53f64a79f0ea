import type { RunningCampaign } from '@sampark/contracts/analytics.ts';
import { Trans, useLingui } from '@lingui/react/macro';
import { Link } from '@tanstack/react-router';
import { useFormat } from '../../i18n/use-format.ts';
import { useChannelList } from '../../lib/use-channel-list.ts';
import { useNow } from '../../lib/use-now.ts';
import { campaignWords } from '../../lib/words.ts';
import { Instant } from '../../ui/instant.tsx';
import { ProgressBar } from '../../ui/progress-bar.tsx';
import { Status } from '../../ui/status.tsx';
import { campaignParts } from './overview-figures.ts';

/** A campaign under way: how far, how fast, until when, and what did not go through. */
export function CampaignRow({ campaign }: { campaign: RunningCampaign }) {
  const { t, i18n } = useLingui();
  const format = useFormat();
  const words = campaignWords[campaign.status];
  const parts = campaignParts(campaign.numbers);
  const name = campaign.name;
  const finished = format.count(parts.queued - parts.waiting);
  const queued = format.count(parts.queued);
  const share = format.percent(parts.queued - parts.waiting, parts.queued);
  const paused = campaign.status === 'paused';
  const nobodyYet = paused ? t`No recipients yet` : t`Recipients are being worked out`;
  const text = parts.queued > 0 ? t`${share} (${finished} of ${queued})` : nobodyYet;
  const rate = format.decimal(campaign.rate_per_minute);
  return (
    <li data-campaign={campaign.id} className="grid gap-2 py-3.5 first:pt-1">
      <div className="flex flex-wrap items-center gap-x-3 gap-y-1">
        <h3 className="min-w-0 font-medium" dir="auto">
          <Link
            to="/campaigns/$id"
            params={{ id: campaign.id }}
            className="inline-flex min-h-6 items-center underline decoration-control underline-offset-4 hover:decoration-current"
          >
            {name}
          </Link>
        </h3>
        <Status
          icon={words.icon}
          tone={words.tone}
          word={i18n._(words.word)}
          meaning={i18n._(words.meaning)}
        />
        <p className="tabular ms-auto text-sm text-muted">{text}</p>
      </div>
      <ProgressBar
        label={t`Progress of ${name}`}
        text={text}
        whole={parts.queued}
        parts={[
          { key: 'delivered', value: parts.delivered, className: 'bg-accent' },
          { key: 'on-the-way', value: parts.onTheWay, className: 'bg-accent/45' },
          { key: 'failed', value: parts.failed, className: 'bg-danger' },
          { key: 'set-aside', value: parts.setAside, className: 'bg-control' },
        ]}
      />
      <dl className="tabular flex flex-wrap items-center gap-x-5 gap-y-1 text-sm text-muted">
        <Part label={t`Delivered`} value={format.count(parts.delivered)} swatch="bg-accent" />
        <Part label={t`Sent, no receipt yet`} value={format.count(parts.onTheWay)} swatch="bg-accent/45" />
        {parts.failed > 0 && <Part label={t`Failed`} value={format.count(parts.failed)} swatch="bg-danger" />}
        {parts.setAside > 0 && (
          <Part label={t`Not sent`} value={format.count(parts.setAside)} swatch="bg-control" />
        )}
        <div className="flex gap-1.5 md:ms-auto">
          <dt className="sr-only">
            <Trans>Speed and expected end</Trans>
          </dt>
          <dd className="flex flex-wrap gap-x-1.5">
            {!paused && (
              <>
                <span>
                  <Trans>{rate} a minute</Trans>
                </span>
                <span aria-hidden>·</span>
              </>
            )}
            <Ending campaign={campaign} />
          </dd>
        </div>
      </dl>
    </li>
  );
}

function Part(props: { label: string; value: string; swatch: string }) {
  return (
    <div className="flex items-center gap-1.5">
      <span aria-hidden className={`size-2 rounded-full ${props.swatch}`} />
      <dt>{props.label}</dt>
      <dd className="font-medium text-text">{props.value}</dd>
    </div>
  );
}

function Ending({ campaign }: { campaign: RunningCampaign }) {
  const { duration } = useFormat();
  const now = useNow(5000);
  const held = useChannelList()(campaign.held_channels);
  if (campaign.status === 'paused') return <Trans>paused, no end in sight</Trans>;
  if (held) return <Trans>no end in sight: {held} held</Trans>;
  if (campaign.eta === null) return <Trans>end not known yet</Trans>;
  const end = new Date(campaign.eta);
  const left = duration(Math.max(1, (end.getTime() - now) / 1000));
  return (
    <Instant at={end}>
      <Trans>about {left} left</Trans>
    </Instant>
  );
}
