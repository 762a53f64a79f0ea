import { useLingui } from '@lingui/react/macro';

/** What the message can name of a person, by the names people know. */
export function useVariableWords(): Record<string, string> {
  const { t } = useLingui();
  return {
    first_name: t`First name`,
    last_name: t`Last name`,
    name: t`Full name`,
    sender_name: t`Your name`,
    preferences_url: t`Link to their preferences`,
    email: t`E-mail address`,
    phone_number: t`Phone number`,
    language: t`Language`,
    country: t`Country`,
    lead_score: t`Score`,
    asset_class_interests: t`Interests`,
  };
}
