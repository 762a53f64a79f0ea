import { Plural, Trans, useLingui } from '@lingui/react/macro';
import type { SegmentCondition } from '@sampark/contracts/segments.ts';
import { Link, useNavigate } from '@tanstack/react-router';
import { Copy, Ellipsis, Send, Trash2 } from 'lucide-react';
import { useFormat } from '../../i18n/use-format.ts';
import { Badge } from '../../ui/badge.tsx';
import { Button } from '../../ui/button.tsx';
import { Menu, MenuItem } from '../../ui/menu.tsx';
import { linkOf } from './condition-in-link.ts';
import { describeTree, type Speech } from './describe-tree.ts';
import { ListCount } from './list-count.tsx';
import { startTree } from './read-tree.ts';
import type { Segment } from './use-save-segment.ts';

type Props = {
  segment: Segment;
  speech: Speech;
  current: boolean;
  mayWrite: boolean;
  onDelete: (() => void) | undefined;
};
const icon = 'size-4 text-muted';

export function SegmentRow({ segment, speech, current, mayWrite, onDelete }: Props) {
  const { t } = useLingui();
  const { exact } = useFormat();
  const navigate = useNavigate();
  const { id, name, owner_name: owner, used_by_count: uses } = segment;
  return (
    <li
      data-row={id}
      aria-current={current ? true : undefined}
      className={`grid grid-cols-[minmax(0,1fr)_auto] items-start gap-x-4 gap-y-2 px-4 py-3.5 hover:bg-raised sm:px-5 ${current ? 'bg-raised outline-2 -outline-offset-2 outline-accent' : ''}`}
    >
      <div className="grid min-w-0 gap-1">
        <p className="flex flex-wrap items-center gap-x-2.5 gap-y-1">
          <Link
            to="/segments/$id"
            params={{ id }}
            className="inline-flex min-h-6 min-w-6 items-center text-lg font-semibold underline-offset-2 hover:underline"
          >
            {name}
          </Link>
          {segment.shared && (
            <Badge tone="info">
              <Trans>Shared</Trans>
            </Badge>
          )}
        </p>
        <p className="text-muted">{describeTree(startTree(segment.condition), speech)}</p>
        <p className="flex flex-wrap gap-x-4 text-sm text-muted">
          <span>
            <Trans>by {owner}</Trans>
          </span>
          {uses > 0 && (
            <span>
              <Plural
                value={uses}
                one={`used by ${exact(uses)} campaign`}
                other={`used by ${exact(uses)} campaigns`}
              />
            </span>
          )}
        </p>
      </div>
      <div className="flex items-start gap-2 max-sm:row-start-1 max-sm:col-start-2">
        <span className="max-sm:hidden">
          <ListCount id={id} name={name} version={segment.version} />
        </span>
        {mayWrite && (
          <Menu
            trigger={
              <Button kind="quiet" className="px-2" aria-label={t`More for “${name}”`}>
                <Ellipsis className="size-4" aria-hidden />
              </Button>
            }
          >
            <MenuItem
              icon={<Send className={icon} aria-hidden />}
              onClick={() => void navigate({ to: '/campaigns/new', search: { segment_id: id } })}
            >
              <Trans>Write to them</Trans>
            </MenuItem>
            <MenuItem
              icon={<Copy className={icon} aria-hidden />}
              onClick={() =>
                void navigate({
                  to: '/segments/$id',
                  params: { id: 'new' },
                  search: { from: linkOf(segment.condition as unknown as SegmentCondition) },
                })
              }
            >
              <Trans>Make a copy</Trans>
            </MenuItem>
            {onDelete && (
              <MenuItem icon={<Trash2 className={icon} aria-hidden />} onClick={onDelete}>
                <Trans>Delete</Trans>
              </MenuItem>
            )}
          </Menu>
        )}
      </div>
      <span className="sm:hidden">
        <ListCount id={id} name={name} version={segment.version} />
      </span>
    </li>
  );
}
