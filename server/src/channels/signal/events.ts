// signal-cli's event stream. It has neither ids nor replay: what is read is held until it is stored, and the connection
// is renewed after 45 s without a sign of life (keep-alives come every 15 s). Receiving must run: sending degrades
// without it.
import { setTimeout as wait } from 'node:timers/promises';
import { createParser } from 'eventsource-parser';
import type { OutgoingHttp } from '../../http/outgoing.ts';
import type { AccountAccess, UpdateSource } from '../channel.ts';

const silenceMs = 45_000;

export function streamSignalEvents(
  http: OutgoingHttp,
  account: AccountAccess,
  deliver: (texts: string[]) => Promise<void>,
  onState: (state: 'connected' | 'disconnected', detail?: string) => void,
): UpdateSource {
  const stopping = new AbortController();
  const base = account.base_url.replace(/\/+$/, '');
  const url = `${base}/api/v1/events?account=${encodeURIComponent(account.address)}`;
  let failures = 0;

  const read = async (): Promise<void> => {
    const connection = new AbortController();
    const end = () => connection.abort();
    stopping.signal.addEventListener('abort', end, { once: true });
    let alarm = setTimeout(end, silenceMs);
    try {
      const { status, body } = await http.stream(url, { accept: 'text/event-stream' }, connection.signal);
      if (status !== 200) {
        connection.abort();
        throw new Error(`HTTP ${status}`);
      }
      onState('connected');
      let events: string[] = [];
      const parser = createParser({ onEvent: ({ data }) => events.push(data) });
      const decoder = new TextDecoder();
      for await (const chunk of body) {
        clearTimeout(alarm);
        failures = 0;
        parser.feed(decoder.decode(chunk, { stream: true }));
        if (events.length > 0) await deliverSurely(events);
        events = [];
        alarm = setTimeout(end, silenceMs);
      }
      throw new Error('The stream ended');
    } finally {
      clearTimeout(alarm);
      stopping.signal.removeEventListener('abort', end);
    }
  };

  /** Nothing gives these events a second time: keep at it until they are stored or we are told to stop. */
  const deliverSurely = async (events: string[]): Promise<void> => {
    for (let pause = 200; ; pause = Math.min(pause * 2, 5_000)) {
      try {
        return await deliver(events);
      } catch (cause) {
        if (stopping.signal.aborted) throw cause;
        await wait(pause, undefined, { signal: stopping.signal }).catch(() => {});
      }
    }
  };

  const run = async (): Promise<void> => {
    while (!stopping.signal.aborted) {
      try {
        await read();
      } catch (cause) {
        if (stopping.signal.aborted) return;
        failures += 1;
        onState('disconnected', cause instanceof Error ? cause.message : String(cause));
        const pause = Math.min(30_000, 250 * 2 ** Math.min(failures, 7));
        await wait(pause, undefined, { signal: stopping.signal }).catch(() => {});
      }
    }
  };
  const running = run();

  return {
    stop: async () => {
      stopping.abort();
      await running;
    },
  };
}
