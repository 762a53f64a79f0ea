import { Trans, useLingui } from '@lingui/react/macro';
import type { StartedSingleSignOn } from '@sampark/contracts/single-sign-on.ts';
import { useMutation } from '@tanstack/react-query';
import { Building2 } from 'lucide-react';
import { useEffect, useState } from 'react';
import { authorised } from '../../api/calls.ts';
import { request } from '../../api/request.ts';
import { useErrorText } from '../../lib/error-text.ts';
import { returnPath } from '../../lib/return-path.ts';
import { Button } from '../../ui/button.tsx';
import { ErrorSummary } from '../../ui/error-summary.tsx';
import { keepNextPath, onProviderDone } from './way-back.ts';

const start = (body: { email?: string; popup?: boolean }) =>
  request<StartedSingleSignOn>('/api/v1/auth/single-sign-on', { method: 'POST', body });

/** Beside the password on the sign-in page. With several providers the address says which. */
export function SignOnButton(props: { email: string; needsEmail: boolean }) {
  const { t } = useLingui();
  const [attempt, setAttempt] = useState(0);
  const [missing, setMissing] = useState(false);
  const email = props.email.trim();
  const begin = useMutation({
    mutationFn: () => start(email.length >= 3 ? { email } : {}),
    onSuccess: ({ url }) => {
      keepNextPath(returnPath(new URLSearchParams(window.location.search).get('next')));
      window.location.assign(url);
    },
    retry: false,
  });
  const press = () => {
    setAttempt((n) => n + 1);
    setMissing(props.needsEmail && email === '');
    begin.reset();
    if (!props.needsEmail || email !== '') begin.mutate();
  };
  return (
    <section className="grid gap-3" aria-label={t`Single sign-on`}>
      {begin.error && <Refusal key={attempt} error={begin.error} />}
      {missing && (
        <ErrorSummary
          key={attempt}
          title={t`Which organisation?`}
          items={[{ fieldId: 'email', text: t`Enter your work e-mail address; it leads to your provider` }]}
        />
      )}
      <Continue busy={begin.isPending || begin.isSuccess} onPress={press} />
    </section>
  );
}

/**
 * Over a page that must not be lost: the provider comes in a window of its own, which tells all of ours when it is back. With
 * an address it signs in, without one it proves who is signed in.
 */
export function WindowButton({ email, onProved }: { email?: string; onProved?: () => void }) {
  const [attempt, setAttempt] = useState(0);
  const begin = useMutation({
    mutationFn: async (opened: Window | null) => {
      try {
        const { url } = await (email === undefined
          ? authorised<StartedSingleSignOn>('/api/v1/me/proof/single-sign-on', { method: 'POST' })
          : start({ email, popup: true }));
        (opened ?? window).location.replace(url);
      } catch (error) {
        opened?.close();
        throw error;
      }
    },
    retry: false,
  });
  useEffect(() => onProviderDone((done) => done === 'prove' && onProved?.()), [onProved]);
  return (
    <div className="grid gap-3">
      {begin.error && <Refusal key={attempt} error={begin.error} />}
      <Continue
        busy={begin.isPending}
        onPress={() => {
          setAttempt((n) => n + 1);
          // In the press itself: browsers let no window come up later.
          begin.mutate(window.open('about:blank', '_blank', 'popup,width=520,height=680'));
        }}
      />
    </div>
  );
}

function Continue(props: { busy: boolean; onPress: () => void }) {
  return (
    <Button
      large
      busy={props.busy}
      icon={<Building2 className="size-4" aria-hidden />}
      onClick={props.onPress}
    >
      <Trans>Continue with single sign-on</Trans>
    </Button>
  );
}

function Refusal({ error }: { error: Error }) {
  const text = useErrorText()(error);
  return <ErrorSummary title={text.title}>{text.remedy}</ErrorSummary>;
}
