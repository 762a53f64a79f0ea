/** One number with its name and what it was counted from. The exact number stands in its title when shortened. */
export function Stat(props: { name: string; label: string; value: string; note: string; exact?: string }) {
  const shortened = props.exact !== undefined && props.exact !== props.value;
  return (
    <div data-stat={props.name} className="grid min-w-0 content-start gap-0.5 bg-surface px-4 py-3.5 sm:px-5">
      <dt className="text-sm font-medium text-muted">{props.label}</dt>
      <dd className="tabular text-2xl font-semibold" title={shortened ? props.exact : undefined}>
        {props.value}
        {shortened && <span className="sr-only"> ({props.exact})</span>}
      </dd>
      <dd className="tabular text-sm text-muted">{props.note}</dd>
    </div>
  );
}
