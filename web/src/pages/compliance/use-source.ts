import { useLingui } from '@lingui/react/macro';

/** Who asks for a time: a law by its own name, or one of the two that are no law. */
export function useSource(): (source: string) => string {
  const { t } = useLingui();
  return (source) =>
    source === 'Sampark' ? t`our own least` : source === 'workspace' ? t`your own choice` : source;
}
