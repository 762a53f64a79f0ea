import { Trans, useLingui } from '@lingui/react/macro';
import { Info, TriangleAlert } from 'lucide-react';
import type { Step } from '../../campaigns/lists.ts';
import { SavedNote } from '../../campaigns/saved-note.tsx';
import type { Draft } from '../../campaigns/use-draft.ts';
import { Notice } from '../../../ui/notice.tsx';
import { allAlike, keyAt, lacksOf, type Design } from './design.ts';
import { BorrowedNotice } from './borrowed-notice.tsx';
import { GuardrailsCard } from './guardrails-card.tsx';
import { MetricCard } from './metric-card.tsx';
import { PeopleCard } from './people-card.tsx';
import { PlanPanel } from './plan-panel.tsx';
import type { useDesign } from './use-design.ts';
import { usePlan } from './use-plan.ts';
import { VariesCard } from './varies-card.tsx';
import { VersionContent } from './version-content.tsx';
import { VersionList } from './version-list.tsx';

type Editing = ReturnType<typeof useDesign>;
type Props = {
  draft: Draft;
  design: Design;
  editing: Editing;
  /** Which version is open. */
  at: number;
  onShow: (at: number) => void;
  onGo: (step: Step) => void;
};

/** The design of the campaign's experiment, from what differs to what stops a version. */
export function VersionsStep({ draft, design, editing, at, onShow, onGo }: Props) {
  const { t } = useLingui();
  const plan = usePlan(draft.id, design).data;
  const same = lacksOf(design).find((one) => one.kind === 'same');
  const [one, other] = same?.kind === 'same' ? [keyAt(same.as), keyAt(same.at)] : [];
  const { change } = editing;
  return (
    <>
      <div className="-mb-3 text-sm text-muted">
        {editing.state.kind === 'incomplete' ? (
          <span role="status" className="text-warn">
            <Trans>Not saved yet: see below what is missing.</Trans>
          </span>
        ) : (
          <SavedNote
            state={editing.state}
            onRetry={() => void editing.save()}
            onReload={() => void editing.reload()}
          />
        )}
      </div>
      <VariesCard design={design} onChange={change} />
      <VersionList design={design} onChange={change} onShow={onShow} />
      {same &&
        (allAlike(design) ? (
          <Notice icon={Info} tone="info" title={t`All versions do the same.`}>
            <Trans>
              Change one of them below. Left so, it tests the experiment itself: no winner should come out.
            </Trans>
          </Notice>
        ) : (
          <Notice icon={TriangleAlert} tone="warn" title={t`Versions ${one} and ${other} do the same.`}>
            <Trans>Change one of them below, or remove it.</Trans>
          </Notice>
        ))}
      <BorrowedNotice draft={draft} design={design} onShow={onShow} />
      <VersionContent draft={draft} design={design} at={at} onShow={onShow} onChange={change} onGo={onGo} />
      <MetricCard {...{ design, plan, onGo }} counted={draft.count_link_visits} onChange={change} />
      <PeopleCard design={design} people={plan?.audience?.reachable} onChange={change} />
      <GuardrailsCard design={design} onChange={change} />
    </>
  );
}

/** Beside the step: whether there are enough people. */
export function PlanAside({ campaign, design }: { campaign: string; design: Design }) {
  return <PlanPanel design={design} query={usePlan(campaign, design)} />;
}
