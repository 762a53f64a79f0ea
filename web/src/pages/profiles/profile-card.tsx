import { Plural, Trans, useLingui } from '@lingui/react/macro';
import { Link } from '@tanstack/react-router';
import { Check, TriangleAlert, X } from 'lucide-react';
import { channels } from '../../lib/channels.ts';
import { channelNames } from '../../lib/words.ts';
import { useFormat } from '../../i18n/use-format.ts';
import { Badge } from '../../ui/badge.tsx';
import { classNames } from '../../ui/class-names.ts';
import { BrandMark } from './brand-mark.tsx';
import { draftOf } from './profile-draft.ts';
import { LanguageName } from './language-name.tsx';
import { ProfileMenu } from './profile-menu.tsx';
import { useTargetWords } from './use-target-words.ts';
import type { Profile } from './use-profiles.ts';

type Props = { profile: Profile; mayWrite: boolean; mayCopy: boolean; showOwner: boolean };

/** A profile at a glance: how it looks, what it speaks, for whom, and whether it is whole and in use. */
export function ProfileCard({ profile, mayWrite, mayCopy, showOwner }: Props) {
  const { exact } = useFormat();
  const wordsOf = useTargetWords();
  const target = wordsOf(draftOf(profile).target_demographics);
  const { accent, background, text } = profile.branding_config.colors;
  return (
    <article
      aria-labelledby={`profile-${profile.id}`}
      className="relative flex min-w-0 flex-col rounded-lg border border-line bg-surface transition-colors duration-100 focus-within:border-control hover:border-control"
    >
      <div className="flex items-start gap-3 px-4 pt-4">
        <span className={classNames('size-11 shrink-0', !profile.is_active && 'opacity-60 grayscale')}>
          <BrandMark
            id={profile.id}
            name={profile.name}
            branding={profile.branding_config}
            className="rounded-md border border-line text-lg"
          />
        </span>
        <div className="grid min-w-0 flex-1 gap-0.5">
          <h2 id={`profile-${profile.id}`} className="min-w-0 font-semibold [overflow-wrap:anywhere]">
            <Link
              to="/profiles/$id"
              params={{ id: profile.id }}
              className="after:absolute after:inset-0 after:rounded-lg"
            >
              <span dir="auto">{profile.name}</span>
            </Link>
          </h2>
          <p className="text-sm">
            <LanguageName code={profile.language} />
          </p>
        </div>
        {mayWrite && (
          // Above the link that covers the card.
          <div className="relative z-10 -me-2 -mt-1">
            <ProfileMenu profile={profile} mayCopy={mayCopy} />
          </div>
        )}
      </div>
      <p className="px-4 pt-3 text-sm text-muted">
        {target.length > 0 ? (
          <Trans>For people {target.join(', ')}</Trans>
        ) : (
          <Trans>For everybody who speaks its language</Trans>
        )}
      </p>
      <Channels missing={profile.missing_channels} />
      <div className="mt-auto flex flex-wrap items-center justify-between gap-x-3 gap-y-1 border-t border-line px-4 py-2.5 text-sm text-muted">
        <span className="flex flex-wrap items-center gap-2">
          {profile.is_active ? (
            <Badge tone="ok" icon={Check}>
              <Trans>Active</Trans>
            </Badge>
          ) : (
            <Badge icon={X}>
              <Trans>Switched off</Trans>
            </Badge>
          )}
          <span className="tabular">
            {profile.campaigns === 0 ? (
              <Trans>In no campaign</Trans>
            ) : (
              <Plural
                value={profile.campaigns}
                one={`In ${exact(profile.campaigns)} campaign`}
                other={`In ${exact(profile.campaigns)} campaigns`}
              />
            )}
          </span>
          {showOwner && <span>{profile.portfolio_manager_name}</span>}
        </span>
        <span aria-hidden className="flex gap-1">
          {[accent, background, text].map(
            (colour, index) =>
              colour && (
                <span
                  key={index}
                  className="size-3.5 rounded-full border border-control"
                  style={{ background: colour }}
                />
              ),
          )}
        </span>
      </div>
    </article>
  );
}

function Channels({ missing }: { missing: readonly string[] }) {
  const { t } = useLingui();
  return (
    <ul aria-label={t`Texts`} className="flex flex-wrap gap-x-3 gap-y-1 px-4 pt-3 pb-3.5 text-sm">
      {channels.map((channel) => {
        const lacks = missing.includes(channel);
        const Icon = lacks ? TriangleAlert : Check;
        return (
          <li
            key={channel}
            className={classNames('flex items-center gap-1', lacks ? 'text-warn' : 'text-muted')}
          >
            <Icon className={classNames('size-3.5', !lacks && 'text-ok')} aria-hidden />
            {channelNames[channel]}
            {lacks && (
              <span>
                : <Trans>no text</Trans>
              </span>
            )}
          </li>
        );
      })}
    </ul>
  );
}
