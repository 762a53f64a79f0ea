import { Trans, useLingui } from '@lingui/react/macro';
import { Pencil } from 'lucide-react';
import { ChannelOrder } from '../../campaigns/channel-order.tsx';
import type { Step } from '../../campaigns/lists.ts';
import { MessageStep } from '../../campaigns/message-step.tsx';
import type { Draft } from '../../campaigns/use-draft.ts';
import { Button } from '../../../ui/button.tsx';
import { Card } from '../../../ui/card.tsx';
import { TabLinks } from '../../../ui/tab-links.tsx';
import { keyAt, withVersionAt, type Design, type VariantChange } from './design.ts';
import { changedVersion, seenAsDraft } from './merged-content.ts';
import { ProfileChoice } from './profile-choice.tsx';
import { SendTimeFields } from './send-time-fields.tsx';

type Props = {
  draft: Draft;
  design: Design;
  /** Which version is open. */
  at: number;
  onShow: (at: number) => void;
  onChange: (design: Design) => void;
  onGo: (step: Step) => void;
};

/** What each version does otherwise, one version at a time, with the campaign's own fields. */
export function VersionContent({ draft, design, at, onShow, onChange, onGo }: Props) {
  const { t } = useLingui();
  const version = design.variants[at] ?? design.variants[0];
  if (!version) return null;
  const set = (change: VariantChange) => onChange(withVersionAt(design, at, { change }));
  const letter = keyAt(at);
  return (
    <section aria-label={t`What the versions do`} className="grid gap-5">
      <TabLinks
        label={t`Version to edit`}
        items={design.variants.map((one, index) => ({
          value: keyAt(index),
          label: `${keyAt(index)} · ${one.name}`,
        }))}
        value={letter}
        onChange={(next) => onShow(next.charCodeAt(0) - 65)}
      />
      {design.varies === 'message' && (
        <VersionMessage
          key={letter}
          draft={draft}
          letter={letter}
          change={version.change}
          onChange={set}
          onGo={onGo}
        />
      )}
      {design.varies === 'profile' && (
        <ProfileChoice key={letter} letter={letter} change={version.change} onChange={set} />
      )}
      {design.varies === 'channel_order' && (
        <ChannelOrder
          key={letter}
          draft={seenAsDraft(draft, version.change)}
          onChange={(edit) => set(changedVersion(draft, version.change, edit))}
        />
      )}
      {design.varies === 'send_time' && (
        <SendTimeFields key={letter} letter={letter} change={version.change} onChange={set} />
      )}
    </section>
  );
}

type MessageProps = {
  draft: Draft;
  letter: string;
  change: VariantChange;
  onChange: (change: VariantChange) => void;
  onGo: (step: Step) => void;
};

function VersionMessage({ draft, letter, change, onChange, onGo }: MessageProps) {
  const { t } = useLingui();
  if (Object.keys(change).length === 0)
    return (
      <Card id="as-campaign" title={t`Version ${letter} says what the campaign says`}>
        <div className="grid gap-4">
          {draft.message_content.trim() ? (
            <p dir="auto" className="rounded-md bg-raised px-3 py-2 break-words whitespace-pre-line">
              {draft.message_content}
            </p>
          ) : (
            <p className="text-muted">
              <Trans>The campaign says nothing yet.</Trans>
            </p>
          )}
          <div className="flex flex-wrap gap-2">
            <Button
              icon={<Pencil className="size-4" aria-hidden />}
              onClick={() => {
                const { message_content, message_format } = draft;
                onChange(changedVersion(draft, {}, { message_content, message_format }));
              }}
            >
              <Trans>Write own words for {letter}</Trans>
            </Button>
            <Button kind="quiet" onClick={() => onGo('message')}>
              <Trans>Change the campaign’s message</Trans>
            </Button>
          </div>
        </div>
      </Card>
    );
  return (
    <>
      <MessageStep
        draft={seenAsDraft(draft, change)}
        onChange={(edit) => onChange(changedVersion(draft, change, edit))}
      />
      <div>
        <Button kind="quiet" onClick={() => onChange({})}>
          <Trans>Let {letter} say what the campaign says</Trans>
        </Button>
      </div>
    </>
  );
}
