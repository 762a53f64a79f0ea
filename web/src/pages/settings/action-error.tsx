import { useErrorText } from '../../lib/error-text.ts';

/** Below a list: why what was pressed in it did not happen. */
export function ActionError({ error }: { error: Error | null }) {
  const errorText = useErrorText();
  if (!error) return null;
  const { title, remedy } = errorText(error);
  return (
    <p role="alert" className="mt-3 rounded-md bg-danger-tint px-3 py-2 text-danger">
      <strong className="font-semibold">{title}.</strong> {remedy}
    </p>
  );
}
