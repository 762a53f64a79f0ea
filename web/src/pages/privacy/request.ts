import type { Answer } from '../../api/client.ts';

export type Request = Answer<'GET /api/v1/privacy-requests/{id}'>;
export const requestKey = (id: string) => ['GET /api/v1/privacy-requests', id] as const;
