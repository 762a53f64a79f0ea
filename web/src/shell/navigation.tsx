import { Trans, useLingui } from '@lingui/react/macro';
import { Link, useNavigate } from '@tanstack/react-router';
import { Ellipsis } from 'lucide-react';
import { lazy, Suspense, useState } from 'react';
import type { Me } from '../api/auth-types.ts';
import { useShortcut } from '../lib/shortcuts.ts';
import { placesOf, type Place } from './places.ts';

const MoreWindow = lazy(async () => ({ default: (await import('./more-window.tsx')).MoreWindow }));

/** Beside the page from 1024 px on. */
export function SideNavigation({ user }: { user: Me }) {
  const { t } = useLingui();
  return (
    <nav
      aria-label={t`Pages`}
      className="sticky top-14 hidden h-[calc(100dvh-56px)] w-52 shrink-0 overflow-y-auto border-e border-line px-3 py-4 lg:block"
    >
      <ul className="grid gap-0.5">
        {placesOf(user).map((place) => (
          <li key={place.to}>
            <SideLink place={place} />
          </li>
        ))}
      </ul>
    </nav>
  );
}

function SideLink({ place, onClick }: { place: Place; onClick?: () => void }) {
  const { i18n } = useLingui();
  const navigate = useNavigate();
  useShortcut(place.keys, i18n._(place.name), () => void navigate({ to: place.to }));
  const Icon = place.icon;
  return (
    <Link
      to={place.to}
      {...(onClick ? { onClick } : {})}
      activeOptions={{ exact: place.to === '/', includeSearch: false }}
      className="flex min-h-9 items-center gap-2.5 rounded-md px-2.5 font-medium text-muted transition-colors duration-100 hover:bg-raised hover:text-text pointer-coarse:min-h-11"
      activeProps={{ className: 'bg-accent-tint !text-accent', 'aria-current': 'page' }}
    >
      <Icon className="size-4 shrink-0" aria-hidden />
      {i18n._(place.name)}
    </Link>
  );
}

const onTheBar = 4;

/** At the thumb below 1024 px: the first four, the others behind "More". */
export function BottomNavigation({ user }: { user: Me }) {
  const { t, i18n } = useLingui();
  const [open, setOpen] = useState(false);
  const places = placesOf(user);
  const close = () => setOpen(false);
  return (
    <nav
      aria-label={t`Pages`}
      className="fixed inset-x-0 bottom-0 z-20 border-t border-line bg-surface pb-[env(safe-area-inset-bottom)] lg:hidden"
    >
      <ul className="mx-auto grid max-w-[560px] grid-cols-5">
        {places.slice(0, onTheBar).map((place) => {
          const Icon = place.icon;
          return (
            <li key={place.to} className="min-w-0">
              <Link
                to={place.to}
                activeOptions={{ exact: place.to === '/', includeSearch: false }}
                className="grid min-h-14 content-center justify-items-center gap-0.5 px-0.5 text-xs text-muted focus-visible:-outline-offset-2"
                activeProps={{ className: '!text-accent font-medium', 'aria-current': 'page' }}
              >
                <Icon className="size-5" aria-hidden />
                <span className="max-w-full truncate py-px">{i18n._(place.short ?? place.name)}</span>
              </Link>
            </li>
          );
        })}
        <li>
          <button
            type="button"
            onClick={() => setOpen(true)}
            className="grid min-h-14 w-full content-center justify-items-center gap-0.5 text-xs text-muted focus-visible:-outline-offset-2"
          >
            <Ellipsis className="size-5" aria-hidden />
            <Trans>More</Trans>
          </button>
        </li>
      </ul>
      {open && (
        <Suspense>
          <MoreWindow onClose={close}>
            {places.slice(onTheBar).map((place) => (
              <li key={place.to}>
                <SideLink place={place} onClick={close} />
              </li>
            ))}
          </MoreWindow>
        </Suspense>
      )}
    </nav>
  );
}
