// What keeps a profile from being saved, by field, in the language on screen.
import { useLingui } from '@lingui/react/macro';
import { useFormat } from '../../i18n/use-format.ts';

type FieldFault = { field: string; reason: string };
export type Faults = Readonly<Record<string, string>>;

export function useFaultWords(): (faults: readonly FieldFault[]) => Faults {
  const { t, i18n } = useLingui();
  const { exact } = useFormat();
  const say = ({ field, reason }: FieldFault): string => {
    if (reason === 'is missing' || reason === 'it says nothing') return t`Nothing is written for it yet.`;
    const line = /^lacks the line “(.*)”$/s.exec(reason)?.[1];
    if (line !== undefined) return t`This line has to be in it: “${line}”`;
    const length = /^must have at most (\d+) characters/.exec(reason);
    if (length) {
      const most = exact(Number(length[1]));
      return t`It is too long: ${most} characters are the most.`;
    }
    const links = /^has (\d+) links?, at most (\d+)/.exec(reason);
    if (links) {
      const [found, most] = [exact(Number(links[1])), exact(Number(links[2]))];
      return t`It has ${found} links; the rules below allow ${most}.`;
    }
    if (/^“.*” is not a language/.test(reason))
      return t`This is no language we know. Choose one from the list.`;
    if (reason.startsWith('goes from')) return t`Put the smaller number first.`;
    if (reason.startsWith('names a logo')) return t`This logo is not there any more. Upload it again.`;
    if (field.startsWith('messaging_templates'))
      return i18n.locale === 'en'
        ? t`Something between the braces is not right: ${reason}`
        : t`Something between the braces is not right. Close every brace, and use documented filters only.`;
    if (field === 'name') return t`Give it a name of at most 120 letters.`;
    if (field.startsWith('branding_config.colors'))
      return t`Write the colour as # and six digits or letters a to f.`;
    if (field.startsWith('compliance_rules.jurisdiction'))
      return t`Say where its readers live: a country, the EU or the EEA.`;
    if (field.startsWith('compliance_rules')) return t`This rule is not complete.`;
    return t`This is not right yet.`;
  };
  return (faults) =>
    Object.fromEntries(
      faults.map((fault) => {
        const field = fault.field.replace(/^body\.?/, '');
        return [field, say({ ...fault, field })];
      }),
    );
}

/** The first fault of a field or of anything within it. */
export function faultAt(faults: Faults, field: string): string | undefined {
  const key = Object.keys(faults).find((one) => one === field || one.startsWith(`${field}.`));
  return key === undefined ? undefined : faults[key];
}
