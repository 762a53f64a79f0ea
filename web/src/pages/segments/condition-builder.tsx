import { Trans, useLingui } from '@lingui/react/macro';
import { Redo2, TriangleAlert, Undo2 } from 'lucide-react';
import { useState } from 'react';
import { Button } from '../../ui/button.tsx';
import { Notice } from '../../ui/notice.tsx';
import { TabLinks } from '../../ui/tab-links.tsx';
import { useBuilderView } from './builder-view.ts';
import { describeTree } from './describe-tree.ts';
import { refusalWords } from './fault-words.ts';
import { GroupBox } from './group-box.tsx';
import { JsonView } from './json-view.tsx';
import { StarterList } from './starter-list.tsx';
import type { Builder } from './use-builder.ts';
import { useFields } from './use-fields.ts';

type Props = {
  builder: Builder;
  disabled?: boolean;
  /** The server's answer to the condition as it stands, where it refused it. */
  refusedBy?: unknown;
  /** Everything unfinished is marked, also what nobody has left yet. */
  showAll?: boolean;
  starters?: boolean;
};

/** A condition as groups and questions, in words, and as JSON. */
export function ConditionBuilder({ builder, disabled = false, refusedBy, showAll = false, starters }: Props) {
  const { t, i18n } = useLingui();
  const { query, known } = useFields();
  const [see, setSee] = useState<'visual' | 'json'>('visual');
  const view = useBuilderView(builder, known, { disabled, refusedBy, showAll });
  const empty = builder.root.parts.length === 0;
  return (
    <div ref={view.frame} className="grid grid-cols-[minmax(0,1fr)] gap-4">
      <div className="flex flex-wrap items-end justify-between gap-2">
        <TabLinks
          label={t`How the condition is shown`}
          items={[
            { value: 'visual', label: t`Conditions` },
            { value: 'json', label: t`JSON` },
          ]}
          value={see}
          onChange={(next) => setSee(next === 'json' ? 'json' : 'visual')}
        />
        {!disabled && (
          <div className="flex gap-1">
            <Button
              kind="quiet"
              className="px-2"
              aria-label={t`Undo`}
              disabled={!builder.undo}
              onClick={builder.undo}
            >
              <Undo2 className="size-4" aria-hidden />
            </Button>
            <Button
              kind="quiet"
              className="px-2"
              aria-label={t`Redo`}
              disabled={!builder.redo}
              onClick={builder.redo}
            >
              <Redo2 className="size-4" aria-hidden />
            </Button>
          </div>
        )}
      </div>
      {query.isError && (
        <Notice icon={TriangleAlert} tone="warn" title={t`Suggestions are missing.`}>
          <Trans>What occurs among your people could not be read. Everything can be typed.</Trans>
        </Notice>
      )}
      {see === 'json' ? (
        <JsonView builder={builder} disabled={disabled} onDone={() => setSee('visual')} />
      ) : (
        <>
          {starters && empty && !disabled && (
            <StarterList builder={builder} known={known} speech={view.speech} />
          )}
          <GroupBox group={builder.root} view={view} />
        </>
      )}
      {builder.refused && (
        <Notice icon={TriangleAlert} tone="warn" title={t`Not done.`}>
          {i18n._(refusalWords[builder.refused])}
        </Notice>
      )}
      {!empty && (
        <p className="rounded-md bg-raised px-3.5 py-2.5 text-muted">
          <span className="sr-only">
            <Trans>In words:</Trans>{' '}
          </span>
          <span data-told>{describeTree(builder.root, view.speech)}</span>
        </p>
      )}
      <p role="status" className="sr-only">
        {view.said}
      </p>
    </div>
  );
}
