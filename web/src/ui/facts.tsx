import { Fragment, type ReactNode } from 'react';

/** Names and values, one under the other: what is known about one thing. */
export function Facts(props: { items: readonly { name: ReactNode; value: ReactNode }[] }) {
  return (
    <dl className="grid grid-cols-[minmax(0,2fr)_minmax(0,3fr)] gap-x-4 gap-y-2">
      {props.items.map((item, index) => (
        // Names can be nodes; their order is the page's own and stays.
        <Fragment key={index}>
          <dt className="text-muted">{item.name}</dt>
          <dd className="min-w-0 break-words">{item.value}</dd>
        </Fragment>
      ))}
    </dl>
  );
}
