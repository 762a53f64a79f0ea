// Server-Sent Events over fetch: EventSource cannot send the bearer header. Yields events and, as `undefined`, any other
// sign of life (comment heartbeats), so that the reader can tell a quiet stream from a dead one.

export type StreamEvent = { event: string; data: string };

export async function* readEvents(
  body: ReadableStream<Uint8Array<ArrayBuffer>>,
): AsyncGenerator<StreamEvent | undefined> {
  const reader = body.pipeThrough(new TextDecoderStream()).getReader();
  let rest = '';
  try {
    for (;;) {
      const { done, value } = await reader.read();
      if (done) return;
      // A chunk may end between \r and \n: hold the \r back until its partner can have come.
      const text = rest + value;
      const whole = text.endsWith('\r') ? text.slice(0, -1) : text;
      const blocks = whole.replaceAll('\r\n', '\n').replaceAll('\r', '\n').split('\n\n');
      rest = (blocks.pop() ?? '') + text.slice(whole.length);
      if (blocks.length === 0) yield undefined;
      for (const block of blocks) yield parseBlock(block);
    }
  } finally {
    await reader.cancel().catch(() => undefined);
  }
}

export function parseBlock(block: string): StreamEvent | undefined {
  let event = 'message';
  const data: string[] = [];
  for (const line of block.split('\n')) {
    if (line.startsWith(':')) continue;
    const colon = line.indexOf(':');
    const field = colon === -1 ? line : line.slice(0, colon);
    const value = colon === -1 ? '' : line.slice(colon + 1).replace(/^ /, '');
    if (field === 'event') event = value;
    else if (field === 'data') data.push(value);
  }
  return data.length > 0 ? { event, data: data.join('\n') } : undefined;
}
