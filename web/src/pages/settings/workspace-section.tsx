import { useQuery, useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import { api, type Answer } from '../../api/client.ts';
import { ErrorState } from '../../ui/error-state.tsx';
import { Skeleton } from '../../ui/skeleton.tsx';
import { WorkspaceForm } from './workspace-form.tsx';

type Workspace = Answer<'GET /api/v1/workspace'>;
const key = ['workspace'];

/** The form keeps what is typed whatever comes in meanwhile: only saving or asking for it brings a newer version. */
export function WorkspaceSection({ mayWrite }: { mayWrite: boolean }) {
  const queries = useQueryClient();
  const [shown, setShown] = useState<Workspace>();
  const workspace = useQuery({
    queryKey: key,
    queryFn: ({ signal }) => api('GET /api/v1/workspace', { signal }),
    staleTime: 0,
    gcTime: 0,
  });
  const current = shown ?? workspace.data;
  if (!shown && workspace.data) setShown(workspace.data);
  const show = (newer: Workspace) => {
    queries.setQueryData(key, newer);
    setShown(newer);
  };
  const load = async () => {
    const { data } = await workspace.refetch();
    if (data) show(data);
  };
  if (current)
    return (
      <WorkspaceForm
        key={current.version}
        workspace={current}
        mayWrite={mayWrite}
        onSaved={show}
        onLoad={load}
      />
    );
  if (workspace.isError)
    return (
      <ErrorState
        error={workspace.error}
        retrying={workspace.isFetching}
        onRetry={() => void workspace.refetch()}
      />
    );
  return <Skeleton className="h-96" />;
}
