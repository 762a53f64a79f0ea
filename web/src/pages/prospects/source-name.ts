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
    };
    return known[source] ?? source;
  };
}
