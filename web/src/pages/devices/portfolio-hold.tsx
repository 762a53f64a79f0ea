import { Plural, Trans, useLingui } from '@lingui/react/macro';
import { useQuery } from '@tanstack/react-query';
import { Hand } from 'lucide-react';
import { useState } from 'react';
import { api, type Item } from '../../api/client.ts';
import { useReasonText } from '../../reasons/use-reason-text.ts';
import { Button } from '../../ui/button.tsx';
import { Notice } from '../../ui/notice.tsx';
import { DecisionDialog } from './decision-dialog.tsx';

type Portfolio = Item<'GET /api/v1/portfolios'>;

/** The numbers of a business that WhatsApp stopped, as the one matter they are. */
export function PortfolioHold({ portfolio, admin }: { portfolio: Portfolio; admin: boolean }) {
  const { t } = useLingui();
  const [open, setOpen] = useState(false);
  const held = portfolio.accounts.filter((one) => one.policy_hold !== null);
  const undecided = held.filter((one) => one.hold_decision === null);
  if (held.length === 0) return null;
  const stopped = undecided.length > 0 ? undecided : held;
  return (
    <div className="grid justify-items-start gap-3">
      <Notice
        icon={Hand}
        tone={undecided.length > 0 ? 'danger' : 'neutral'}
        title={undecided.length > 0 ? t`Stopped by WhatsApp.` : t`Gone on without.`}
      >
        {undecided.length > 0 ? (
          <Plural
            value={stopped.length}
            one="# number sends nothing, and nothing is sent around it, until an administrator decides."
            other="# numbers send nothing, and nothing is sent around them, until an administrator decides."
          />
        ) : (
          <Plural value={stopped.length} one="# number stays stopped." other="# numbers stay stopped." />
        )}
      </Notice>
      {admin && (
        <Button kind={undecided.length > 0 ? 'primary' : 'secondary'} onClick={() => setOpen(true)}>
          {stopped.length === 1 ? (
            <Trans>Decide what happens</Trans>
          ) : (
            <Plural value={stopped.length} one="Decide for its number" other="Decide for all # numbers" />
          )}
        </Button>
      )}
      {open && (
        <OfPortfolio
          portfolio={portfolio}
          reasons={[...new Set(stopped.flatMap((one) => one.policy_hold ?? []))]}
          count={stopped.length}
          decided={undecided.length === 0}
          onClose={() => setOpen(false)}
        />
      )}
    </div>
  );
}

function OfPortfolio(props: {
  portfolio: Portfolio;
  reasons: string[];
  count: number;
  decided: boolean;
  onClose: () => void;
}) {
  const { portfolio, count } = props;
  const { name } = portfolio;
  const { t } = useLingui();
  const reason = useReasonText();
  // A platform's own words are for the log: a code not known here is said in ours.
  const words = props.reasons.map((code) => reason(code, reason('account_banned').what).what);
  const waiting = useQuery({
    queryKey: ['portfolio', portfolio.id, 'waiting'],
    queryFn: ({ signal }) =>
      api('GET /api/v1/portfolios/{id}/waiting', { path: { id: portfolio.id }, signal }),
  });
  return (
    <DecisionDialog
      title={t`What shall happen with the numbers of “${name}”?`}
      channel="whatsapp"
      count={count}
      decided={props.decided}
      happened={[
        {
          name: <Trans>What happened</Trans>,
          value: [...new Set(words)].join('; '),
        },
        {
          name: <Trans>Stopped</Trans>,
          value: <Plural value={count} one="# number" other="# numbers" />,
        },
      ]}
      waiting={waiting.data}
      decide={(body) => api('POST /api/v1/portfolios/{id}/decision', { path: { id: portfolio.id }, body })}
      onClose={props.onClose}
    />
  );
}
