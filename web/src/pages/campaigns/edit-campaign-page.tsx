import { Trans, useLingui } from '@lingui/react/macro';
import { getRouteApi, Link } from '@tanstack/react-router';
import { Check } from 'lucide-react';
import { useLayoutEffect, useRef, useState } from 'react';
import { useFormat } from '../../i18n/use-format.ts';
import { useUser } from '../../lib/use-session.ts';
import { useTitle } from '../../lib/use-title.ts';
import { Button, buttonLooks } from '../../ui/button.tsx';
import { classNames } from '../../ui/class-names.ts';
import { EmptyState } from '../../ui/empty-state.tsx';
import { ErrorState } from '../../ui/error-state.tsx';
import { PageHeader } from '../../ui/page-header.tsx';
import { Skeleton } from '../../ui/skeleton.tsx';
import { AudiencePanel } from './audience-panel.tsx';
import { AudienceStep } from './audience-step.tsx';
import { ChannelOrder } from './channel-order.tsx';
import { LinkCounting } from './link-counting.tsx';
import { steps, type Step } from './lists.ts';
import { MessageStep } from './message-step.tsx';
import { NameField } from './name-field.tsx';
import { Previews } from './previews.tsx';
import { ReadersOnly } from './readers-only.tsx';
import { ReviewStep } from './review-step.tsx';
import { SavedNote } from './saved-note.tsx';
import { ScheduleStep } from './schedule-step.tsx';
import { useDraft, type Draft } from './use-draft.ts';
import { ChooseProfiles } from '../profiles/campaign/choose-profiles.tsx';
import { WhoGetsWhich } from '../profiles/campaign/who-gets-which.tsx';
import { shownVersions } from '../experiments/setup/shown-versions.ts';
import { ReviewVersions } from '../experiments/setup/review-versions.tsx';
import { TestSwitch } from '../experiments/setup/test-switch.tsx';
import { useDesign } from '../experiments/setup/use-design.ts';
import { PlanAside, VersionsStep } from '../experiments/setup/versions-step.tsx';

const route = getRouteApi('/app/campaigns/$id/edit');

/** Audience, message, schedule, review: in any order, kept as it is typed. */
export function EditCampaignPage() {
  const { t } = useLingui();
  const { id } = route.useParams();
  const { step = 'audience' } = route.useSearch();
  const navigate = route.useNavigate();
  const user = useUser();
  const editing = useDraft(id);
  const testing = useDesign(id);
  const [version, setVersion] = useState<number>();
  const { draft, query } = editing;
  useTitle(draft?.name ?? t`Edit campaign`);
  const go = (next: Step) => void navigate({ search: { step: next } });
  // The button that led here is gone: the keyboard goes on from the new step, not from the top of the page.
  const place = useRef<HTMLDivElement>(null);
  const before = useRef(step);
  useLayoutEffect(() => {
    if (before.current !== step) place.current?.focus();
    before.current = step;
  }, [step]);
  if (!draft) {
    if (query.isError)
      return (
        <ErrorState error={query.error} retrying={query.isFetching} onRetry={() => void query.refetch()} />
      );
    return <Skeleton className="h-96" />;
  }
  if (user?.role === 'compliance') return <ReadersOnly id={id} />;
  if (draft.status !== 'draft' && draft.status !== 'scheduled') return <NotADraft draft={draft} />;
  const { design } = testing;
  // Beside the campaign's own message stands the version that says it, beside the versions what is new.
  const first = step === 'message' ? (design?.variants.findIndex((one) => one.is_control) ?? 0) : 1;
  const open = Math.min(version ?? first, (design?.variants.length ?? 1) - 1);
  const shownSteps = steps.filter((one) => one !== 'versions' || design);
  const next = shownSteps[shownSteps.indexOf(step) + 1];
  const saveAll = async () => (await editing.save()) && (await testing.save());
  return (
    <div className="grid gap-5">
      <PageHeader
        title={<NameField name={draft.name} onChange={(name) => editing.change({ name })} />}
        note={
          <SavedNote
            state={editing.state}
            onRetry={() => void editing.save()}
            onReload={() => void editing.reload()}
          />
        }
      />
      <StepNavigation steps={shownSteps} step={step} onGo={go} />
      <div className="grid items-start gap-5 lg:grid-cols-[minmax(0,1fr)_360px]">
        <div ref={place} tabIndex={-1} className="grid min-w-0 scroll-mt-20 gap-5 outline-none">
          {step === 'audience' && <AudienceStep draft={draft} onChange={editing.change} />}
          {step === 'message' && (
            <>
              <ChooseProfiles id={id} />
              <MessageStep draft={draft} onChange={editing.change} />
              <ChannelOrder draft={draft} onChange={editing.change} />
              <LinkCounting draft={draft} onChange={editing.change} />
              <TestSwitch editing={testing} onOpen={() => go('versions')} />
            </>
          )}
          {step === 'schedule' && <ScheduleStep draft={draft} onChange={editing.change} />}
          {step === 'versions' &&
            (design ? (
              <VersionsStep
                draft={draft}
                design={design}
                editing={testing}
                at={open}
                onShow={setVersion}
                onGo={go}
              />
            ) : (
              <TestSwitch editing={testing} onOpen={() => go('versions')} />
            ))}
          {step === 'review' && (
            <>
              {design && <ReviewVersions campaign={id} design={design} onGo={go} />}
              <WhoGetsWhich id={id} />
              <ReviewStep draft={draft} beforeLaunch={saveAll} onGo={go} onChange={editing.change} />
            </>
          )}
          {next && (
            <div className="flex justify-end">
              <Button kind="primary" large onClick={() => go(next)}>
                <Trans>Go on</Trans>
              </Button>
            </div>
          )}
        </div>
        <div className="grid min-w-0 gap-5 lg:sticky lg:top-20">
          {(step === 'audience' || step === 'schedule') && <AudiencePanel id={id} />}
          {step === 'versions' && design && <PlanAside campaign={id} design={design} />}
          {step !== 'audience' && step !== 'schedule' && (
            <Previews id={id} versions={design && shownVersions(design, open, setVersion)} />
          )}
        </div>
      </div>
    </div>
  );
}

type NavigationProps = { steps: readonly Step[]; step: Step; onGo: (step: Step) => void };

function StepNavigation({ steps, step, onGo }: NavigationProps) {
  const { t } = useLingui();
  const { exact } = useFormat();
  const names: Record<Step, string> = {
    audience: t`Audience`,
    message: t`Message`,
    schedule: t`Schedule`,
    versions: t`Versions`,
    review: t`Review`,
  };
  const at = steps.indexOf(step);
  return (
    <nav aria-label={t`Steps`}>
      <ol className="flex gap-1 sm:gap-2">
        {steps.map((one, index) => (
          <li key={one} className="min-w-0 flex-auto sm:flex-1">
            <button
              type="button"
              onClick={() => onGo(one)}
              aria-current={one === step ? 'step' : undefined}
              className={classNames(
                'flex min-h-11 w-full items-center justify-center gap-2 border-b-2 px-1 text-sm font-medium sm:justify-start sm:text-base',
                one === step ? 'border-accent text-text' : 'border-line text-muted hover:text-text',
              )}
            >
              <span
                className={classNames(
                  'hidden size-5 shrink-0 place-items-center rounded-full text-xs sm:grid',
                  one === step ? 'bg-accent text-on-accent' : 'bg-raised text-muted',
                )}
                aria-hidden
              >
                {index < at ? <Check className="size-3" /> : exact(index + 1)}
              </span>
              <span className="truncate py-0.5">{names[one]}</span>
            </button>
          </li>
        ))}
      </ol>
    </nav>
  );
}

function NotADraft({ draft }: { draft: Draft }) {
  return (
    <EmptyState
      icon={Check}
      title={<Trans>This campaign was launched already</Trans>}
      action={
        <Link to="/campaigns/$id" params={{ id: draft.id }} className={buttonLooks('primary')}>
          <Trans>See how it goes</Trans>
        </Link>
      }
    >
      <Trans>What people get cannot change any more. Copy it to say something else.</Trans>
    </EmptyState>
  );
}
