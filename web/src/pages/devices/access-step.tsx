import { Trans, useLingui } from '@lingui/react/macro';
import { useMutation } from '@tanstack/react-query';
import { useState } from 'react';
import { api } from '../../api/client.ts';
import { Button } from '../../ui/button.tsx';
import { SelectField } from '../../ui/select-field.tsx';
import { Skeleton } from '../../ui/skeleton.tsx';
import { TextField } from '../../ui/text-field.tsx';
import { AccessFields, filled } from './access-fields.tsx';
import { addressWords } from './access-words.ts';
import { ActionProblem } from './action-problem.tsx';
import { AddressField, addressRefused, goodAddress } from './address-field.tsx';
import { CheckResult } from './check-result.tsx';
import type { Draft } from './connect-draft.ts';
import { focusFault } from './focus-fault.ts';
import { StepButtons } from './step-buttons.tsx';
import { kindOf, useChannelKinds, type ChannelKind } from './use-channel-kinds.ts';
import { usePortfolios } from './use-fleet.ts';

type Props = {
  draft: Draft;
  onChange: (some: Partial<Draft>) => void;
  onBack: () => void;
  onNext: () => void;
};

/** Where the platform is and how it knows us, tried before anything is saved. */
export function AccessStep(props: Props) {
  const { t } = useLingui();
  const kinds = useChannelKinds();
  const kind = props.draft.channel && kindOf(kinds.data?.items, props.draft.channel);
  if (kinds.error) return <ActionProblem error={kinds.error} />;
  return kind ? (
    <Fields {...props} kind={kind} />
  ) : (
    <div role="status" aria-label={t`Loading`}>
      <Skeleton className="h-72" />
    </div>
  );
}

function Fields({ draft, onChange, onBack, onNext, kind }: Props & { kind: ChannelKind }) {
  const { t, i18n } = useLingui();
  const [tried, setTried] = useState(false);
  const portfolios = usePortfolios().data?.items ?? [];
  const words = addressWords[kind.channel];
  const name = i18n._(words.name);
  const baseUrl = draft.baseUrl ?? kind.base_url;
  const has = (fields: ChannelKind['credentials'], values: Record<string, string>) =>
    fields.every((one) => !one.required || values[one.name]?.trim());
  const complete =
    draft.address.trim() !== '' &&
    goodAddress(baseUrl) &&
    has(kind.credentials, draft.credentials) &&
    has(kind.settings, draft.settings);
  const check = useMutation({
    mutationFn: () =>
      api('POST /api/v1/accounts/check', {
        body: {
          ...{ channel: kind.channel, address: draft.address.trim(), base_url: baseUrl.trim() },
          ...{ credentials: filled(draft.credentials), settings: filled(draft.settings) },
        },
      }),
    onSuccess: (found) => {
      if (found.health === 'offline') return;
      onChange({ checked: true, baseUrl: baseUrl.trim() });
      onNext();
    },
  });
  // A change makes the answer one about something else.
  const edit = (some: Partial<Draft>) => {
    check.reset();
    onChange({ ...some, checked: false });
  };
  const failed = check.data?.health === 'offline' ? check.data : undefined;
  const refused = addressRefused(check.error);
  return (
    <form
      className="grid gap-4"
      noValidate
      onSubmit={(event) => {
        event.preventDefault();
        setTried(true);
        if (!complete) focusFault(event.currentTarget);
        else if (!check.isPending) check.mutate();
      }}
    >
      <TextField
        id="connect-address"
        name="address"
        label={name}
        autoComplete="off"
        placeholder={kind.address.example}
        value={draft.address}
        onChange={(address) => edit({ address })}
        hint={words.where && i18n._(words.where)}
        error={tried && !draft.address.trim() ? t`Fill in: ${name}` : undefined}
      />
      <AccessFields
        id="connect-secret"
        fields={kind.credentials}
        values={draft.credentials}
        onChange={(credentials) => edit({ credentials })}
        tried={tried}
      />
      <AccessFields
        id="connect-setting"
        fields={kind.settings}
        values={draft.settings}
        onChange={(settings) => edit({ settings })}
        tried={tried}
      />
      <AddressField
        id="connect-url"
        value={baseUrl}
        usual={kind.base_url}
        onChange={(next) => edit({ baseUrl: next })}
        tried={tried}
        refused={refused}
      />
      {kind.channel === 'whatsapp' && portfolios.length > 0 && (
        <SelectField
          id="connect-portfolio"
          label={t`Business portfolio`}
          hint={t`Its numbers share one tier. Adding a number adds throughput, not reach.`}
          value={draft.portfolioId ?? 'none'}
          items={[
            { value: 'none', label: t`None` },
            ...portfolios.map(({ id, name: label }) => ({ value: id, label })),
          ]}
          onChange={(id) => onChange({ portfolioId: id === 'none' ? undefined : id })}
        />
      )}
      {check.error && !refused && <ActionProblem error={check.error} />}
      {failed && (
        <>
          <CheckResult check={failed} />
          <p className="text-muted">
            <Trans>
              Nothing was saved. Correct what is wrong and check again, or go on and renew its access later.
            </Trans>
          </p>
        </>
      )}
      <StepButtons
        onBack={onBack}
        busy={check.isPending}
        more={
          failed && (
            <Button
              onClick={() => {
                onChange({ checked: true, baseUrl: baseUrl.trim() });
                onNext();
              }}
            >
              <Trans>Go on all the same</Trans>
            </Button>
          )
        }
      >
        <Trans>Check and go on</Trans>
      </StepButtons>
    </form>
  );
}
