import { Trans, useLingui } from '@lingui/react/macro';
import { getRouteApi, Link, useNavigate } from '@tanstack/react-router';
import { Check, ChevronLeft, Lock } from 'lucide-react';
import { useEffect, useRef } from 'react';
import { useFormat } from '../../i18n/use-format.ts';
import { useUser } from '../../lib/use-session.ts';
import { useTitle } from '../../lib/use-title.ts';
import { buttonLooks } from '../../ui/button.tsx';
import { classNames } from '../../ui/class-names.ts';
import { EmptyState } from '../../ui/empty-state.tsx';
import { PageHeader } from '../../ui/page-header.tsx';
import { Panel } from '../../ui/panel.tsx';
import { AccessStep } from './access-step.tsx';
import { CallbackSteps } from './callback-steps.tsx';
import { ChannelStep } from './channel-step.tsx';
import { reachable, steps, useConnectDraft, type Step } from './connect-draft.ts';
import { DeviceStep } from './device-step.tsx';
import { LimitsStep } from './limits-step.tsx';

const route = getRouteApi('/app/devices/connect');

/** From a phone in the hand to a sender that sends: one question at a time, back and forth without loss. */
export function ConnectPage() {
  const { t } = useLingui();
  useTitle(t`Connect a sender`);
  const { step: asked, device } = route.useSearch();
  const navigate = useNavigate();
  const admin = useUser()?.role === 'admin';
  const [draft, change] = useConnectDraft(device);
  const furthest = reachable(draft);
  const wanted = asked ?? (draft.deviceId ? 'channel' : 'device');
  const step = steps.indexOf(wanted) > steps.indexOf(furthest) ? furthest : wanted;
  const go = (next: Step) => void navigate({ to: '/devices/connect', search: { device, step: next } });
  const head = useRef<HTMLHeadingElement>(null);
  const shown = useRef(step);
  useEffect(() => {
    // The next question is where the reader goes on.
    if (shown.current !== step) head.current?.focus();
    shown.current = step;
  }, [step]);
  const titles: Record<Step, string> = {
    device: t`Device`,
    channel: t`Channel`,
    access: t`Access`,
    limits: t`Limits`,
    callbacks: t`Callbacks`,
  };
  const questions: Record<Step, string> = {
    device: t`Which device does it run on?`,
    channel: t`Which channel is it for?`,
    access: t`How do we reach the platform?`,
    limits: t`How much may it send?`,
    callbacks: t`Connected. Where does the platform call back?`,
  };
  return (
    <div className="mx-auto grid w-full max-w-[760px] gap-5">
      <PageHeader
        above={
          <Link
            to="/devices"
            className="-ms-1 inline-flex min-h-6 items-center gap-1 text-sm font-medium text-muted hover:text-text"
          >
            <ChevronLeft className="size-4" aria-hidden />
            <Trans>Senders</Trans>
          </Link>
        }
        title={<Trans>Connect a sender</Trans>}
      />
      {admin ? (
        <>
          <Progress
            step={step}
            furthest={furthest}
            titles={titles}
            made={draft.made !== undefined}
            onGo={go}
          />
          <Panel className="grid gap-5 p-4 sm:p-6">
            <h2 ref={head} tabIndex={-1} className="text-lg font-semibold outline-none">
              {questions[step]}
            </h2>
            {step === 'device' && <DeviceStep draft={draft} onChange={change} onNext={() => go('channel')} />}
            {step === 'channel' && (
              <ChannelStep
                draft={draft}
                onChange={change}
                onBack={() => go('device')}
                onNext={() => go('access')}
              />
            )}
            {step === 'access' && (
              <AccessStep
                draft={draft}
                onChange={change}
                onBack={() => go('channel')}
                onNext={() => go('limits')}
              />
            )}
            {step === 'limits' && (
              <LimitsStep
                draft={draft}
                onChange={change}
                onBack={() => go('access')}
                onNext={() => go('callbacks')}
              />
            )}
            {step === 'callbacks' && draft.made && (
              <>
                <CallbackSteps accountId={draft.made.accountId} />
                <div>
                  <Link
                    to="/devices/$id"
                    params={{ id: draft.made.deviceId }}
                    className={buttonLooks('primary')}
                  >
                    <Trans>Go to the sender</Trans>
                  </Link>
                </div>
              </>
            )}
          </Panel>
        </>
      ) : (
        <Panel>
          <EmptyState icon={Lock} title={<Trans>An administrator connects senders</Trans>}>
            <Trans>Ask one of your workspace.</Trans>
          </EmptyState>
        </Panel>
      )}
    </div>
  );
}

function Progress(props: {
  step: Step;
  furthest: Step;
  titles: Record<Step, string>;
  made: boolean;
  onGo: (step: Step) => void;
}) {
  const { t } = useLingui();
  const { exact } = useFormat();
  const at = steps.indexOf(props.step);
  return (
    <ol aria-label={t`Steps`} className="flex flex-wrap gap-x-1 gap-y-1 text-sm">
      {steps.map((one, index) => {
        const done = index < steps.indexOf(props.furthest);
        const open = !props.made && index <= steps.indexOf(props.furthest) && one !== props.step;
        const looks = classNames(
          'inline-flex min-h-8 items-center gap-1.5 rounded-md px-2.5',
          index === at ? 'bg-accent-tint font-semibold text-accent' : 'text-muted',
        );
        const words = (
          <>
            {done ? (
              <Check className="size-3.5" aria-hidden />
            ) : (
              <span aria-hidden className="tabular">
                {exact(index + 1)}
              </span>
            )}
            {props.titles[one]}
          </>
        );
        return (
          <li key={one} aria-current={index === at ? 'step' : undefined}>
            {open ? (
              <button type="button" onClick={() => props.onGo(one)} className={`${looks} hover:bg-raised`}>
                {words}
              </button>
            ) : (
              <span className={looks}>{words}</span>
            )}
          </li>
        );
      })}
    </ol>
  );
}
