import { Plural, Trans, useLingui } from '@lingui/react/macro';
import { CircleAlert, CircleCheck, Download } from 'lucide-react';
import { useId } from 'react';
import { download, type Answer } from '../../../api/client.ts';
import { useFormat } from '../../../i18n/use-format.ts';
import { Button } from '../../../ui/button.tsx';
import type { Draft, DraftChange } from '../use-draft.ts';
import { MissingValue } from './missing-value.tsx';

export type Missing = Answer<'GET /api/v1/campaigns/{id}/missing-variables'>;

type Props = {
  draft: Draft;
  missing: Missing;
  /** People who would get the message as things stand. */
  reachable: number;
  audience: number;
  onChange: (change: DraftChange) => void;
};

/** Values the message names and people lack: for each, what happens for them. */
export function MissingValues({ draft, missing, ...rest }: Props) {
  const { t } = useLingui();
  const { exact } = useFormat();
  const title = useId();
  const Icon = missing.count > 0 ? CircleAlert : CircleCheck;
  const lacking = missing.count + missing.defaulted + missing.skipped;
  return (
    <section aria-labelledby={title} className="grid gap-3">
      <div className="flex flex-wrap items-center justify-between gap-x-4 gap-y-1">
        <h3
          id={title}
          tabIndex={-1}
          data-heading="missing"
          className={`flex items-center gap-2 font-semibold ${missing.count > 0 ? 'text-danger' : ''}`}
        >
          <Icon className={`size-4 ${missing.count > 0 ? '' : 'text-ok'}`} aria-hidden />
          <Plural
            value={lacking}
            one={`${exact(lacking)} person lacks something the message names`}
            other={`${exact(lacking)} people lack something the message names`}
          />
        </h3>
        <Button
          kind="quiet"
          icon={<Download className="size-4" aria-hidden />}
          onClick={() =>
            void download(
              'GET /api/v1/campaigns/{id}/missing-variables/export',
              { path: { id: draft.id } },
              t`missing values.csv`,
            )
          }
        >
          <Trans>Download the list</Trans>
        </Button>
      </div>
      <p className="text-muted">
        {missing.count > 0 ? (
          <Trans>Say what happens for them. Nothing is ever sent with a gap.</Trans>
        ) : (
          <Trans>You have said what happens for them.</Trans>
        )}
      </p>
      <ul data-list="missing" className="grid gap-3">
        {missing.variables.map((one) => (
          <li key={one.variable}>
            <MissingValue draft={draft} missing={one} {...rest} />
          </li>
        ))}
      </ul>
    </section>
  );
}
