import { fileURLToPath } from 'node:url';
import { expect, it } from 'vitest';
import { renderErrors } from '../../src/http/error-docs.ts';

const page = fileURLToPath(new URL('../../../docs/errors.md', import.meta.url));

// `npx vitest run -u server/test/http/error-docs.test.ts` writes the page anew.
it('docs/errors.md says what the table says', async () => {
  await expect(renderErrors()).toMatchFileSnapshot(page);
});
