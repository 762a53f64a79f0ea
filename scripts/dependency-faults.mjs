// Pure parts of `npm run audit`, so that a test can show them what must not pass.

const registry = 'https://registry.npmjs.org/';

/**
 * What package-lock.json may not hold: a package from elsewhere than the registry, one whose content is not pinned, and one that
 * runs a program of its own while it is installed and is not on our list (`allowScripts` of package.json).
 */
export function lockfileFaults(lock, allowed) {
  return Object.entries(lock.packages).flatMap(([path, one]) => {
    // Our own workspaces stand under their folder, or as a link to it.
    if (one.link === true || !path.includes('node_modules/')) return [];
    const name = path.slice(path.lastIndexOf('node_modules/') + 'node_modules/'.length);
    const faults = [];
    if (one.resolved !== undefined && !one.resolved.startsWith(registry))
      faults.push(`comes from ${one.resolved}`);
    if (!(one.integrity ?? '').startsWith('sha512-') && one.inBundle !== true)
      faults.push('is not pinned by a SHA-512');
    if (one.hasInstallScript === true && allowed[name] !== true)
      faults.push('runs a program when it is installed');
    return faults.map((fault) => `${name} ${fault}`);
  });
}

/** `npm audit --json`, read: what is serious, or why nothing is known. */
export function readAdvisories(text) {
  let report;
  try {
    report = JSON.parse(text);
  } catch {
    return { asked: false, why: 'no answer' };
  }
  const counts = report?.metadata?.vulnerabilities;
  if (!counts)
    return {
      asked: false,
      why: String(report?.message ?? report?.error?.summary ?? 'no answer').split('\n')[0],
    };
  const serious = Object.values(report.vulnerabilities ?? {}).filter(({ severity }) =>
    ['high', 'critical'].includes(severity),
  );
  return { asked: true, packages: report.metadata.dependencies?.total ?? 0, serious };
}
