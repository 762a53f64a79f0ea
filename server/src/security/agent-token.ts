// Tokens of devices' agents: 256 random bits, shown once, kept as a hash only. Each opens one device's heartbeat.
import { createHash, randomBytes } from 'node:crypto';
import type { Runtime } from '../runtime.ts';

const prefix = 'sampark_agent_';

export function isAgentToken(text: string): boolean {
  return text.startsWith(prefix);
}

export function newAgentToken(): { token: string; hash: Buffer } {
  const token = prefix + randomBytes(32).toString('base64url');
  return { token, hash: hashOf(token) };
}

/** The device this token was made for, or undefined: never made, replaced or revoked. */
export async function readAgentToken(
  rt: Pick<Runtime, 'db'>,
  token: string,
): Promise<{ device_id: string; workspace_id: string } | undefined> {
  return rt.db
    .selectFrom('devices')
    .select(['id as device_id', 'workspace_id'])
    .where('agent_token_hash', '=', hashOf(token))
    .executeTakeFirst();
}

// A plain hash suffices: what it hides cannot be guessed, unlike a password.
function hashOf(token: string): Buffer {
  return createHash('sha256').update(token).digest();
}
