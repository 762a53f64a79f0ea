import { Trans, useLingui } from '@lingui/react/macro';
import { CircleDashed, TriangleAlert } from 'lucide-react';
import { ApiProblem } from '../../api/problem.ts';
import { Notice } from '../../ui/notice.tsx';
import type { ShownVersions } from './chosen-version.tsx';

/** The server does not know the version that is shown: it is one that was not saved yet. */
export function isUnsavedVersion(error: unknown): boolean {
  return error instanceof ApiProblem && error.fieldErrors.some((one) => one.field === 'query.variant');
}

/** Says what keeps a new version from being previewed, and where that is put right. */
export function UnsavedVersion({ shown, unsaved }: Pick<ShownVersions, 'shown' | 'unsaved'>) {
  const { t } = useLingui();
  if (!unsaved)
    return (
      <Notice icon={CircleDashed} tone="neutral" title={t`Version ${shown} is not saved yet.`}>
        <Trans>It shows here as soon as it is.</Trans>
      </Notice>
    );
  const { kind, version, other = '' } = unsaved;
  const why =
    kind === 'no-name'
      ? t`Version ${version} has no name: give it one in the list of versions.`
      : kind === 'same-name'
        ? t`Version ${version} has the name of another: change one of them in the list of versions.`
        : t`Versions ${other} and ${version} do the same: change the words of one, or remove it.`;
  return (
    <Notice icon={TriangleAlert} tone="warn" title={t`Version ${shown} is not saved yet.`}>
      {why}
    </Notice>
  );
}
