import { Trans, useLingui } from '@lingui/react/macro';
import { Link2, Link2Off, TriangleAlert } from 'lucide-react';
import { channelNames } from '../../lib/words.ts';
import { Card } from '../../ui/card.tsx';
import { ErrorState } from '../../ui/error-state.tsx';
import { Notice } from '../../ui/notice.tsx';
import { Skeleton } from '../../ui/skeleton.tsx';
import { Switch } from '../../ui/switch.tsx';
import type { Draft, DraftChange } from './use-draft.ts';
import { useLinks, type Links } from './use-links.ts';

type Props = { draft: Draft; onChange: (change: DraftChange) => void };

/** Whether it is counted who opens the links of the message, and which of them can be. */
export function LinkCounting({ draft, onChange }: Props) {
  const { t } = useLingui();
  const links = useLinks(draft);
  const on = draft.count_link_visits;
  return (
    <Card id="link-visits" title={t`Visits of links`}>
      <div data-link-counting className="grid gap-4">
        <Switch
          label={<Trans>Count who opens the links</Trans>}
          hint={
            <Trans>
              Links go out under an address of your Sampark, which leads on to yours at once. Whoever opens
              one is counted once; no cookie is set, and nothing is kept of their phone or network.
            </Trans>
          }
          checked={on}
          onChange={(count_link_visits) => onChange({ count_link_visits })}
        />
        {on && links.isError && (
          <ErrorState error={links.error} retrying={links.isFetching} onRetry={() => void links.refetch()} />
        )}
        {on && !links.data && !links.isError && <Skeleton className="h-12" />}
        {on && links.data && <WhichLinks links={links.data} />}
        {on && links.data && opensHereOnly(links.data.address) && (
          <Notice icon={TriangleAlert} tone="warn" title={t`These addresses open on this computer only`}>
            <Trans>
              Sampark has no public address yet. Ask whoever runs it to set one before you write to real
              people.
            </Trans>
          </Notice>
        )}
      </div>
    </Card>
  );
}

/** Its own address was left as it is right after installing. */
function opensHereOnly(address: string): boolean {
  const { hostname } = new URL(address);
  return hostname === 'localhost' || hostname === '[::1]' || hostname.startsWith('127.');
}

function WhichLinks({ links: { links, uncounted } }: { links: Links }) {
  const varying = uncounted.flatMap((one) => (one.why === 'variable' && one.address ? [one] : []));
  const template = uncounted.some((one) => one.why === 'template');
  return (
    <div className="grid gap-3">
      {links.length === 0 ? (
        <p className="text-muted">
          <Trans>
            There is no link to count yet: write one that starts with https:// and is the same for everybody.
          </Trans>
        </p>
      ) : (
        <ul className="grid gap-1.5">
          {links.map((one) => (
            <li key={one.number} className="flex min-w-0 items-start gap-2">
              <Link2 className="mt-1 size-4 shrink-0 text-ok" aria-hidden />
              <span className="min-w-0">
                <bdi className="break-all">{one.target}</bdi>{' '}
                <span className="text-sm text-muted">
                  <Trans>counted</Trans>
                </span>
              </span>
            </li>
          ))}
        </ul>
      )}
      {varying.length > 0 && (
        <ul className="grid gap-1.5">
          {varying.map((one) => (
            <li key={`${one.channel} ${one.address}`} className="flex min-w-0 items-start gap-2">
              <Link2Off className="mt-1 size-4 shrink-0 text-muted" aria-hidden />
              <span className="min-w-0">
                <bdi className="break-all">{one.address}</bdi>{' '}
                <span className="text-sm text-muted">
                  <Trans>
                    {channelNames[one.channel]}: not counted, its address differs from person to person
                  </Trans>
                </span>
              </span>
            </li>
          ))}
        </ul>
      )}
      {template && (
        <p className="text-sm text-muted">
          <Trans>
            What WhatsApp approved stays as it is: links in a template’s own text, its head and its buttons
            are not counted.
          </Trans>
        </p>
      )}
    </div>
  );
}
