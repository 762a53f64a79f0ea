import { Trans, useLingui } from '@lingui/react/macro';
import { getRouteApi } from '@tanstack/react-router';
import type { ReactNode } from 'react';
import { useUser } from '../../lib/use-session.ts';
import { useTitle } from '../../lib/use-title.ts';
import { PageHeader } from '../../ui/page-header.tsx';
import { TabLinks } from '../../ui/tab-links.tsx';
import { ApiKeysSection } from './api-keys-section.tsx';
import { AppearanceSection, KeysSection } from './own-look.tsx';
import { CountriesSection } from './countries-section.tsx';
import { OptInSection } from './opt-in-section.tsx';
import { MeSection } from './me-section.tsx';
import { SecuritySection } from './security-section.tsx';
import { SessionsSection } from './sessions-section.tsx';
import { SignInSection } from './sign-in-section.tsx';
import { UsersSection } from './users-section.tsx';
import { WorkspaceSection } from './workspace-section.tsx';
import type { Section } from './routes.ts';

const route = getRouteApi('/app/settings');

export function SettingsPage() {
  const { t } = useLingui();
  useTitle(t`Settings`);
  const user = useUser();
  const navigate = route.useNavigate();
  const { section = 'me', q = '' } = route.useSearch();
  const search = (next: string) =>
    void navigate({ search: { section: 'users', ...(next ? { q: next } : {}) }, replace: true });
  const admin = user?.role === 'admin';
  const all: { value: Section; label: string; shown: boolean; page: ReactNode }[] = [
    { value: 'me', label: t`Me`, shown: true, page: <MeSection /> },
    { value: 'security', label: t`Security`, shown: true, page: <SecuritySection /> },
    { value: 'sessions', label: t`Sessions`, shown: true, page: <SessionsSection /> },
    { value: 'users', label: t`Users`, shown: admin, page: <UsersSection q={q} onSearch={search} /> },
    { value: 'sign-in', label: t`Sign-in`, shown: admin, page: <SignInSection /> },
    { value: 'workspace', label: t`Workspace`, shown: true, page: <WorkspaceSection mayWrite={admin} /> },
    {
      value: 'countries',
      label: t`Countries`,
      shown: true,
      page: <CountriesSection mayWrite={user?.role !== 'standard'} />,
    },
    { value: 'opt-in', label: t`Opt-in pages`, shown: true, page: <OptInSection mayWrite={admin} /> },
    {
      value: 'api-keys',
      label: t`API keys`,
      shown: true,
      page: <ApiKeysSection ownId={user?.id} admin={admin} />,
    },
    { value: 'appearance', label: t`Appearance`, shown: true, page: <AppearanceSection /> },
    { value: 'keys', label: t`Keys`, shown: true, page: <KeysSection /> },
  ];
  const open = all.filter((one) => one.shown);
  const chosen = open.find((one) => one.value === section) ?? open[0];
  return (
    <div className="mx-auto grid w-full max-w-[860px] gap-5">
      <PageHeader title={<Trans>Settings</Trans>} />
      <TabLinks
        label={t`Sections`}
        items={open}
        value={chosen?.value ?? 'me'}
        onChange={(next) =>
          void navigate({ search: { section: open.find((one) => one.value === next)?.value }, replace: true })
        }
      />
      {chosen?.page}
    </div>
  );
}
