// The calls that write the experiment of a draft. Its version is the campaign's: each of them moves that on.
import { withToken } from '../../../api/calls.ts';
import { addressOf, api } from '../../../api/client.ts';
import { open } from '../../../api/request.ts';
import type { ExperimentDesign, ExperimentResource } from './design.ts';

type Written = { experiment: ExperimentResource; campaignVersion: number };

/** @param version the campaign's. Throws ApiProblem, with 412 where somebody else changed the campaign. */
export async function putDesign(
  campaign: string,
  version: number,
  design: ExperimentDesign,
  leaving: boolean,
): Promise<Written> {
  const [method, address] = addressOf('PUT /api/v1/campaigns/{id}/experiment', { path: { id: campaign } });
  const response = await withToken((token) =>
    open(address, {
      ...{ method: method as 'PUT', token, body: design, keepalive: leaving },
      headers: { 'if-match': `"${version}"` },
    }),
  );
  return {
    experiment: (await response.json()) as ExperimentResource,
    campaignVersion: Number(/\d+/.exec(response.headers.get('etag') ?? '')?.[0] ?? version + 1),
  };
}

/** Null: the campaign says the same to everybody. */
export async function readDesign(campaign: string, signal?: AbortSignal): Promise<ExperimentResource | null> {
  const { experiment } = await api('GET /api/v1/campaigns/{id}/experiment', {
    path: { id: campaign },
    signal,
  });
  return experiment;
}

/** Returns the campaign's version afterwards. */
export async function deleteDesign(campaign: string, experiment: string): Promise<number> {
  await api('DELETE /api/v1/experiments/{id}', { path: { id: experiment } });
  return (await api('GET /api/v1/campaigns/{id}', { path: { id: campaign } })).version;
}
