// What a reviewer does with flags: one or many, forward and back. A decided flag leaves the list at once; taking a verdict
// back puts it where it was.
import { useLingui } from '@lingui/react/macro';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import { api, type Body } from '../../api/client.ts';
import { useFormat } from '../../i18n/use-format.ts';
import { showToast } from '../../ui/toasts.tsx';
import { verdictWords, type Verdict } from './rule-words.ts';

type Bulk = Body<'POST /api/v1/compliance/flags'>;

export function useTriage() {
  const { t, i18n } = useLingui();
  const { exact } = useFormat();
  const queries = useQueryClient();
  const [gone, setGone] = useState<ReadonlySet<string>>(new Set());
  const [last, setLast] = useState<readonly string[]>([]);
  const refresh = () =>
    Promise.all(
      [['compliance'], ['GET /api/v1/compliance/flags'], ['flag-context']].map((queryKey) =>
        queries.invalidateQueries({ queryKey }),
      ),
    );
  const change = useMutation({
    mutationFn: (body: Bulk) => api('POST /api/v1/compliance/flags', { body }),
    // Also after a refusal: somebody else was faster, and the list should say so.
    onSettled: () => void refresh(),
  });

  const undo = async (ids: readonly string[]) => {
    if (ids.length === 0) return;
    setLast([]);
    const back = await change.mutateAsync({ ids: [...ids], change: { reopen: true } });
    setGone((now) => new Set([...now].filter((id) => !back.ids.includes(id))));
    const many = exact(back.changed);
    showToast(t`Taken back: ${many}`);
  };

  const decide = async (
    which: { ids: string[] } | { filter: NonNullable<Bulk['filter']>; flagged_before: string },
    verdict: Verdict,
    note: string,
  ) => {
    const done = await change.mutateAsync({
      ...which,
      change: { verdict, ...(note.trim() ? { note: note.trim() } : {}) },
    });
    setGone((now) => new Set([...now, ...done.ids]));
    setLast(done.ids);
    const word = i18n._(verdictWords[verdict].word);
    const many = exact(done.changed);
    const own = exact(done.own);
    // Of one that a colleague decided meanwhile nothing changed.
    if (done.changed === 0)
      showToast(
        done.own > 0
          ? t`You sent or wrote that yourself: somebody else decides`
          : t`Somebody else has decided about it already`,
      );
    else if (done.own > 0) showToast(t`${word}: ${many}. Left to others, because you wrote them: ${own}`);
    else
      showToast(done.changed === 1 ? word : t`${word}: ${many}`, {
        label: t`Undo`,
        onClick: () => void undo(done.ids).catch(() => undefined),
      });
    return done;
  };

  const assign = (ids: readonly string[], to: string | null) =>
    change.mutateAsync({ ids: [...ids], change: { assigned_to: to } });

  return {
    gone,
    decide,
    reopen: (id: string) => undo([id]),
    assign,
    undoLast: () => undo(last),
    canUndo: last.length > 0,
    refresh,
    busy: change.isPending,
    error: change.error,
    forget: change.reset,
  };
}

export type Triage = ReturnType<typeof useTriage>;
