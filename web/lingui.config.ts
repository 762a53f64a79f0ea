import { defineConfig } from '@lingui/cli';
import { formatter } from '@lingui/format-po';
import { areas } from './src/i18n/areas.ts';

/** Not pages, but used by several. */
const shared: ReadonlySet<string> = new Set(['reasons', 'composer']);
const catalogs = [
  {
    path: '<rootDir>/src/locales/{locale}/messages',
    include: ['<rootDir>/src'],
    // The gallery of components is for those who build the dashboard: English only.
    exclude: [...areas, 'gallery']
      .map((area) => `<rootDir>/src/pages/${area}/**`)
      .concat('<rootDir>/src/reasons/**', '<rootDir>/src/composer/**'),
  },
  ...areas.map((area) => ({
    path: `<rootDir>/src/locales/{locale}/${area}`,
    include: [shared.has(area) ? `<rootDir>/src/${area}` : `<rootDir>/src/pages/${area}`],
  })),
];
// `LINGUI_AREA=prospects npm run extract` leaves the other catalogs as they are.
const only = process.env.LINGUI_AREA;

export default defineConfig({
  rootDir: import.meta.dirname,
  sourceLocale: 'en',
  locales: ['en', 'bn'],
  catalogs: only ? catalogs.filter(({ path }) => path.endsWith(`/${only}`)) : catalogs,
  // Line numbers would change the catalogs with every edit above a text.
  format: formatter({ lineNumbers: false }),
  orderBy: 'message',
});
