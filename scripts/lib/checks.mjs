import { existsSync } from 'node:fs';
import { inRoot } from './project.mjs';

const bin = (...parts) => inRoot('node_modules', ...parts);

/** The checks of `npm run check`, each a command for Node 24, the quick ones first. */
export function checks() {
  return [
    { name: 'format', args: [bin('prettier', 'bin', 'prettier.cjs'), '--check', '--log-level', 'warn', '.'] },
    { name: 'lint', args: [bin('oxlint', 'bin', 'oxlint'), '--type-aware', '--deny-warnings'] },
    ...types(),
    { name: 'unused', args: [bin('knip', 'bin', 'knip.js'), '--no-progress'] },
  ];
}

/** `types` also means the types of the dashboard, which has its own settings. */
export function checksNamed(name) {
  return checks().filter((check) => check.name.split(' ')[0] === name);
}

export function formatAll(paths) {
  const chosen = paths.length > 0 ? paths : ['.'];
  return {
    name: 'format',
    args: [bin('prettier', 'bin', 'prettier.cjs'), '--write', '--log-level', 'warn', ...chosen],
  };
}

function types() {
  const projects = [
    { name: 'types', folder: '.' },
    { name: 'types of web', folder: 'web' },
  ];
  return projects
    .filter(({ folder }) => existsSync(inRoot(folder, 'tsconfig.json')))
    .map(({ name, folder }) => ({
      name,
      args: [bin('typescript', 'bin', 'tsc'), '--noEmit', '--project', inRoot(folder)],
    }));
}
