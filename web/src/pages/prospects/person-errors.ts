// What the server says about a person's record, in the person's language: whole refusals, and single fields of a form.
import type { MessageDescriptor } from '@lingui/core';
import { msg } from '@lingui/core/macro';
import { useLingui } from '@lingui/react';
import { ApiProblem } from '../../api/problem.ts';
import { useErrorText, type ErrorText } from '../../lib/error-text.ts';
import { fieldProblems } from '../../lib/field-problems.ts';

type Entry = { title: MessageDescriptor; remedy: MessageDescriptor };

const entries: Record<string, Entry> = {
  invalid_request: {
    title: msg`Something here cannot be read`,
    remedy: msg`Correct what is marked and try again.`,
  },
  invalid_phone_number: {
    title: msg`The phone number is not valid`,
    remedy: msg`Write it with its country code, such as +8801712345678.`,
  },
  prospect_exists: {
    title: msg`This person is here already`,
    remedy: msg`Search for the number in the list and open the record.`,
  },
  needs_sharing: {
    title: msg`This person is in another portfolio manager’s book`,
    remedy: msg`Ask an administrator to share them with you.`,
  },
  version_conflict: {
    title: msg`Somebody changed this person in the meantime`,
    remedy: msg`Their change is loaded now. Your words still stand below: look them over and save again.`,
  },
  opted_out: {
    title: msg`This person opted out`,
    remedy: msg`Only they can take it back: with a keyword, a start link or their preference page.`,
  },
};

const fields: Record<string, MessageDescriptor> = {
  phone_number: msg`Write the whole number with its country code, such as +8801712345678.`,
  email: msg`Write the whole address, such as name@example.com.`,
  country: msg`Write the two letters of a country, such as BD or GB.`,
  language: msg`Write the two letters of a language, such as bn or en.`,
  time_zone: msg`Write it as continent and city, such as Asia/Dhaka.`,
};

export function usePersonError(): (error: unknown) => ErrorText {
  const { i18n } = useLingui();
  const common = useErrorText();
  return (error) => {
    const text = common(error);
    const entry = error instanceof ApiProblem ? entries[error.code] : undefined;
    return entry ? { ...text, title: i18n._(entry.title), remedy: i18n._(entry.remedy) } : text;
  };
}

/** By field of the form. */
export function usePersonProblems(): (error: unknown) => Record<string, string> {
  const { i18n } = useLingui();
  return (error) => {
    const told = fieldProblems(error);
    if (error instanceof ApiProblem && error.code === 'invalid_phone_number') told.phone_number ??= '';
    return Object.fromEntries(
      Object.entries(told).map(([name, words]) => {
        const known = fields[name];
        return [name, known ? i18n._(known) : words];
      }),
    );
  };
}
