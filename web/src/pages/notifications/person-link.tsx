import { Link } from '@tanstack/react-router';
import type { ReactNode } from 'react';
import type { Notification } from './notification.ts';

/** To the conversation, where there is one; else to the person's page. Without a person: plain words. */
export function PersonLink(props: {
  person: Notification['people'][number] | undefined;
  onClick: () => void;
  className: string;
  children: ReactNode;
}) {
  const { person, ...rest } = props;
  if (!person) return <span className={rest.className}>{rest.children}</span>;
  return person.conversation_id ? (
    <Link to="/conversations" search={{ view: 'all', c: person.conversation_id }} {...rest} />
  ) : (
    <Link to="/prospects/$id" params={{ id: person.id }} {...rest} />
  );
}
