import type { Channel } from '@sampark/contracts/domain.ts';
import type { ShownMessage } from '@sampark/contracts/shown-message.ts';
import { Phone, Video } from 'lucide-react';
import type { ReactNode } from 'react';
import { classNames } from '../ui/class-names.ts';
import { Bubble } from './bubble.tsx';

/** The line with the writer's name, as each app has it. */
const bars: Record<Channel, { bar: string; calls: boolean }> = {
  whatsapp: {
    bar: 'bg-[#fff] text-[#111b21] border-b border-[#e9edef] dark:bg-[#202c33] dark:text-[#e9edef] dark:border-[#2a3942]',
    calls: true,
  },
  telegram: {
    bar: 'bg-[#fff] text-[#000] border-b border-[#dcdcdc] dark:bg-[#17212b] dark:text-[#fff] dark:border-[#0e1621]',
    calls: false,
  },
  signal: {
    bar: 'bg-[#fff] text-[#1b1b1b] border-b border-[#eee] dark:bg-[#1b1b1d] dark:text-[#e9e9e9] dark:border-[#333]',
    calls: true,
  },
  imessage: {
    bar: 'bg-[#f6f6f6] text-[#000] border-b border-[#d9d9d9] dark:bg-[#161617] dark:text-[#fff] dark:border-[#2c2c2e]',
    calls: false,
  },
};

/** A chat's top and one message: who it is from, with their picture, and what they write. */
export function ChatFrame(props: {
  channel: Channel;
  message: ShownMessage;
  sender: string;
  /** Their picture, a small square. */
  picture: ReactNode;
  time: string;
}) {
  const { bar, calls } = bars[props.channel];
  // The only one with the picture above the name.
  const stacked = props.channel === 'imessage';
  return (
    <Bubble
      channel={props.channel}
      message={props.message}
      time={props.time}
      head={
        <div className={classNames('flex items-center gap-2.5 px-3 py-2', bar, stacked && 'flex-col !gap-1')}>
          <span className="size-8 shrink-0 overflow-hidden rounded-full">{props.picture}</span>
          <span
            dir="auto"
            className={classNames(
              'min-w-0 truncate py-0.5 font-medium',
              stacked ? 'max-w-full text-xs font-normal' : 'flex-1',
            )}
          >
            {props.sender}
          </span>
          {calls && (
            <>
              <Video className="size-4 opacity-70" aria-hidden />
              <Phone className="size-4 opacity-70" aria-hidden />
            </>
          )}
        </div>
      }
    />
  );
}
