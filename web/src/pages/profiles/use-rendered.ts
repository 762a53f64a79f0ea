import { keepPreviousData, useQuery } from '@tanstack/react-query';
import { useEffect, useState } from 'react';
import { api } from '../../api/client.ts';
import { written, type Draft } from './profile-draft.ts';

const settleMs = 350;

/** What the draft would say to a person, asked a moment after the last keystroke. */
export function useRendered(draft: Draft, person: string | undefined) {
  const { language, messaging_templates, compliance_rules, target_demographics } = draft;
  const now = JSON.stringify({
    language,
    messaging_templates: written(messaging_templates),
    // A rule that is still being written would be refused as a whole.
    compliance_rules: {
      jurisdiction: compliance_rules.jurisdiction || 'EU',
      rules: compliance_rules.rules.filter((rule) => rule.kind !== 'disclaimer' || rule.text.trim() !== ''),
    },
    ...(target_demographics.countries?.length
      ? { target_demographics: { countries: target_demographics.countries } }
      : {}),
    ...(person ? { prospect_id: person } : {}),
  });
  const [settled, setSettled] = useState(now);
  useEffect(() => {
    const timer = window.setTimeout(() => setSettled(now), settleMs);
    return () => window.clearTimeout(timer);
  }, [now]);
  return useQuery({
    queryKey: ['profile-rendered', settled],
    queryFn: ({ signal }) =>
      api('POST /api/v1/profiles/render', { body: JSON.parse(settled) as never, signal }),
    placeholderData: keepPreviousData,
    retry: false,
    staleTime: Infinity,
    gcTime: 10_000,
  });
}
export type Rendered = ReturnType<typeof useRendered>;
