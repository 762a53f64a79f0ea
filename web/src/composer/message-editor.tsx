import { useLingui } from '@lingui/react/macro';
import { redo, redoDepth, undo, undoDepth } from 'prosemirror-history';
import type { Command, EditorState } from 'prosemirror-state';
import type { EditorView } from 'prosemirror-view';
import { useEffect, useLayoutEffect, useRef, useState, type ReactElement, type ReactNode } from 'react';
import { classNames } from '../ui/class-names.ts';
import {
  changeTag,
  insertText,
  insertVariable,
  isMarked,
  linkAt,
  marksUsed,
  removeEverywhere,
  setLink,
  toggleMark,
} from './editor/commands.ts';
import { createEditor, showText } from './editor/create-editor.ts';
import { LengthMeter } from './length-meter.tsx';
import { AppendedNote } from './parts/appended-note.tsx';
import { LostMarks } from './parts/lost-marks.tsx';
import { marksOff, useWhyOff } from './parts/mark-words.ts';
import { EmojiPicker } from './parts/emoji-picker.tsx';
import { LinkForm } from './parts/link-form.tsx';
import { OffNote } from './parts/off-note.tsx';
import { PopOut } from './parts/pop-out.tsx';
import { TagForm } from './parts/tag-form.tsx';
import { Toolbar } from './parts/toolbar.tsx';
import { VariableList } from './parts/variable-list.tsx';
import type { MessageFieldProps } from './message-field.tsx';
import { isKnown, labelOf, useVariables } from './variables.ts';

type Opened = { kind: 'variables' | 'emoji' | 'link' } | { kind: 'tag'; at: number; source: string };

/** The field itself, its tools and what it says about the text. Loaded when a field is first shown. */
export function MessageEditor(props: MessageFieldProps) {
  const { t } = useLingui();
  const { id, label, value, channels } = props;
  const variables = useVariables();
  const place = useRef<HTMLDivElement>(null);
  const view = useRef<EditorView>(null);
  const firstTool = useRef<HTMLButtonElement>(null);
  const [state, setState] = useState<EditorState>();
  const [opened, setOpened] = useState<Opened>();
  const off = marksOff(channels);
  const whyOff = useWhyOff(channels);
  const said = useRef(value);
  const attributes = {
    ...{
      id,
      role: 'textbox',
      'aria-multiline': 'true',
      'aria-labelledby': `${id}-label`,
      class: 'message-editor',
    },
    ...{ 'data-empty': String(value.text === ''), 'data-placeholder': props.placeholder ?? '', dir: 'auto' },
    'aria-describedby': [props.hint && `${id}-hint`, props.error && `${id}-error`].filter(Boolean).join(' '),
    'aria-invalid': String(props.error !== undefined),
    ...(props.lang && { lang: props.lang }),
    ...(props.disabled && { 'aria-disabled': 'true' }),
  };
  // What the editor's own events need of the newest drawing; it is made once.
  const latest = useRef({ props, off, variables });
  useLayoutEffect(() => {
    latest.current = { props, off, variables };
  });
  useEffect(() => {
    if (!place.current) return undefined;
    const looks = {
      label: (source: string) => labelOf(source, latest.current.variables),
      known: (source: string) => isKnown(source, latest.current.variables),
    };
    const made = createEditor(place.current, said.current, looks, {
      off: () => latest.current.off,
      editable: () => latest.current.props.disabled !== true,
      onChange: (next) => {
        said.current = next;
        latest.current.props.onChange(next);
      },
      onState: setState,
      onTag: (at, source) => setOpened({ kind: 'tag', at, source }),
      onLink: () => setOpened({ kind: 'link' }),
      onToolbar: () => firstTool.current?.focus(),
    });
    view.current = made;
    setState(made.state);
    return () => {
      view.current = null;
      made.destroy();
    };
  }, []);
  // Another text from outside: the server's after a conflict, a version that was restored.
  useEffect(() => {
    if (value.text === said.current.text && value.format === said.current.format) return;
    said.current = value;
    if (!view.current) return;
    showText(view.current, value);
    setState(view.current.state);
  }, [value]);
  const described = JSON.stringify(attributes);
  useEffect(() => {
    view.current?.setProps({ attributes: JSON.parse(described) as Record<string, string> });
  }, [described]);
  // Names of chips come from the server, a moment after the text.
  useEffect(() => {
    if (view.current && variables && !view.current.composing) redrawChips(view.current);
  }, [variables]);

  const run = (command: Command) => {
    if (!view.current) return;
    command(view.current.state, view.current.dispatch);
    view.current.focus();
  };
  const close = () => setOpened(undefined);
  const toText = () => view.current?.focus();
  const popup = (kind: 'variables' | 'emoji' | 'link', title: string, content: () => ReactNode) =>
    function Popup(trigger: ReactElement) {
      return (
        <PopOut
          open={opened?.kind === kind}
          onOpenChange={(open) => setOpened(open ? { kind } : undefined)}
          title={title}
          trigger={trigger}
          onClosed={toText}
        >
          {content()}
        </PopOut>
      );
    };
  const then = (command: Command) => {
    close();
    run(command);
  };
  const used = state ? [...marksUsed(state)].filter((mark) => off.includes(mark)) : [];
  return (
    <div className="grid gap-2">
      <div
        className={classNames(
          'rounded-md border bg-surface focus-within:outline-2 focus-within:outline-accent',
          props.error ? 'border-danger' : 'border-control',
          props.disabled && 'bg-raised',
        )}
      >
        <div ref={place} />
        {state && !props.disabled && (
          <Toolbar
            label={label}
            first={firstTool}
            pressed={(mark) => isMarked(state, mark)}
            off={whyOff}
            onMark={(mark) => run(toggleMark(mark))}
            canUndo={undoDepth(state) > 0}
            canRedo={redoDepth(state) > 0}
            onUndo={() => run(undo)}
            onRedo={() => run(redo)}
            popups={{
              variables: popup('variables', t`Insert variable`, () => (
                <VariableList variables={variables} onPick={(name) => then(insertVariable(name))} />
              )),
              emoji: popup('emoji', t`Insert emoji`, () => (
                <EmojiPicker onPick={(sign) => then(insertText(sign))} />
              )),
              link: popup('link', t`Link`, () => {
                const { from, to, href } = linkAt(state);
                return (
                  <LinkForm
                    words={state.doc.textBetween(from, to)}
                    href={href}
                    onSet={(words, address) => then(setLink(words, address))}
                  />
                );
              }),
            }}
          />
        )}
      </div>
      {used.length === 0 && !props.disabled && <OffNote channels={channels} />}
      <LostMarks marks={used} channels={channels} onRemove={() => run(removeEverywhere(used))} />
      <PopOut
        open={opened?.kind === 'tag'}
        onOpenChange={(open) => !open && close()}
        title={t`Variable`}
        anchor={opened?.kind === 'tag' ? chipAt(view.current, opened.at) : null}
        onClosed={toText}
      >
        {opened?.kind === 'tag' && (
          <TagForm
            source={opened.source}
            variables={variables}
            onSet={(source) => then(changeTag(opened.at, source))}
            onRemove={() => then(changeTag(opened.at, undefined))}
          />
        )}
      </PopOut>
      {props.appended && <AppendedNote appended={props.appended} />}
      {value.text !== '' && (
        <LengthMeter
          {...{ value, channels, variables }}
          appended={props.appended}
          language={props.lang}
          linksAs={props.linksAs}
        />
      )}
    </div>
  );
}

function chipAt(view: EditorView | null, at: number): Element | null {
  const dom = view?.nodeDOM(at);
  return dom instanceof Element ? dom : null;
}

/** The same text in a drawing of its own: chips ask again what they are called. */
function redrawChips(view: EditorView): void {
  for (const chip of view.dom.querySelectorAll('[data-source]')) chip.dispatchEvent(new Event('renamed'));
}
