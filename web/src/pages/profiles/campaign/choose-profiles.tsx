import { Trans, useLingui } from '@lingui/react/macro';
import { useQuery } from '@tanstack/react-query';
import { Link } from '@tanstack/react-router';
import { CircleAlert } from 'lucide-react';
import { useState } from 'react';
import { api } from '../../../api/client.ts';
import { useErrorText } from '../../../lib/error-text.ts';
import { useUser } from '../../../lib/use-session.ts';
import { buttonLooks } from '../../../ui/button.tsx';
import { Card } from '../../../ui/card.tsx';
import { Checkbox } from '../../../ui/checkbox.tsx';
import { ErrorState } from '../../../ui/error-state.tsx';
import { SelectField } from '../../../ui/select-field.tsx';
import { Skeleton } from '../../../ui/skeleton.tsx';
import { TextField } from '../../../ui/text-field.tsx';
import { BrandMark } from '../brand-mark.tsx';
import { LanguageName } from '../language-name.tsx';
import { draftOf } from '../profile-draft.ts';
import { useTargetWords } from '../use-target-words.ts';
import { useChoice } from './use-campaign-profiles.ts';
import { WhoGetsWhich } from './who-gets-which.tsx';

/** From here on looking for one by its name is quicker than reading all. */
const many = 8;

/** From which profiles each person's words are chosen, and what is said to those whom none fits. */
export function ChooseProfiles({ id }: { id: string }) {
  const { t } = useLingui();
  const errorText = useErrorText();
  const wordsOf = useTargetWords();
  const user = useUser();
  const [q, setQ] = useState('');
  const { kept, choice, choose, failed } = useChoice(id);
  const profiles = useQuery({
    queryKey: ['GET /api/v1/profiles', 'active'],
    queryFn: ({ signal }) => api('GET /api/v1/profiles', { query: { is_active: true, limit: 200 }, signal }),
  });
  const all = profiles.data?.items;
  if (kept.isError && !kept.data)
    return <ErrorState error={kept.error} retrying={kept.isFetching} onRetry={() => void kept.refetch()} />;
  const chosen = choice?.profile_ids ?? [];
  const shown = all?.filter(
    (one) => chosen.includes(one.id) || one.name.toLowerCase().includes(q.trim().toLowerCase()),
  );
  const none = 'none';
  const toggle = (profile: string, on: boolean) => {
    const profile_ids = on ? [...chosen, profile] : chosen.filter((one) => one !== profile);
    const fallback = choice?.default_profile_id ?? null;
    // A default that is not chosen from would only say whose the words are.
    void choose({
      profile_ids,
      default_profile_id: fallback !== null && profile_ids.includes(fallback) ? fallback : null,
    });
  };
  return (
    <>
      <Card
        id="profiles"
        title={t`Profiles`}
        note={t`Choose some, and each person gets the words of the one that fits them best, in its language. Without any, everybody gets the message of this campaign.`}
      >
        {!shown || !choice ? (
          <Skeleton className="h-24" />
        ) : all?.length === 0 ? (
          <p className="flex flex-wrap items-center justify-between gap-3 text-muted">
            <Trans>You have no active profile yet.</Trans>
            <Link to="/profiles/$id" params={{ id: 'new' }} className={buttonLooks()}>
              <Trans>New profile</Trans>
            </Link>
          </p>
        ) : (
          <div className="grid gap-4">
            {failed !== undefined && (
              <p role="alert" className="flex gap-2 rounded-md bg-danger-tint px-3 py-2 text-danger">
                <CircleAlert className="mt-0.5 size-4 shrink-0" aria-hidden />
                <span>
                  <Trans>Your choice was not saved.</Trans> {errorText(failed).title}.{' '}
                  {errorText(failed).remedy}
                </span>
              </p>
            )}
            {(all?.length ?? 0) > many && (
              <TextField
                id="profile-search"
                name="profile-search"
                label={t`Profile’s name`}
                autoComplete="off"
                value={q}
                onChange={setQ}
              />
            )}
            <ul aria-label={t`Profiles`} className="grid max-h-96 gap-1 overflow-y-auto">
              {shown.map((one) => (
                <li key={one.id} className="rounded-md px-1 py-1.5 hover:bg-raised">
                  <Checkbox
                    label={
                      <span className="flex items-start gap-3">
                        <span className="size-9 shrink-0">
                          <BrandMark
                            id={one.id}
                            name={one.name}
                            branding={one.branding_config}
                            className="rounded-md border border-line text-sm"
                          />
                        </span>
                        <span className="grid min-w-0">
                          <span
                            dir="auto"
                            className="justify-self-start font-medium [overflow-wrap:anywhere]"
                          >
                            {one.name}
                          </span>
                          <span className="text-sm text-muted">
                            <LanguageName code={one.language} />
                            {' · '}
                            {wordsOf(draftOf(one).target_demographics).join(', ') ||
                              t`For everybody who speaks its language`}
                            {user?.role !== 'standard' && <> · {one.portfolio_manager_name}</>}
                          </span>
                        </span>
                      </span>
                    }
                    checked={chosen.includes(one.id)}
                    onChange={(on) => toggle(one.id, on)}
                  />
                </li>
              ))}
            </ul>
            {chosen.length > 0 && (
              <SelectField
                id="default-profile"
                label={t`Whom none of them fits`}
                value={choice.default_profile_id ?? none}
                items={[
                  { value: none, label: t`They get the message of this campaign` },
                  ...(all ?? [])
                    .filter((one) => chosen.includes(one.id))
                    .map((one) => ({ value: one.id, label: one.name })),
                ]}
                onChange={(value) =>
                  void choose({ profile_ids: chosen, default_profile_id: value === none ? null : value })
                }
              />
            )}
          </div>
        )}
      </Card>
      {chosen.length > 0 && <WhoGetsWhich id={id} />}
    </>
  );
}
