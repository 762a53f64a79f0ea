import { Trans, useLingui } from '@lingui/react/macro';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { useId, useState } from 'react';
import { api } from '../../api/client.ts';
import { useFormat } from '../../i18n/use-format.ts';
import { fieldProblems } from '../../lib/field-problems.ts';
import { Button } from '../../ui/button.tsx';
import { Dialog } from '../../ui/dialog.tsx';
import { SelectField } from '../../ui/select-field.tsx';
import { TextField } from '../../ui/text-field.tsx';
import { ActionProblem } from './action-problem.tsx';
import type { Portfolio } from './portfolio-card.tsx';

const tiers = [250, 1_000, 2_000, 10_000, 100_000] as const;
type Tier = (typeof tiers)[number];

/** Its name and tier. The tier is read at the platform; WhatsApp's own notices change it here, too. */
export function PortfolioDialog({ portfolio, onClose }: { portfolio?: Portfolio; onClose: () => void }) {
  const { t } = useLingui();
  const { exact } = useFormat();
  const id = useId();
  const queries = useQueryClient();
  const [name, setName] = useState(portfolio?.name ?? '');
  const [external, setExternal] = useState(portfolio?.external_id ?? '');
  const [tier, setTier] = useState(portfolio ? String(portfolio.tier_limit ?? 'none') : '250');
  const [tried, setTried] = useState(false);
  const save = useMutation({
    mutationFn: () => {
      const tier_limit: Tier | null = tiers.find((one) => String(one) === tier) ?? null;
      // A tier that is none of the platform's present ones is left as it is.
      const known = tier === 'none' || tier_limit !== null;
      const body = {
        name: name.trim(),
        external_id: external.trim() || null,
        ...(known ? { tier_limit } : {}),
      };
      return portfolio
        ? api('PATCH /api/v1/portfolios/{id}', { path: { id: portfolio.id }, body })
        : api('POST /api/v1/portfolios', { body });
    },
    onSuccess: async () => {
      await queries.invalidateQueries({ queryKey: ['devices', 'portfolios'] });
      onClose();
    },
  });
  const refused = fieldProblems(save.error);
  const present = portfolio?.tier_limit;
  const odd = present != null && !tiers.some((one) => one === present) ? [present] : [];
  return (
    <Dialog
      open
      onClose={onClose}
      title={portfolio ? t`Edit the portfolio` : t`Add a portfolio`}
      footer={
        <>
          <Button onClick={onClose}>
            <Trans>Go back</Trans>
          </Button>
          <Button kind="primary" type="submit" form={id} busy={save.isPending}>
            <Trans>Save portfolio</Trans>
          </Button>
        </>
      }
    >
      <form
        id={id}
        className="grid gap-4"
        noValidate
        onSubmit={(event) => {
          event.preventDefault();
          setTried(true);
          if (name.trim() && !save.isPending) save.mutate();
        }}
      >
        {save.error && Object.keys(refused).length === 0 && <ActionProblem error={save.error} />}
        <TextField
          id={`${id}-name`}
          name="name"
          label={t`Name`}
          autoComplete="off"
          value={name}
          onChange={setName}
          error={tried && !name.trim() ? t`Give it a name.` : refused.name}
        />
        <TextField
          id={`${id}-external`}
          name="external_id"
          label={t`ID of the business (optional)`}
          hint={t`In the business settings of Meta, under business info.`}
          autoComplete="off"
          value={external}
          onChange={setExternal}
          error={refused.external_id}
        />
        <SelectField
          id={`${id}-tier`}
          label={t`Tier: different people in 24 hours`}
          hint={t`As WhatsApp Manager shows it. A higher one here than there only makes WhatsApp refuse messages.`}
          value={tier}
          items={[
            ...[...tiers, ...odd]
              .toSorted((a, b) => a - b)
              .map((one) => ({ value: String(one), label: exact(one) })),
            { value: 'none', label: t`Unlimited` },
          ]}
          onChange={setTier}
          error={refused.tier_limit}
        />
      </form>
    </Dialog>
  );
}
