/** Rows as CSV text: every cell quoted, so that commas, quotes and line breaks stay inside it. */
export function csvOf(rows: readonly (readonly string[])[]): string {
  return rows.map((row) => row.map((cell) => `"${cell.replaceAll('"', '""')}"`).join(',')).join('\r\n');
}
