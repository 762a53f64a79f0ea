import { Trans, useLingui } from '@lingui/react/macro';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { api } from '../../api/client.ts';
import { TextField } from '../../ui/text-field.tsx';
import { filled } from './access-fields.tsx';
import { ActionProblem } from './action-problem.tsx';
import type { Draft } from './connect-draft.ts';
import { LimitFields, readLimits, typedFrom, type Limits } from './limit-fields.tsx';
import { StepButtons } from './step-buttons.tsx';
import { kindOf, useChannelKinds } from './use-channel-kinds.ts';

type Props = {
  draft: Draft;
  onChange: (some: Partial<Draft>) => void;
  onBack: () => void;
  onNext: () => void;
};

/** The limits, and then it is saved: first the device, where it is new, then the account. */
export function LimitsStep({ draft, onChange, onBack, onNext }: Props) {
  const { t } = useLingui();
  const queries = useQueryClient();
  const kind = draft.channel && kindOf(useChannelKinds().data?.items, draft.channel);
  const save = useMutation({
    mutationFn: async (limits: Limits) => {
      const deviceId = draft.deviceId ?? (await addDevice(draft));
      // If the account is refused, the next try must not add the device a second time.
      if (!draft.deviceId) onChange({ deviceId });
      const device = await api('POST /api/v1/devices/{id}/accounts', {
        path: { id: deviceId },
        body: {
          ...{ channel: kind?.channel ?? 'whatsapp', address: draft.address.trim() },
          base_url: draft.baseUrl ?? kind?.base_url ?? '',
          ...(draft.displayName.trim() ? { display_name: draft.displayName.trim() } : {}),
          ...(draft.portfolioId ? { portfolio_id: draft.portfolioId } : {}),
          ...{ credentials: filled(draft.credentials), settings: filled(draft.settings) },
          ...limits,
        },
      });
      const account = device.accounts.find(
        (one) => one.channel === draft.channel && one.address === draft.address.trim(),
      );
      return { deviceId, accountId: account?.id ?? '' };
    },
    onSuccess: async (made) => {
      // The secrets are with the server now; they need not stay here.
      onChange({ made, credentials: {} });
      await queries.invalidateQueries({ queryKey: ['devices'] });
      onNext();
    },
  });
  if (!kind) return null;
  const typed = draft.limits ?? typedFrom(kind.default_limits);
  const limits = readLimits(typed, kind.highest_limits);
  return (
    <form
      className="grid gap-5"
      noValidate
      onSubmit={(event) => {
        event.preventDefault();
        if (limits && !save.isPending) save.mutate(limits);
      }}
    >
      <p className="text-muted">
        <Trans>The platform’s defaults are filled in. A new number does well with less at first.</Trans>
      </p>
      <LimitFields
        id="connect-limit"
        typed={typed}
        defaults={kind.default_limits}
        highest={kind.highest_limits}
        onChange={(next) => onChange({ limits: next })}
      />
      <TextField
        id="connect-display"
        name="display_name"
        label={t`Name of the account (optional)`}
        autoComplete="off"
        hint={t`Shown in lists instead of its address.`}
        value={draft.displayName}
        onChange={(displayName) => onChange({ displayName })}
      />
      {save.error && <ActionProblem error={save.error} />}
      <StepButtons onBack={onBack} busy={save.isPending}>
        <Trans>Save the sender</Trans>
      </StepButtons>
    </form>
  );
}

async function addDevice({ device }: Draft): Promise<string> {
  const made = await api('POST /api/v1/devices', {
    body: {
      device_identifier: device.identifier.trim(),
      name: device.name.trim(),
      platform_type: device.kind ?? 'cloud',
    },
  });
  return made.id;
}
