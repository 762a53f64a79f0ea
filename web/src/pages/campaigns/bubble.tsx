import type { Channel } from '@sampark/contracts/domain.ts';
import type { ReactNode } from 'react';

/** The apps' own colours, light and dark: what is previewed is their screen, not ours. */
const looks: Record<Channel, { ground: string; bubble: string }> = {
  whatsapp: {
    ground: 'bg-[#efeae2] dark:bg-[#0b141a]',
    bubble: 'rounded-lg rounded-ss-none bg-[#fff] text-[#111b21] dark:bg-[#202c33] dark:text-[#e9edef]',
  },
  telegram: {
    ground: 'bg-[#d5e3d3] dark:bg-[#0e1621]',
    bubble: 'rounded-[15px] rounded-es-[5px] bg-[#fff] text-[#000] dark:bg-[#182533] dark:text-[#fff]',
  },
  signal: {
    ground: 'bg-[#fff] dark:bg-[#1b1b1d]',
    bubble: 'rounded-[18px] bg-[#e9e9e9] text-[#1b1b1b] dark:bg-[#3b3b3d] dark:text-[#e9e9e9]',
  },
  imessage: {
    ground: 'bg-[#fff] dark:bg-[#000]',
    bubble: 'rounded-[18px] rounded-es-[6px] bg-[#e9e9eb] text-[#000] dark:bg-[#26252a] dark:text-[#fff]',
  },
};

/** A message as its receiver sees it in that app. */
export function Bubble({ channel, text }: { channel: Channel; text: string }) {
  const look = looks[channel];
  return (
    <div className={`rounded-md border border-line p-3 ${look.ground}`}>
      <p
        dir="auto"
        data-preview={channel}
        className={`w-fit max-w-[92%] px-3 py-2 break-words whitespace-pre-line ${look.bubble}`}
      >
        {channel === 'whatsapp' ? whatsAppText(text) : text}
      </p>
    </div>
  );
}

/** *bold*, _italic_ and ~struck~, as WhatsApp draws them. */
function whatsAppText(text: string): ReactNode[] {
  return text.split(/(\*[^*\n]+\*|_[^_\n]+_|~[^~\n]+~)/).map((part, index) => {
    const inner = part.slice(1, -1);
    if (/^\*[^*\n]+\*$/.test(part)) return <strong key={index}>{inner}</strong>;
    if (/^_[^_\n]+_$/.test(part)) return <em key={index}>{inner}</em>;
    if (/^~[^~\n]+~$/.test(part)) return <s key={index}>{inner}</s>;
    return part;
  });
}
