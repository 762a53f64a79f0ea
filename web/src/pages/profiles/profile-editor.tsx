import { mostProfiles } from '@sampark/contracts/profiles.ts';
import { Plural, Trans, useLingui } from '@lingui/react/macro';
import { getRouteApi, useBlocker } from '@tanstack/react-router';
import { Check, X } from 'lucide-react';
import { useState } from 'react';
import { ApiProblem } from '../../api/problem.ts';
import { languageOf } from '../../i18n/language.ts';
import { useFormat } from '../../i18n/use-format.ts';
import { channels } from '../../lib/channels.ts';
import { useErrorText } from '../../lib/error-text.ts';
import { channelNames } from '../../lib/words.ts';
import { Ago } from '../../ui/ago.tsx';
import { Badge } from '../../ui/badge.tsx';
import { ErrorSummary } from '../../ui/error-summary.tsx';
import { PageHeader } from '../../ui/page-header.tsx';
import { TabLinks } from '../../ui/tab-links.tsx';
import { showToast } from '../../ui/toasts.tsx';
import { BasicsCard } from './basics-card.tsx';
import { BrandMark } from './brand-mark.tsx';
import { BrandingCard } from './branding-card.tsx';
import { ComplianceCard } from './compliance-card.tsx';
import { ConflictNotice } from './conflict-notice.tsx';
import { fieldWords } from './field-words.ts';
import { PreviewCard } from './preview-card.tsx';
import { ProfileHistory } from './profile-history.tsx';
import { ProfileMenu } from './profile-menu.tsx';
import { SaveBar } from './save-bar.tsx';
import { TargetCard } from './target-card.tsx';
import { TextsCard } from './texts-card.tsx';
import { useFaultWords } from './use-fault-words.ts';
import { useProfileEditing } from './use-profile-editing.ts';
import { useRendered } from './use-rendered.ts';
import type { Profile } from './use-profiles.ts';

const route = getRouteApi('/app/profiles/$id');

/** A profile written on the left, seen on the right as the apps will show it. */
export function ProfileEditor({ profile, mayWrite }: { profile: Profile | undefined; mayWrite: boolean }) {
  const { t, i18n } = useLingui();
  const { exact } = useFormat();
  const errorText = useErrorText();
  const wordsOf = useFaultWords();
  const navigate = route.useNavigate();
  const { see } = route.useSearch();
  const editing = useProfileEditing(profile, languageOf(i18n.locale));
  const { draft, stored, changed, saving: save, conflict } = editing;
  const [person, setPerson] = useState<string>();
  const rendered = useRendered(draft, person);
  const unsaved = changed.length > 0;
  useBlocker({
    shouldBlockFn: () =>
      unsaved && !save.isPending && !save.isSuccess && !window.confirm(t`Leave without saving this profile?`),
    enableBeforeUnload: unsaved,
  });

  const refused = save.error instanceof ApiProblem ? save.error : undefined;
  const refusals = wordsOf(refused?.fieldErrors ?? []);
  // While one writes: what would be refused, but not yet that something is still to be written.
  const trial = wordsOf(
    (rendered.data?.faults ?? []).filter((one) => one.reason !== 'is missing' && draft.language !== ''),
  );
  const faults = unsaved ? { ...refusals, ...trial } : {};
  const failed = save.error && refused?.code !== 'version_conflict' ? errorText(save.error) : undefined;
  const version = exact(stored?.version ?? 1);
  const form = { draft, onChange: editing.set, faults, disabled: !mayWrite };

  const submit = () =>
    save.mutate(draft, {
      onSuccess: (saved) => {
        showToast(t`Saved: ${saved.name}`);
        if (!stored)
          void navigate({
            to: '/profiles/$id',
            params: { id: saved.id },
            replace: true,
            ignoreBlocker: true,
          });
      },
    });

  return (
    <>
      <PageHeader
        title={
          <span className="flex items-center gap-3">
            <span className="size-10 shrink-0">
              <BrandMark
                id={stored?.id ?? ''}
                name={draft.name}
                branding={draft.branding_config}
                className="rounded-md border border-line text-lg"
              />
            </span>
            <span dir="auto" className="min-w-0 [overflow-wrap:anywhere]">
              {stored ? stored.name : <Trans>New profile</Trans>}
            </span>
          </span>
        }
        note={
          stored ? (
            <span className="flex flex-wrap items-center gap-x-3 gap-y-1 pt-1">
              {stored.is_active ? (
                <Badge tone="ok" icon={Check}>
                  <Trans>Active</Trans>
                </Badge>
              ) : (
                <Badge icon={X}>
                  <Trans>Switched off</Trans>
                </Badge>
              )}
              <span>
                <Trans>Version {version}</Trans>
                {' · '}
                <Ago at={stored.updated_at} />
              </span>
              <span>
                {stored.campaigns === 0 ? (
                  <Trans>In no campaign</Trans>
                ) : (
                  <Plural
                    value={stored.campaigns}
                    one={`In ${exact(stored.campaigns)} campaign`}
                    other={`In ${exact(stored.campaigns)} campaigns`}
                  />
                )}
              </span>
            </span>
          ) : (
            <Trans>One of at most {exact(mostProfiles)}. Nothing is sent by making it.</Trans>
          )
        }
        beside
        actions={
          stored &&
          mayWrite && <ProfileMenu profile={stored} mayCopy unsaved={unsaved} onSwitched={editing.takeOver} />
        }
      />
      {stored && (
        <TabLinks
          label={t`Profile or versions`}
          items={[
            { value: 'profile', label: t`Profile` },
            { value: 'versions', label: t`Versions`, count: version },
          ]}
          value={see ?? 'profile'}
          onChange={(next) =>
            void navigate({ search: { see: next === 'versions' ? 'versions' : undefined }, replace: true })
          }
        />
      )}
      {stored && see === 'versions' ? (
        <ProfileHistory profile={stored} mayWrite={mayWrite} unsaved={unsaved} onRestore={editing.restore} />
      ) : (
        <div className="grid items-start gap-5 lg:grid-cols-[minmax(0,1fr)_380px]">
          <form
            className="grid min-w-0 gap-5"
            noValidate
            onSubmit={(event) => {
              event.preventDefault();
              if (unsaved && !save.isPending) submit();
            }}
          >
            {conflict && <ConflictNotice conflict={conflict} onTakeTheirs={editing.undo} />}
            {failed && (
              <ErrorSummary
                key={save.submittedAt}
                title={failed.title}
                items={Object.entries(refusals).map(([field, text]) => ({
                  fieldId: fieldId(field),
                  text: `${fieldName(field)}: ${text}`,
                }))}
              >
                {Object.keys(refusals).length === 0 && failed.remedy}
              </ErrorSummary>
            )}
            {/* The keyboard's place stops above the bar that stays at the bottom. */}
            <fieldset
              disabled={!mayWrite}
              className="grid min-w-0 gap-5 [&_:is(button,input,textarea,a,[role=textbox])]:scroll-mb-40"
            >
              <BasicsCard {...form} />
              <TextsCard {...form} optOut={rendered.data?.opt_out_line} />
              <BrandingCard {...form} stored={stored} onLogo={editing.takeOver} />
              <TargetCard {...form} />
              <ComplianceCard {...form} />
            </fieldset>
            {mayWrite && (
              <SaveBar
                isNew={!stored}
                unsaved={unsaved}
                ready={draft.name.trim() !== ''}
                broken={Object.keys(trial).length > 0}
                busy={save.isPending}
                onUndo={stored ? editing.undo : undefined}
              />
            )}
          </form>
          <div className="min-w-0 lg:sticky lg:top-20">
            <PreviewCard
              id={stored?.id ?? ''}
              draft={draft}
              rendered={rendered}
              person={person}
              onPerson={setPerson}
            />
          </div>
        </div>
      )}
    </>
  );

  function fieldName(field: string): string {
    const [first = '', second = ''] = field.split('.');
    const channel = channels.find((one) => one === second);
    const words = fieldWords[first];
    return channel ? channelNames[channel] : words ? i18n._(words) : t`Profile`;
  }
}

/** Where the keyboard goes for a refused field. */
function fieldId(field: string): string {
  const [first = '', second = ''] = field.split('.');
  if (first === 'messaging_templates') return second === 'whatsapp' ? 'template-choice' : 'profile-text';
  if (first === 'branding_config') return 'colour-accent';
  if (first === 'compliance_rules') return second === 'jurisdiction' ? 'profile-jurisdiction' : 'rules-links';
  if (first === 'target_demographics') return 'target-languages';
  return `profile-${first}`;
}
