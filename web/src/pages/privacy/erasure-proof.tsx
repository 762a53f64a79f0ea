import { Trans, useLingui } from '@lingui/react/macro';
import { useQuery } from '@tanstack/react-query';
import { Link } from '@tanstack/react-router';
import { api } from '../../api/client.ts';
import { useFormat } from '../../i18n/use-format.ts';
import { Card } from '../../ui/card.tsx';
import { Facts } from '../../ui/facts.tsx';

/** What was destroyed, what went, what stays and until when. */
export function ErasureProof({ personId }: { personId: string }) {
  const { t } = useLingui();
  const { withZone, exact, longDate } = useFormat();
  const proof = useQuery({
    queryKey: ['person', personId, 'erasure'],
    queryFn: ({ signal }) => api('GET /api/v1/prospects/{id}/erasure', { path: { id: personId }, signal }),
  }).data?.erasure;
  if (!proof) return null;
  const at = proof.key.destroyed_at && withZone(new Date(proof.key.destroyed_at));
  const kept = proof.kept_until && longDate(new Date(proof.kept_until));
  const places = Object.values(proof.emptied).filter((count) => count > 0);
  const rows = exact(places.reduce((sum, count) => sum + count, 0));
  const tables = exact(places.length);
  return (
    <Card
      id="proof"
      title={t`Proof of the erasure`}
      note={<Trans>From the audit trail and the keys themselves.</Trans>}
    >
      <Facts
        items={[
          { name: t`Erased`, value: withZone(new Date(proof.erased_at)) },
          {
            name: t`Key of their records`,
            value: at
              ? t`destroyed ${at}`
              : kept
                ? t`kept by law until ${kept}, then destroyed`
                : t`kept as long as a legal hold stands, then destroyed`,
          },
          { name: t`Emptied`, value: t`${rows} entries in ${tables} places` },
          { name: t`Messages cancelled`, value: exact(proof.cancelled) },
          { name: t`Addresses never written to again`, value: exact(proof.suppressed) },
        ]}
      />
      <p className="mt-3 text-sm">
        <Link to="/audit" className="text-accent underline underline-offset-2">
          <Trans>Verify the audit trail, which still holds</Trans>
        </Link>
      </p>
    </Card>
  );
}
