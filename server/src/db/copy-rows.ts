// Rows of a query as PostgreSQL's own binary rows (COPY … TO STDOUT), without a value of them being made into text: the
// database writes every value out in words, and the driver decodes it, before anybody asks for it.
import type pg from 'pg';

type Connection = { query(text: string): void };

/** `text`: `copy (select …) to stdout (format binary)`; a COPY takes no parameters. A row is worth reading inside `take` only. */
export function copyRows(
  client: Pick<pg.ClientBase, 'query'>,
  text: string,
  take: (row: Buffer) => void,
): Promise<void> {
  return new Promise((resolve, reject) => {
    let failed: Error | undefined;
    // What the driver asks of a query it hands the connection to.
    const query = {
      submit: (connection: Connection) => connection.query(text),
      handleError: (error: Error) => {
        failed ??= error;
      },
      handleCopyData: ({ chunk }: { chunk: Buffer }) => take(chunk),
      handleCommandComplete: () => {},
      handleReadyForQuery: () => {
        if (failed === undefined) resolve();
        else reject(failed);
      },
    };
    client.query(query as unknown as pg.Submittable);
  });
}
