import { Outlet } from '@tanstack/react-router';
import { useUser } from '../lib/use-session.ts';
import { Toasts } from '../ui/toasts.tsx';
import { Appearance } from './appearance.tsx';
import { Bell } from './bell.tsx';
import { KeysDialog } from './keys-dialog.tsx';
import { BottomNavigation, SideNavigation } from './navigation.tsx';
import { Palette } from './palette.tsx';
import { SampleData } from './sample-data.tsx';
import { ProofAsked } from './proof-asked.tsx';
import { SessionEnded } from './session-ended.tsx';
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
      <header className="sticky top-0 z-20 border-b border-line bg-surface">
        <div className="flex h-14 items-center gap-x-1 px-4 sm:gap-x-3 sm:px-6">
          <Wordmark />
          <span aria-hidden className="hidden h-5 w-px bg-line sm:block" />
          <p className="hidden min-w-0 flex-1 truncate py-1 text-muted sm:block">{user.workspace.name}</p>
          <div className="ms-auto flex items-center gap-0.5 sm:gap-1">
            <Palette user={user} />
            <Bell />
            <Appearance />
            <UserMenu user={user} />
          </div>
        </div>
      </header>
      <div className="flex">
        <SideNavigation user={user} />
        <main
          id="main"
          tabIndex={-1}
          className="mx-auto w-full max-w-[1280px] min-w-0 flex-1 px-4 pt-5 pb-24 outline-none sm:px-6 lg:py-7"
        >
          {user.workspace.is_demo && <SampleData user={user} />}
          <Outlet />
        </main>
      </div>
      <BottomNavigation user={user} />
      <KeysDialog />
      <Toasts />
      <ProofAsked />
      <SessionEnded />
    </>
  );
}
