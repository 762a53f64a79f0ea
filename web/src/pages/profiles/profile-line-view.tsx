import { labelOf, useVariables } from '../../composer/variables.ts';
import { liquidParts } from '../../composer/markup/liquid-parts.ts';
import type { ProfileLine } from './profile-lines.ts';
import { useLogo } from './use-profiles.ts';

/** A thing a version says and what it says of it, as people see it: a colour, a picture, a text with names for what is filled in. */
export function ProfileLineView({ id, line, gone }: { id: string; line: ProfileLine; gone: boolean }) {
  const { name, text, looks } = line;
  return (
    <span className="grid min-w-0 flex-1 gap-x-4 gap-y-0.5 sm:grid-cols-[minmax(0,11rem)_minmax(0,1fr)]">
      <span className="text-muted">{name}</span>{' '}
      {typeof looks === 'object' ? (
        <Picture id={id} place={looks.picture} hash={text} name={name} />
      ) : (
        <span
          // A text is read from its own side; a name or a code stands below the others.
          dir={looks === 'message' ? 'auto' : undefined}
          className={`min-w-0 whitespace-pre-wrap [overflow-wrap:anywhere] ${gone ? 'line-through' : ''}`}
        >
          {looks === 'colour' && (
            <span
              aria-hidden
              className="me-2 inline-block size-3.5 rounded-sm border border-control align-[-2px]"
              style={{ background: text }}
            />
          )}
          {looks === 'message' ? <Message text={text} /> : <bdi>{text}</bdi>}
        </span>
      )}
    </span>
  );
}

function Picture(props: { id: string; place: 'light' | 'dark'; hash: string; name: string }) {
  const picture = useLogo(props.id, props.place, props.hash);
  return (
    <span
      className={`grid size-10 place-items-center overflow-hidden rounded-md border border-line ${props.place === 'dark' ? 'bg-[#171412]' : 'bg-white'}`}
    >
      {picture && <img src={picture} alt={props.name} className="size-full object-contain" />}
    </span>
  );
}

function Message({ text }: { text: string }) {
  const variables = useVariables();
  return liquidParts(text).map((part, index) =>
    part.kind === 'text' ? (
      part.text
    ) : (
      // Nothing of a version changes while it is shown.
      <span key={index} className="rounded-sm bg-accent-tint px-1 font-medium text-accent">
        {labelOf(part.text, variables)}
      </span>
    ),
  );
}
