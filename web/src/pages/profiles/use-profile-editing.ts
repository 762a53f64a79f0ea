// A profile that is being edited: what is typed, what the server has, saving, and what to do when somebody else saved first.
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import { authorised } from '../../api/calls.ts';
import { api } from '../../api/client.ts';
import { ApiProblem } from '../../api/problem.ts';
import {
  bodyOf,
  changedFields,
  draftOf,
  newDraft,
  patchOf,
  rebased,
  type Draft,
  type Field,
} from './profile-draft.ts';
import type { Profile } from './use-profiles.ts';

export type Conflict = { by: string | null; at: string; theirs: Field[]; both: Field[] };

export function useProfileEditing(given: Profile | undefined, language: string) {
  const queries = useQueryClient();
  const [stored, setStored] = useState(given);
  const [base, setBase] = useState<Draft>(() => (given ? draftOf(given) : newDraft(language)));
  const [draft, setDraft] = useState(base);
  const [conflict, setConflict] = useState<Conflict>();
  const changed = changedFields(draft, base);

  const adopt = (saved: Profile) => {
    setStored(saved);
    setBase(draftOf(saved));
    queries.setQueryData(['profile', saved.id], saved);
    for (const queryKey of [['GET /api/v1/profiles'], ['profile-versions', saved.id], ['campaign-profiles']])
      void queries.invalidateQueries({ queryKey });
  };

  /** Theirs below, mine on top; nothing of either is lost until somebody decides. */
  const meetTheirs = async (id: string) => {
    const path = { id };
    const [theirs, versions] = await Promise.all([
      api('GET /api/v1/profiles/{id}', { path }),
      api('GET /api/v1/profiles/{id}/versions', { path }),
    ]);
    const newest = versions.items[0];
    const latest = draftOf(theirs);
    const touched = changedFields(latest, base);
    setConflict({
      by: newest?.made_by_name ?? null,
      at: newest?.made_at ?? theirs.updated_at,
      theirs: touched,
      both: touched.filter((field) => changed.includes(field)),
    });
    setDraft(rebased(draft, base, latest));
    adopt(theirs);
  };

  const save = useMutation({
    mutationFn: (sent: Draft) =>
      stored
        ? authorised<Profile>(`/api/v1/profiles/${stored.id}`, {
            method: 'PATCH',
            body: patchOf(sent, base),
            headers: { 'if-match': `"${stored.version}"` },
          })
        : api('POST /api/v1/profiles', { body: bodyOf(sent) }),
    onSuccess: (saved, sent) => {
      adopt(saved);
      // What was typed while it was under way stays.
      setDraft((now) => rebased(now, sent, draftOf(saved)));
      setConflict(undefined);
    },
    onError: (error) =>
      stored && error instanceof ApiProblem && error.code === 'version_conflict'
        ? meetTheirs(stored.id)
        : undefined,
  });

  return {
    ...{ stored, draft, changed, conflict, saving: save },
    set: (more: Partial<Draft>) => setDraft((now) => ({ ...now, ...more })),
    /** Lets go of what was typed here. */
    undo: () => {
      setDraft(base);
      setConflict(undefined);
      save.reset();
    },
    /** Saved beside the form, such as a logo or the switch: what else is typed stays. */
    takeOver: (saved: Profile) => {
      const { logos } = draftOf(saved).branding_config;
      const next = rebased(draft, base, draftOf(saved));
      setDraft({ ...next, branding_config: { ...next.branding_config, logos } });
      adopt(saved);
    },
    /** Says again what an earlier version said, as a further version. */
    restore: async (content: Draft) => {
      if (!stored) return;
      const saved = await authorised<Profile>(`/api/v1/profiles/${stored.id}`, {
        method: 'PATCH',
        body: bodyOf(content),
        headers: { 'if-match': `"${stored.version}"` },
      });
      adopt(saved);
      setDraft(draftOf(saved));
      setConflict(undefined);
    },
  };
}
