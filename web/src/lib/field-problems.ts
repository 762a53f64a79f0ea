import { ApiProblem } from '../api/problem.ts';

/** What the server says about single fields of a form, by field name: `body.email` is `email`. */
export function fieldProblems(error: unknown): Record<string, string> {
  if (!(error instanceof ApiProblem)) return {};
  return Object.fromEntries(
    error.fieldErrors.map(({ field, reason, remedy }) => [
      field.replace(/^body\.?/, ''),
      remedy ? `${reason}. ${remedy}` : reason,
    ]),
  );
}
