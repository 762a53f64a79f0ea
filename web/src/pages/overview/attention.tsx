import type { Overview } from '@sampark/contracts/analytics.ts';
import { Plural, Trans, useLingui } from '@lingui/react/macro';
import { Link } from '@tanstack/react-router';
import { CircleCheck, CircleHelp, CircleX, Hand, TriangleAlert, type LucideIcon } from 'lucide-react';
import type { ReactNode } from 'react';
import { Card } from '../../ui/card.tsx';
import { toneText, type Tone } from '../../ui/status.tsx';
import { needsSomebody } from './overview-figures.ts';

const wayClass = 'inline-flex min-h-6 items-center text-accent underline underline-offset-2';

/** The first thing on the page: what waits for a person, each with what to do about it and the way there. */
export function Attention({ overview }: { overview: Overview }) {
  const { t } = useLingui();
  const { held, unknown } = overview.needs_a_person;
  const { offline, degraded, held: heldSenders } = overview.devices;
  const messages = (see: 'unknown' | 'held') => (
    <Link to="/" search={(shown) => ({ ...shown, see })} replace resetScroll={false} className={wayClass}>
      <Trans>See whose they are</Trans>
    </Link>
  );
  const senders = (state: 'offline' | 'held' | 'degraded') => (
    <Link to="/devices" search={{ state }} className={wayClass}>
      <Trans>Go to these senders</Trans>
    </Link>
  );
  return (
    <Card id="attention" title={t`What needs you today`}>
      {!needsSomebody(overview) && <AllWell />}
      <ul className="grid gap-x-8 gap-y-4 md:grid-cols-2">
        {unknown > 0 && (
          <Item name="unknown" icon={CircleHelp} tone="warn" way={messages('unknown')}>
            <Plural
              value={unknown}
              one="# message may or may not have gone out"
              other="# messages may or may not have gone out"
            />
            <Trans>
              The platform never confirmed, and nothing is sent twice on a guess. A late receipt may settle
              it; otherwise someone has to ask the person.
            </Trans>
          </Item>
        )}
        {held > 0 && (
          <Item name="held" icon={Hand} tone="warn" way={messages('held')}>
            <Plural value={held} one="# message is held" other="# messages are held" />
            <Trans>Stopped by a rule before sending, and waiting to be released or cancelled.</Trans>
          </Item>
        )}
        {offline > 0 && (
          <Item name="offline" icon={CircleX} tone="danger" way={senders('offline')}>
            <Plural value={offline} one="# sender is offline" other="# senders are offline" />
            <Trans>Check power, network and sign-in. Other senders take over where they can.</Trans>
          </Item>
        )}
        {heldSenders > 0 && (
          <Item name="held-senders" icon={Hand} tone="danger" way={senders('held')}>
            <Plural value={heldSenders} one="# sender is held" other="# senders are held" />
            <Trans>The platform restricted it. An administrator decides when it may go on.</Trans>
          </Item>
        )}
        {degraded > 0 && (
          <Item name="degraded" icon={TriangleAlert} tone="warn" way={senders('degraded')}>
            <Plural value={degraded} one="# sender is degraded" other="# senders are degraded" />
            <Trans>More errors than usual, so fewer messages go this way until that is over.</Trans>
          </Item>
        )}
      </ul>
    </Card>
  );
}

type ItemProps = {
  name: string;
  icon: LucideIcon;
  tone: Tone;
  way: ReactNode;
  children: [ReactNode, ReactNode];
};

/** A finding and, below it, what to do and where. */
function Item(props: ItemProps) {
  const Icon = props.icon;
  const [finding, advice] = props.children;
  return (
    <li data-needs={props.name} className="flex gap-3">
      <Icon className={`mt-0.5 size-5 shrink-0 ${toneText[props.tone]}`} aria-hidden />
      <div className="min-w-0">
        <p className="tabular font-medium">{finding}</p>
        <p className="max-w-[64ch] text-sm text-muted">{advice}</p>
        <p className="text-sm">{props.way}</p>
      </div>
    </li>
  );
}

function AllWell() {
  return (
    <p className="flex gap-3">
      <CircleCheck className="mt-0.5 size-5 shrink-0 text-ok" aria-hidden />
      <span>
        <span className="block font-medium">
          <Trans>Nothing needs you right now</Trans>
        </span>
        <span className="block text-sm text-muted">
          <Trans>Unclear sends, held messages and senders in trouble will show up here.</Trans>
        </span>
      </span>
    </p>
  );
}
