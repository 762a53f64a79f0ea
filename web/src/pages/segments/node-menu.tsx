import { Trans, useLingui } from '@lingui/react/macro';
import { ArrowDown, ArrowUp, Copy, Ellipsis, FolderPlus, Ungroup, X } from 'lucide-react';
import { Button } from '../../ui/button.tsx';
import { Menu, MenuItem } from '../../ui/menu.tsx';
import type { BuilderView } from './builder-view.ts';
import { editTree } from './edit-tree.ts';
import { isGroup, placeOf, type Node } from './tree.ts';

const icon = 'size-4 text-muted';

/** What can be done to one part of a condition. Alt and an arrow key move it without the menu. */
export function NodeMenu({ node, name, view }: { node: Node; name: string; view: BuilderView }) {
  const { t } = useLingui();
  const { builder } = view;
  const { root } = builder;
  const can = (kind: 'move-up' | 'move-down') => editTree(root, { kind, id: node.id }) !== root;
  const parent = placeOf(root, node.id)?.group;
  return (
    <div className="flex shrink-0 items-center">
      <Menu
        trigger={
          <Button kind="quiet" className="px-2" data-part="menu" aria-label={t`Change the place: ${name}`}>
            <Ellipsis className="size-4" aria-hidden />
          </Button>
        }
      >
        {can('move-up') && (
          <MenuItem
            icon={<ArrowUp className={icon} aria-hidden />}
            onClick={() => view.move(node.id, 'move-up')}
          >
            <span className="flex-1">
              <Trans>Move up</Trans>
            </span>
            <kbd className="text-xs text-muted">Alt ↑</kbd>
          </MenuItem>
        )}
        {can('move-down') && (
          <MenuItem
            icon={<ArrowDown className={icon} aria-hidden />}
            onClick={() => view.move(node.id, 'move-down')}
          >
            <span className="flex-1">
              <Trans>Move down</Trans>
            </span>
            <kbd className="text-xs text-muted">Alt ↓</kbd>
          </MenuItem>
        )}
        <MenuItem icon={<Copy className={icon} aria-hidden />} onClick={() => view.copy(node.id)}>
          <Trans>Copy</Trans>
        </MenuItem>
        <MenuItem
          icon={<FolderPlus className={icon} aria-hidden />}
          onClick={() => view.wrap(node.id, parent?.kind === 'any' ? 'all' : 'any')}
        >
          <Trans>Put into a group</Trans>
        </MenuItem>
        {isGroup(node) && (
          <MenuItem icon={<Ungroup className={icon} aria-hidden />} onClick={() => view.takeApart(node.id)}>
            <Trans>Take the group apart</Trans>
          </MenuItem>
        )}
      </Menu>
      <Button
        kind="quiet"
        className="px-2"
        aria-label={t`Remove: ${name}`}
        onClick={() => view.remove(node.id)}
      >
        <X className="size-4" aria-hidden />
      </Button>
    </div>
  );
}
