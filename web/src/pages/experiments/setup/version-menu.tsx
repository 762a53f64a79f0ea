import { Trans, useLingui } from '@lingui/react/macro';
import { Copy, Ellipsis, Star, Trash2 } from 'lucide-react';
import { Button } from '../../../ui/button.tsx';
import { Menu, MenuItem } from '../../../ui/menu.tsx';

type Props = { letter: string; onControl?: () => void; onCopy?: () => void; onRemove?: () => void };

/** What can be done with a version; what is left out cannot be done now. */
export function VersionMenu({ letter, onControl, onCopy, onRemove }: Props) {
  const { t } = useLingui();
  if (!onControl && !onCopy && !onRemove) return null;
  return (
    <Menu
      trigger={
        <Button kind="quiet" aria-label={t`Actions for version ${letter}`} className="px-2">
          <Ellipsis className="size-4" aria-hidden />
        </Button>
      }
    >
      {onControl && (
        <MenuItem icon={<Star className="size-4 text-muted" aria-hidden />} onClick={onControl}>
          <Trans>Make it the control</Trans>
        </MenuItem>
      )}
      {onCopy && (
        <MenuItem icon={<Copy className="size-4 text-muted" aria-hidden />} onClick={onCopy}>
          <Trans>Copy</Trans>
        </MenuItem>
      )}
      {onRemove && (
        <MenuItem icon={<Trash2 className="size-4 text-muted" aria-hidden />} onClick={onRemove}>
          <Trans>Remove</Trans>
        </MenuItem>
      )}
    </Menu>
  );
}
