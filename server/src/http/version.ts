// Lost updates are refused: a read answers with ETag, an edit names it in If-Match.
import type { FastifyReply, FastifyRequest } from 'fastify';
import { Problem } from './problem.ts';

export function etagOf(version: number | Date): string {
  return `"${version instanceof Date ? version.getTime() : version}"`;
}

export function sendVersion(reply: FastifyReply, version: number | Date): void {
  reply.header('etag', etagOf(version));
}

/**
 * The version the edit is based on, to be compared in the update's own `where`.
 * Throws `version_required` without If-Match; `*` and unreadable tags match nothing and give `version_conflict`.
 */
export function requireVersion(request: FastifyRequest): number {
  const header = request.headers['if-match'];
  if (header === undefined) throw new Problem('version_required');
  const match = /^(?:W\/)?"?(\d{1,15})"?$/.exec(header.trim());
  if (!match) throw new Problem('version_conflict');
  return Number(match[1]);
}

/** For rows read under a lock: throws `version_conflict` when the row has moved on. */
export function checkVersion(request: FastifyRequest, current: number | Date): void {
  const now = current instanceof Date ? current.getTime() : current;
  if (requireVersion(request) !== now) throw new Problem('version_conflict');
}
