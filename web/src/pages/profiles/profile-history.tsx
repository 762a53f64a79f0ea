import { Trans, useLingui } from '@lingui/react/macro';
import { Minus, Plus, RotateCcw } from 'lucide-react';
import { useState } from 'react';
import { useRegionNames } from '../../i18n/region-names.ts';
import { useFormat } from '../../i18n/use-format.ts';
import { channels } from '../../lib/channels.ts';
import { channelNames } from '../../lib/words.ts';
import { Ago } from '../../ui/ago.tsx';
import { Button } from '../../ui/button.tsx';
import { Card } from '../../ui/card.tsx';
import { ConfirmDialog } from '../../ui/confirm-dialog.tsx';
import { ErrorState } from '../../ui/error-state.tsx';
import { Skeleton } from '../../ui/skeleton.tsx';
import { showToast } from '../../ui/toasts.tsx';
import { diffLines } from '../compliance/rule-lines.ts';
import { fieldWords } from './field-words.ts';
import { fontWords } from './fonts.ts';
import { draftOf, type Draft } from './profile-draft.ts';
import { profileLines, sameLine, type ProfilePart, type ProfileWords } from './profile-lines.ts';
import { ProfileLineView } from './profile-line-view.tsx';
import { useTargetWords } from './use-target-words.ts';
import { useVersions, type Profile, type Version } from './use-profiles.ts';

type Props = {
  profile: Profile;
  mayWrite: boolean;
  unsaved: boolean;
  onRestore: (content: Draft) => Promise<void>;
};

/** Every version: who, when, what it changed of the one before, and the way back to it. */
export function ProfileHistory({ profile, mayWrite, unsaved, onRestore }: Props) {
  const { t, i18n } = useLingui();
  const { exact, tag } = useFormat();
  const words = useLineWords();
  const versions = useVersions(profile.id);
  const [chosen, setChosen] = useState<number>();
  const [asking, setAsking] = useState(false);
  if (versions.isError && !versions.data)
    return (
      <ErrorState
        error={versions.error}
        retrying={versions.isFetching}
        onRetry={() => void versions.refetch()}
      />
    );
  if (!versions.data) return <Skeleton className="h-64" />;
  const { items } = versions.data;
  const shown = items.find((one) => one.version === chosen) ?? items[0];
  if (!shown) return null;
  const before = items.find((one) => one.version < shown.version);
  const lines = diffLines(
    before ? profileLines(before.content, words) : [],
    profileLines(shown.content, words),
    sameLine,
  );
  const number = exact(shown.version);
  const earlier = exact(before?.version ?? 0);
  const further = exact((items[0]?.version ?? 0) + 1);
  const whatChanged = (one: Version) =>
    new Intl.ListFormat(tag).format(
      one.changed.map((field) => {
        const name = fieldWords[field];
        return name ? i18n._(name) : field;
      }),
    );
  return (
    <div className="grid items-start gap-5 lg:grid-cols-[300px_minmax(0,1fr)]">
      <ol
        aria-label={t`Versions`}
        className="grid max-h-[70dvh] overflow-y-auto rounded-lg border border-line bg-surface"
      >
        {items.map((one) => {
          const own = exact(one.version);
          return (
            <li key={one.version} className="border-b border-line last:border-b-0">
              <button
                type="button"
                aria-current={one.version === shown.version ? true : undefined}
                onClick={() => setChosen(one.version)}
                className={`grid w-full gap-0.5 px-4 py-2.5 text-start focus-visible:-outline-offset-2 ${one.version === shown.version ? 'bg-accent-tint' : 'hover:bg-raised'}`}
              >
                <span className="font-medium">
                  <Trans>Version {own}</Trans>
                </span>
                <span className="text-sm text-muted">{one.made_by_name ?? t`Sampark`}</span>
                {one.act === 'changed' && one.changed.length > 0 && (
                  <span className="text-sm text-muted">{whatChanged(one)}</span>
                )}
              </button>
            </li>
          );
        })}
      </ol>
      <Card
        id="profile-difference"
        title={before ? t`Version ${number} compared with ${earlier}` : t`Version ${number}: the first`}
        note={
          <>
            {shown.made_by_name ?? t`Sampark`} <Ago at={shown.made_at} />
          </>
        }
        actions={
          mayWrite &&
          shown.version !== items[0]?.version && (
            <Button icon={<RotateCcw className="size-4" aria-hidden />} onClick={() => setAsking(true)}>
              <Trans>Restore this version</Trans>
            </Button>
          )
        }
      >
        <ul className="overflow-hidden rounded-md border border-line text-sm">
          {lines.map((line, index) => (
            <li
              // Two lines may say the same.
              key={index}
              className={`flex gap-2 border-b border-line px-3 py-2 last:border-b-0 ${line.kind === 'new' && before ? 'bg-ok-tint' : line.kind === 'gone' ? 'bg-danger-tint' : ''}`}
            >
              {before && (
                <span className="w-4 shrink-0 pt-0.5">
                  {line.kind === 'new' && <Plus className="size-3.5 text-ok" aria-label={t`New`} />}
                  {line.kind === 'gone' && <Minus className="size-3.5 text-danger" aria-label={t`Gone`} />}
                </span>
              )}
              <ProfileLineView id={profile.id} line={line.line} gone={line.kind === 'gone'} />
            </li>
          ))}
        </ul>
      </Card>
      <ConfirmDialog
        open={asking}
        onClose={() => setAsking(false)}
        title={t`Restore version ${number}?`}
        action={t`Restore version ${number}`}
        consequences={[
          <Trans key="new">It is saved again as version {further}. Nothing of the history is lost.</Trans>,
          <Trans key="active">Whether the profile is active stays as it is.</Trans>,
          <Trans key="running">Campaigns that run go on with the version they were started with.</Trans>,
          ...(unsaved ? [<Trans key="unsaved">What you have not saved is lost.</Trans>] : []),
        ]}
        onConfirm={async () => {
          await onRestore(draftOf(shown.content as never));
          setChosen(undefined);
          showToast(t`Restored as version ${further}`);
        }}
      />
    </div>
  );
}

function useLineWords(): ProfileWords {
  const { t, i18n } = useLingui();
  const { exact, tag } = useFormat();
  const { region, language } = useRegionNames();
  const target = useTargetWords();
  const names: Record<ProfilePart, string> = {
    name: t`Name`,
    language: t`Language`,
    active: t`Active`,
    accent: t`Main colour`,
    text: t`Text colour`,
    background: t`Background`,
    body: t`Font of texts`,
    heading: t`Font of headings`,
    light: t`Logo on light`,
    dark: t`Logo on dark`,
    jurisdiction: t`Where its readers live`,
    line: t`Every text contains`,
    links: t`Links in a text, at most`,
    template: t`template`,
    buttons: t`buttons`,
    target: t`For people`,
  };
  return {
    name: (part) => names[part],
    channel: (one) => channelNames[channels.find((other) => other === one) ?? 'signal'],
    language,
    region: (code) => ({ EU: t`European Union`, EEA: t`European Economic Area` })[code] ?? region(code),
    target,
    font: (name) => (fontWords[name] ? i18n._(fontWords[name]) : name),
    list: (some) => new Intl.ListFormat(tag, { type: 'unit', style: 'short' }).format(some),
    number: exact,
    yes: t`yes`,
    no: t`no`,
  };
}
