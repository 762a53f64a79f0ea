import { Outlet } from '@tanstack/react-router';
import { useUser } from '../lib/use-session.ts';
import { Appearance } from './appearance.tsx';
import { SampleData } from './sample-data.tsx';
import { SkipLink } from './skip-link.tsx';
import { UserMenu } from './user-menu.tsx';
import { Wordmark } from './wordmark.tsx';

/** What stands around every page of a signed-in person. */
export function AppShell() {
  const user = useUser();
  if (!user) return null;
  return (
    <>
      <SkipLink />
      <header className="sticky top-0 z-10 border-b border-line bg-surface">
        <div className="mx-auto flex min-h-14 max-w-[1280px] flex-wrap items-center gap-x-3 gap-y-1 px-4 pt-2 sm:px-6 sm:pt-0">
          <Wordmark />
          <span aria-hidden className="hidden h-5 w-px bg-line sm:block" />
          <p className="order-last w-full truncate pb-2 text-muted sm:order-none sm:w-auto sm:min-w-0 sm:flex-1 sm:pb-0">
            {user.workspace.name}
          </p>
          <div className="ms-auto flex items-center gap-0.5 sm:gap-1">
            <Appearance />
            <UserMenu user={user} />
          </div>
        </div>
      </header>
      <main id="main" tabIndex={-1} className="mx-auto max-w-[1280px] px-4 py-5 outline-none sm:px-6 sm:py-7">
        {user.workspace.is_demo && <SampleData />}
        <Outlet />
      </main>
    </>
  );
}
