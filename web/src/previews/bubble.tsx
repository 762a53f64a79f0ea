import type { Channel } from '@sampark/contracts/domain.ts';
import type { ShownMessage } from '@sampark/contracts/shown-message.ts';
import { CornerUpLeft, ExternalLink } from 'lucide-react';
import type { ReactNode } from 'react';
import { classNames } from '../ui/class-names.ts';
import { BubbleHeader } from './bubble-header.tsx';
import { styledRuns, type Look, type Run } from './styled-runs.ts';

/** The apps' own colours and shapes, light and dark: what is previewed is their screen, not ours. */
const apps: Record<
  Channel,
  { ground: string; bubble: string; link: string; meta: string; buttons: string; button: string }
> = {
  whatsapp: {
    ground: 'bg-[#efeae2] dark:bg-[#0b141a]',
    bubble: 'rounded-lg rounded-ss-none bg-[#fff] text-[#111b21] dark:bg-[#202c33] dark:text-[#e9edef]',
    link: 'text-[#02698d] dark:text-[#53bdeb]',
    meta: 'text-[#5e6b73] dark:text-[#9aa6ad]',
    // Beneath the text, in the same bubble.
    buttons: 'mt-px overflow-hidden rounded-b-lg bg-[#fff] dark:bg-[#202c33]',
    button: 'border-t border-[#e9edef] text-[#02698d] dark:border-[#33424b] dark:text-[#53bdeb]',
  },
  telegram: {
    ground: 'bg-[#d5e3d3] dark:bg-[#0e1621]',
    bubble: 'rounded-[15px] rounded-es-[5px] bg-[#fff] text-[#000] dark:bg-[#182533] dark:text-[#fff]',
    link: 'text-[#1668a5] dark:text-[#70baf5]',
    meta: 'text-[#5f6b73] dark:text-[#8a9aa9]',
    buttons: 'mt-1 gap-1',
    button: 'rounded-[8px] bg-[#3f5a45] text-[#fff] dark:bg-[#2b3d50]',
  },
  signal: {
    ground: 'bg-[#fff] dark:bg-[#1b1b1d]',
    bubble: 'rounded-[18px] bg-[#e9e9e9] text-[#1b1b1b] dark:bg-[#3b3b3d] dark:text-[#e9e9e9]',
    link: 'underline underline-offset-2',
    meta: 'text-[#5b5b5b] dark:text-[#b5b5b7]',
    buttons: '',
    button: '',
  },
  imessage: {
    ground: 'bg-[#fff] dark:bg-[#000]',
    bubble: 'rounded-[18px] rounded-es-[6px] bg-[#e9e9eb] text-[#000] dark:bg-[#26252a] dark:text-[#fff]',
    link: 'text-[#0b57c4] underline underline-offset-2 dark:text-[#6fb1ff]',
    meta: '',
    buttons: '',
    button: '',
  },
};

const looks: Readonly<Record<Exclude<Look, 'link'>, string>> = {
  bold: 'font-bold',
  italic: 'italic',
  strike: 'line-through',
  underline: 'underline',
  mono: 'font-mono text-[0.92em]',
};

type BubbleProps = {
  channel: Channel;
  message: ShownMessage;
  /** Shown beside it, where the app does: "9:41". */
  time?: string;
  /** What stands on top, such as who writes: see ChatFrame. */
  head?: ReactNode;
};

/** A message as its receiver sees it in that app. Each line runs the way its own letters do. */
export function Bubble({ channel, message, time, head }: BubbleProps) {
  const app = apps[channel];
  return (
    <div className="overflow-hidden rounded-md border border-line">
      {head}
      <div className={classNames('p-3', app.ground)}>
        <div className="w-fit max-w-[92%] min-w-24">
          <div
            className={classNames(
              'px-3 py-2',
              app.bubble,
              channel === 'whatsapp' && message.buttons.length > 0 && 'rounded-b-none',
            )}
          >
            {message.header && <BubbleHeader header={message.header} />}
            <p
              dir="auto"
              data-preview={channel}
              className="text-start whitespace-pre-line [overflow-wrap:anywhere] [unicode-bidi:plaintext]"
            >
              {styledRuns(channel, message).map((run, index) => (
                // The runs of one text keep their order.
                <Styled key={index} run={run} link={app.link} />
              ))}
            </p>
            {message.footer && (
              <p
                dir="auto"
                data-part="footer"
                className={classNames(
                  'mt-1 text-start text-sm [overflow-wrap:anywhere] [unicode-bidi:plaintext]',
                  app.meta,
                )}
              >
                {message.footer}
              </p>
            )}
            {time && app.meta && (
              <p className={classNames('tabular -mb-0.5 text-end text-xs', app.meta)}>{time}</p>
            )}
          </div>
          {message.buttons.length > 0 && app.buttons !== '' && (
            <ul className={classNames('grid', app.buttons)}>
              {message.buttons.map(({ text, link }, index) => (
                <li
                  key={index}
                  title={link ?? undefined}
                  className={classNames(
                    'flex items-center justify-center gap-1.5 px-3 py-1.5 text-center font-medium',
                    app.button,
                  )}
                >
                  {link !== null ? (
                    <ExternalLink className="size-4 shrink-0" aria-hidden />
                  ) : (
                    channel === 'whatsapp' && <CornerUpLeft className="size-4 shrink-0" aria-hidden />
                  )}
                  <bdi className="min-w-0 [overflow-wrap:anywhere]">{text}</bdi>
                </li>
              ))}
            </ul>
          )}
        </div>
      </div>
    </div>
  );
}

function Styled({ run, link }: { run: Run; link: string }) {
  if (run.looks.length === 0) return run.text;
  const names = run.looks.map((look) => (look === 'link' ? link : looks[look]));
  // Two lines on one text are one property: together, or the second takes the first away.
  const lines = run.looks.includes('strike') && run.looks.includes('underline');
  return (
    <span className={classNames(...names, lines && '[text-decoration-line:underline_line-through]')}>
      {run.text}
    </span>
  );
}
