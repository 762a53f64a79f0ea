// docs/configuration.md, made from the table in config.ts; a test keeps the file equal to it.
import { settingTable } from './config.ts';

export function renderConfiguration(): string {
  const rows = Object.entries(settingTable).map(([name, setting]) => {
    const secret = 'secret' in setting && setting.secret ? ' Secret: never logged.' : '';
    return `| \`${name}\` | ${setting.fallback === '' ? '–' : `\`${setting.fallback}\``} | ${setting.meaning}${secret} |`;
  });
  return [
    '# Configuration',
    '',
    'Sampark reads its settings from environment variables, in one place (`server/src/config.ts`), once, at the start.',
    'None is needed to try it. A value that is not accepted, or a name beginning with `SAMPARK_` that does not exist,',
    'stops the start with a line that names the variable and says what is accepted.',
    '',
    '| variable | default | meaning |',
    '|---|---|---|',
    ...rows,
    '',
    'What belongs to a workspace (quiet hours, weekly caps, opt-out keywords, default country, time zone) is not an',
    'environment variable: an administrator sets it with `PATCH /api/v1/workspace`, and the change is in the event log.',
    '',
    'Keys made on the first start are kept in `SAMPARK_DATA/keys`, readable by the owner only. Back them up apart from the',
    'database: without `SAMPARK_SECRET` stored credentials cannot be opened, without `SAMPARK_SUPPRESSION_KEY` suppressed',
    'addresses are no longer recognised.',
    '',
  ].join('\n');
}
