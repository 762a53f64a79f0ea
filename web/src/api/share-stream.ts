// One open stream for all parts of a page that follow it: browsers give a host six connections, and each tab holds one.
import { followStream, type StreamListener, type StreamPhase } from './follow-stream.ts';

type Shared = { listeners: Set<StreamListener>; phase: StreamPhase; stop: () => void };
const streams = new Map<string, Shared>();

/** As followStream. Who joins later is told how the stream stands, and hears what comes from then on. */
export function shareStream(path: string, listener: StreamListener): () => void {
  const stream = streams.get(path) ?? openShared(path);
  stream.listeners.add(listener);
  listener.onPhase(stream.phase);
  return () => {
    stream.listeners.delete(listener);
    if (stream.listeners.size > 0) return;
    stream.stop();
    if (streams.get(path) === stream) streams.delete(path);
  };
}

function openShared(path: string): Shared {
  const shared: Shared = { listeners: new Set(), phase: 'connecting', stop: () => undefined };
  streams.set(path, shared);
  shared.stop = followStream(path, {
    onEvent: (event) => shared.listeners.forEach((one) => one.onEvent(event)),
    onHeard: () => shared.listeners.forEach((one) => one.onHeard()),
    onPhase: (phase) => {
      shared.phase = phase;
      shared.listeners.forEach((one) => one.onPhase(phase));
    },
  });
  return shared;
}
