import { Trans } from '@lingui/react/macro';
import type { ReactNode } from 'react';
import { Button } from '../../ui/button.tsx';

/** The way back loses nothing; the way on is the form's own button. */
export function StepButtons(props: {
  onBack?: () => void;
  busy?: boolean;
  children: ReactNode;
  more?: ReactNode;
}) {
  return (
    <div className="flex flex-wrap justify-between gap-2">
      {props.onBack ? (
        <Button onClick={props.onBack}>
          <Trans>Back</Trans>
        </Button>
      ) : (
        <span />
      )}
      <span className="flex flex-wrap gap-2">
        {props.more}
        <Button kind="primary" type="submit" busy={props.busy ?? false}>
          {props.children}
        </Button>
      </span>
    </div>
  );
}
