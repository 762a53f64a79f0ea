// A thread that checks chunks over a connection of its own, one after the other, as they are asked for.
import { parentPort, workerData } from 'node:worker_threads';
import { connectVerifier } from './connect-verifier.ts';
import { checkChunk, type Chunk } from './check-chunk.ts';

const client = await connectVerifier((workerData as { url: string }).url);
parentPort?.on('message', (chunk: Chunk | null) => {
  if (chunk === null) {
    void client.end().then(() => parentPort?.close());
    return;
  }
  checkChunk(client, chunk, client).then(
    (checked) => parentPort?.postMessage({ checked }),
    (error: unknown) =>
      parentPort?.postMessage({ failed: error instanceof Error ? error.message : String(error) }),
  );
});
