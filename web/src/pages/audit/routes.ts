import type { AuditKind } from '@sampark/contracts/audit.ts';
import { createRoute, lazyRouteComponent } from '@tanstack/react-router';
import { app } from '../../app-route.ts';
import { loadPage } from '../../lib/load-page.ts';
import { oneOf, optional, text, whole } from '../../lib/search-params.ts';

/** The contract's list again: its module is too large for the first page. */
export const kinds = [
  'messages',
  'people',
  'campaigns',
  'senders',
  'rules',
  'access',
  'exports',
  'settings',
] as const satisfies readonly AuditKind[];
export const tabs = ['entries', 'checkpoints'] as const;
export const spans = ['today', 'week', 'month', 'days'] as const;
const uuid = (value: unknown) => {
  const given = text(value);
  return given !== undefined && /^[0-9a-f-]{36}$/i.test(given) ? given : undefined;
};
const day = (value: unknown) => {
  const given = text(value);
  return given !== undefined && /^\d{4}-\d\d-\d\d$/.test(given) && !Number.isNaN(Date.parse(given))
    ? given
    : undefined;
};

const page = createRoute({
  getParentRoute: () => app,
  path: '/audit',
  loader: () => loadPage('audit'),
  validateSearch: (search) =>
    optional({
      tab: oneOf(tabs, search.tab),
      q: text(search.q),
      kind: oneOf(kinds, search.kind),
      by: oneOf(['people', 'system'], search.by),
      span: oneOf(spans, search.span),
      from: day(search.from),
      to: day(search.to),
      actor: uuid(search.actor),
      person: uuid(search.person),
      campaign: uuid(search.campaign),
      /** The entry that lies open. */
      entry: whole(search.entry),
    }),
  component: lazyRouteComponent(() => import('./audit-page.tsx'), 'AuditPage'),
});

export const auditRoutes = [page] as const;
