// The profiles of a draft: chosen at once, saved in turn with everything else that is typed into it.
import { useQuery, useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import { withToken } from '../../../api/calls.ts';
import { addressOf, api } from '../../../api/client.ts';
import { open } from '../../../api/request.ts';
import { underWay, type Draft } from '../../campaigns/use-draft.ts';

export type Choice = { profile_ids: string[]; default_profile_id: string | null };

export function useCampaignProfiles(id: string) {
  return useQuery({
    queryKey: ['campaign-profiles', id],
    queryFn: ({ signal }) => api('GET /api/v1/campaigns/{id}/profiles', { path: { id }, signal }),
  });
}

export function useProfilePreview(id: string, enabled: boolean) {
  return useQuery({
    queryKey: ['profile-preview', id],
    queryFn: ({ signal }) => api('GET /api/v1/campaigns/{id}/profile-preview', { path: { id }, signal }),
    enabled,
    // The audience may have changed in another step.
    staleTime: 0,
  });
}

export function useChoice(id: string) {
  const queries = useQueryClient();
  const kept = useCampaignProfiles(id);
  const [chosen, setChosen] = useState<Choice>();
  const [failed, setFailed] = useState<unknown>();
  const items = kept.data?.items;
  const known: Choice | undefined = items && {
    profile_ids: items.filter((one) => one.listed).map((one) => one.profile_id),
    default_profile_id: items.find((one) => one.is_default)?.profile_id ?? null,
  };

  const put = async (choice: Choice) => {
    const version = queries.getQueryData<Draft>(['draft', id])?.version ?? 0;
    const [, address] = addressOf('PUT /api/v1/campaigns/{id}/profiles', { path: { id } });
    const response = await withToken((token) =>
      open(address, { method: 'PUT', body: choice, token, headers: { 'if-match': `"${version}"` } }),
    );
    const next = Number(response.headers.get('etag')?.replace(/\D/g, ''));
    queries.setQueryData<Draft>(
      ['draft', id],
      (shown) => shown && { ...shown, version: next, engagement_profile_id: choice.default_profile_id },
    );
    for (const name of ['campaign-profiles', 'profile-preview', 'preview', 'forecast'])
      void queries.invalidateQueries({ queryKey: [name, id] });
  };

  const choose = async (choice: Choice) => {
    setChosen(choice);
    setFailed(undefined);
    for (let running = underWay.get(id); running; running = underWay.get(id)) await running;
    const done = put(choice).then(
      () => true,
      (error: unknown) => {
        setFailed(error);
        setChosen(undefined);
        return false;
      },
    );
    underWay.set(
      id,
      done.finally(() => underWay.delete(id)),
    );
    await done;
  };
  return { kept, choice: chosen ?? known, choose, failed };
}
