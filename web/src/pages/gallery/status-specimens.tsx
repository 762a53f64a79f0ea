import { CircleAlert, CircleCheck, CircleDashed, Info, OctagonX, TriangleAlert } from 'lucide-react';
import { axisTicks } from '../../charts/axis-ticks.ts';
import { IntervalBar, IntervalTicks } from '../../charts/interval-bar.tsx';
import { Ago } from '../../ui/ago.tsx';
import { Badge } from '../../ui/badge.tsx';
import { Card } from '../../ui/card.tsx';
import { ChannelName } from '../../ui/channel-name.tsx';
import { Facts } from '../../ui/facts.tsx';
import { LiveAge } from '../../ui/live-age.tsx';
import { Notice } from '../../ui/notice.tsx';
import { ProgressBar } from '../../ui/progress-bar.tsx';
import { Skeleton } from '../../ui/skeleton.tsx';
import { Stat } from '../../ui/stat.tsx';
import { Status, type Tone } from '../../ui/status.tsx';
import { Specimen } from './specimen.tsx';

const tones = [
  { tone: 'neutral', icon: CircleDashed, word: 'Waiting' },
  { tone: 'info', icon: Info, word: 'Sending' },
  { tone: 'ok', icon: CircleCheck, word: 'Delivered' },
  { tone: 'warn', icon: TriangleAlert, word: 'Unknown' },
  { tone: 'danger', icon: OctagonX, word: 'Failed' },
] as const satisfies { tone: Tone; icon: typeof Info; word: string }[];

const intervalAxis = { low: -0.06, high: 0.1 };

export function StatusSpecimens({ theme }: { theme: string }) {
  const now = Date.now();
  return (
    <>
      <Specimen name="Status, Badge">
        {tones.map(({ tone, icon, word }) => (
          <div key={tone} className="grid justify-items-start gap-2">
            <Status tone={tone} icon={icon} word={word} meaning="One sentence says what it means." />
            <Badge tone={tone} icon={icon}>
              {word}
            </Badge>
          </div>
        ))}
      </Specimen>
      <Specimen name="Notice">
        {tones.map(({ tone, icon, word }) => (
          <Notice key={tone} tone={tone} icon={icon} title={`${word}.`}>
            What happened, and what to do about it.
          </Notice>
        ))}
      </Specimen>
      <Specimen name="Stat, Facts, ChannelName, Ago">
        <dl>
          <Stat name={`${theme}-sent`} label="Sent today" value="13,684" note="Signal 1,204" />
        </dl>
        <Facts
          items={[
            { name: 'Channel', value: <ChannelName channel="whatsapp" /> },
            { name: 'Last heard from', value: <Ago at={new Date(now - 60_000).toISOString()} /> },
          ]}
        />
      </Specimen>
      <Specimen name="LiveAge">
        <LiveAge phase="connecting" freshAt={0} />
        <LiveAge phase="live" freshAt={now} />
        <LiveAge phase="live" freshAt={now - 60_000} />
        <LiveAge phase="reconnecting" freshAt={now - 20_000} />
      </Specimen>
      <Specimen name="ProgressBar, Skeleton">
        <div className="grid w-full gap-3">
          <ProgressBar
            label="Progress"
            text="640 of 1,000"
            whole={1_000}
            parts={[
              { key: 'sent', value: 600, className: 'bg-accent' },
              { key: 'failed', value: 40, className: 'bg-danger' },
            ]}
          />
          <Skeleton className="h-5" />
        </div>
      </Specimen>
      <Specimen name="IntervalBar, IntervalTicks">
        <div className="grid w-full gap-1">
          {[{ low: -0.02, middle: 0.01, high: 0.04 }, { low: 0.03, middle: 0.06, high: 0.2 }, undefined].map(
            (interval, index) => (
              <IntervalBar
                key={index}
                axis={intervalAxis}
                interval={interval}
                band={0.03}
                zero
                fill={index === 0 ? 'bg-accent' : 'bg-info'}
              />
            ),
          )}
          <IntervalTicks
            axis={intervalAxis}
            ticks={axisTicks(intervalAxis.low, intervalAxis.high, 4)}
            text={(value) => `${Math.round(value * 100)}`}
          />
        </div>
      </Specimen>
      <Specimen name="Card">
        <Card id={`${theme}-card`} title="What needs you today" note="Nothing does" className="w-full">
          <p className="flex items-center gap-2">
            <CircleAlert className="size-4 text-muted" aria-hidden />
            Its content.
          </p>
        </Card>
      </Specimen>
    </>
  );
}
