import pg from 'pg';

/** A connection for reading chunks; it can write nothing. */
export async function connectVerifier(url: string): Promise<pg.Client> {
  // As in db/connect.ts, which a thread of its own does not load. No number here passes 2^53.
  pg.types.setTypeParser(pg.types.builtins.INT8, Number);
  const client = new pg.Client({ connectionString: url, application_name: 'sampark audit' });
  await client.connect();
  // The log has many months; a chunk is read in order by the index of each.
  await client.query(`set enable_sort = off; set jit = off; set default_transaction_read_only = on`);
  return client;
}
