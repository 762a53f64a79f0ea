import { Trans, useLingui } from '@lingui/react/macro';
import { CircleCheck, TriangleAlert } from 'lucide-react';
import { useFormat } from '../../i18n/use-format.ts';
import { Card } from '../../ui/card.tsx';
import type { Results } from './results.ts';
import { usePoints } from './use-points.ts';
import { VersionMark } from './version-mark.tsx';

type Ratio = Results['sample_ratio'];

/** Whether the versions hold as many people as their shares say; where they do not, something loses people. */
export function SampleRatioCard({ ratio }: { ratio: Ratio }) {
  const { t } = useLingui();
  const { exact } = useFormat();
  const points = usePoints();
  const causes = useCauses();
  const { alarm, variants } = ratio;
  const all = variants.reduce((sum, one) => sum + one.people, 0);
  return (
    <Card
      id="sample-ratio"
      title={t`Is the split as planned?`}
      note={t`If one version holds too few people, some were lost on the way, and rates mislead.`}
    >
      <div className="grid gap-3" data-sample-ratio={alarm ? 'alarm' : 'fine'}>
        <p className={alarm ? 'flex gap-2 font-medium text-danger' : 'flex gap-2'}>
          {alarm ? (
            <TriangleAlert className="mt-0.5 size-4 shrink-0" aria-hidden />
          ) : (
            <CircleCheck className="mt-0.5 size-4 shrink-0 text-ok" aria-hidden />
          )}
          {all === 0 ? (
            <Trans>Nobody was given a version yet.</Trans>
          ) : alarm ? (
            <Trans>No: the difference is too large for chance.</Trans>
          ) : (
            <Trans>Yes: the versions hold as many people as chance allows.</Trans>
          )}
        </p>
        <table className="tabular w-full border-collapse text-sm">
          <thead>
            <tr className="border-b border-line text-muted">
              <th scope="col" className="py-1.5 text-start font-medium">
                <Trans>Version</Trans>
              </th>
              <th scope="col" className="py-1.5 ps-2 text-end font-medium">
                <Trans>People</Trans>
              </th>
              <th scope="col" className="py-1.5 ps-2 text-end font-medium">
                <Trans>Planned</Trans>
              </th>
            </tr>
          </thead>
          <tbody>
            {variants.map((one) => (
              <tr key={one.key} className="border-b border-line last:border-b-0">
                <th scope="row" className="py-1.5 text-start font-normal">
                  <VersionMark letter={one.key} />
                </th>
                <td className="py-1.5 ps-2 text-end">
                  {exact(one.people)}
                  {all > 0 && <span className="text-muted"> ({points.rate(one.people / all)})</span>}
                </td>
                <td className="py-1.5 ps-2 text-end text-muted">
                  {exact(Math.round(one.expected))}
                  {all > 0 && <span> ({points.rate(one.expected / all)})</span>}
                </td>
              </tr>
            ))}
          </tbody>
        </table>
        {alarm && (
          <div className="grid gap-1.5 text-sm">
            <p className="font-medium">
              <Trans>Likely causes</Trans>
            </p>
            <ul className="grid list-disc gap-1 ps-5 text-muted">
              {ratio.causes.map(({ code, text }) => (
                <li key={code}>{causes[code] ?? text}</li>
              ))}
            </ul>
          </div>
        )}
      </div>
    </Card>
  );
}

/** What usually lies behind it; a cause not known here keeps the server's words. */
function useCauses(): Record<string, string> {
  const { t } = useLingui();
  return {
    variant_fails_more: t`One version’s messages cannot be written or sent for more people: look at skipped and failed messages.`,
    changed_by_hand: t`Messages of one version were cancelled, held or released by hand more often than the others’.`,
    people_merged: t`People were removed or merged after the start, more of one version than of another.`,
    fault: t`A fault of Sampark: if nothing else explains it, report it and start anew with a copy of the campaign.`,
  };
}
