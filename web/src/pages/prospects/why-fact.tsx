import type { ReactNode } from 'react';

export function Fact({ name, children }: { name: string; children: ReactNode }) {
  return (
    <div className="flex flex-wrap gap-x-2">
      <dt className="font-medium">{name}:</dt>
      <dd className="min-w-0 break-words">{children}</dd>
    </div>
  );
}
