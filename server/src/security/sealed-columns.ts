// Where `keys.seal` puts what it sealed: rotation goes through all of them, and a key is forgotten only when none needs it. A test
// holds every column of bytes against this list (test/privacy/rotate-keys.test.ts).
export const sealedColumns = [
  { table: 'sender_accounts', column: 'credentials', id: 'id' },
  { table: 'second_factors', column: 'secret', id: 'user_id' },
  { table: 'sign_in_providers', column: 'client_secret', id: 'workspace_id' },
  { table: 'provider_sessions', column: 'id_token', id: 'id' },
] as const;

export type SealedColumn = (typeof sealedColumns)[number];
