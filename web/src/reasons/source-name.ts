import { useLingui } from '@lingui/react/macro';

/** Where a consent entry came from, in words; a source named by its recorder stays as it was written. */
export function useSourceName(): (source: string) => string {
  const { t } = useLingui();
  return (source) => {
    const known: Record<string, string> = {
      keyword: t`Wrote it themselves`,
      start_link: t`Followed a start link`,
      platform: t`The platform reported it`,
      import: t`From an import`,
      agreement: t`Client agreement`,
      web_form: t`Web form`,
      meeting: t`In a meeting`,
      phone: t`On the phone`,
      letter: t`In writing`,
      preference_page: t`On their preference page`,
      opt_in_page: t`Confirmed an opt-in page`,
      opt_in_keyword: t`Sent an opt-in keyword`,
      asked_pm: t`Asked their portfolio manager`,
      person_request: t`Asked for it`,
      complaint: t`Complained`,
      opted_out: t`Opted out`,
      blocked_by_person: t`Blocked us`,
      crm: t`Another system`,
      api: t`Another system`,
      dashboard: t`Here, by hand`,
      deletion: t`Kept when the record was deleted`,
      number_changed: t`Kept when the number was changed`,
      erasure: t`Kept when the person was erased`,
    };
    return known[source] ?? source;
  };
}
