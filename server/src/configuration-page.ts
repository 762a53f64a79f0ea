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
    'A PostgreSQL of your own needs three roles: the owner of the schema, `sampark_app` for `DATABASE_URL`, and `sampark_api`, which',
    'nobody signs in as and under which requests see one workspace only ([decision 16](decisions/0016-row-security.md)). As its',
    'superuser, before the first start:',
    '',
    '```sql',
    "create role sampark_owner login password '…';",
    "create role sampark_app login password '…' bypassrls;",
    'create role sampark_api nologin;',
    'grant sampark_api to sampark_app with inherit false, set true;',
    'grant pg_read_all_stats to sampark_owner, sampark_app;',
    'create database sampark owner sampark_owner;',
    '```',
    '',
    'Without `sampark_api` it works as before, and the log says at each start that row-level security is not in force. A connection',
    'pooler in between has to keep a connection for as long as the session (pgbouncer: `pool_mode = session`).',
    '',
  ].join('\n');
}
