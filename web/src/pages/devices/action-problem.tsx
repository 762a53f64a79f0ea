import { useErrorText } from '../../lib/error-text.ts';

/** What kept an action from going through, where it was started. */
export function ActionProblem({ error }: { error: unknown }) {
  const text = useErrorText()(error);
  return (
    <p role="alert" className="rounded-md bg-danger-tint px-3 py-2 text-danger">
      <strong className="font-semibold">{text.title}.</strong> {text.remedy}
    </p>
  );
}
