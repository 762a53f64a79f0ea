import { Trans } from '@lingui/react/macro';
import { useRegionNames } from '../../i18n/region-names.ts';
import { useFormat } from '../../i18n/use-format.ts';
import type { Appended } from '../opt-out-lines.ts';

/** More names than these say less than that there are some. */
const mostNamed = 3;

/** What is put under a text when it is sent, and for whom where not everybody gets it. */
export function AppendedNote({ appended: { lines, only } }: { appended: Appended }) {
  const { tag } = useFormat();
  const { region } = useRegionNames();
  const places = new Intl.ListFormat(tag).format(only.map(region));
  return [...new Set(Object.values(lines))].map((line) => (
    <p key={line} className="text-sm text-muted">
      {only.length === 0 ? (
        <Trans>
          Put under it when it is sent: <bdi>{line}</bdi>
        </Trans>
      ) : only.length > mostNamed ? (
        <Trans>
          Put under it for people whose country asks for it: <bdi>{line}</bdi>
        </Trans>
      ) : (
        <Trans>
          Put under it for people who live in {places}: <bdi>{line}</bdi>
        </Trans>
      )}
    </p>
  ));
}
