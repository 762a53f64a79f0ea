import type { ReactNode } from 'react';

/** One component, named, with its states side by side. */
export function Specimen(props: { name: string; children: ReactNode }) {
  return (
    <section className="grid gap-3 border-t border-line pt-4" data-specimen={props.name}>
      <h3 className="font-mono text-sm text-muted">{props.name}</h3>
      <div className="flex flex-wrap items-start gap-3">{props.children}</div>
    </section>
  );
}
