import type { Overview } from '@sampark/contracts/analytics.ts';
import { Plural, Trans, useLingui } from '@lingui/react/macro';
import { CircleCheck, CircleHelp, CircleX, Hand, TriangleAlert, type LucideIcon } from 'lucide-react';
import type { ReactNode } from 'react';
import { Card } from '../../ui/card.tsx';
import { toneText, type Tone } from '../../ui/status.tsx';
import { needsSomebody } from './overview-figures.ts';

/** The first thing on the page: what waits for a person, each with what to do about it. */
export function Attention({ overview }: { overview: Overview }) {
  const { t } = useLingui();
  const { held, unknown } = overview.needs_a_person;
  const { offline, degraded } = overview.devices;
  return (
    <Card id="attention" title={t`What needs you today`}>
      {!needsSomebody(overview) && <AllWell />}
      <ul className="grid gap-x-8 gap-y-4 md:grid-cols-2">
        {unknown > 0 && (
          <Item icon={CircleHelp} tone="warn">
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
          <Item icon={Hand} tone="warn">
            <Plural value={held} one="# message is held" other="# messages are held" />
            <Trans>Stopped by a rule before sending, and waiting to be released or cancelled.</Trans>
          </Item>
        )}
        {offline > 0 && (
          <Item icon={CircleX} tone="danger">
            <Plural value={offline} one="# sender is offline" other="# senders are offline" />
            <Trans>Check power, network and sign-in. Other senders take over where they can.</Trans>
          </Item>
        )}
        {degraded > 0 && (
          <Item icon={TriangleAlert} tone="warn">
            <Plural value={degraded} one="# sender is degraded" other="# senders are degraded" />
            <Trans>More errors than usual, so fewer messages go this way until that is over.</Trans>
          </Item>
        )}
      </ul>
    </Card>
  );
}

/** A finding and, below it, what to do. */
function Item(props: { icon: LucideIcon; tone: Tone; children: [ReactNode, ReactNode] }) {
  const Icon = props.icon;
  const [finding, advice] = props.children;
  return (
    <li className="flex gap-3">
      <Icon className={`mt-0.5 size-5 shrink-0 ${toneText[props.tone]}`} aria-hidden />
      <div className="min-w-0">
        <p className="tabular font-medium">{finding}</p>
        <p className="max-w-[64ch] text-sm text-muted">{advice}</p>
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
