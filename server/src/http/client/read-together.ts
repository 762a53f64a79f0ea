// One buffer for what all connections read: a buffer of its own for each read (64 KiB, most of it given back at once) was 5% of the
// process that sends.
import type { OnReadOpts, Socket } from 'node:net';

/**
 * For `node:net`: what comes is emitted as `data`, to be looked at before the listener returns; the next read of any connection
 * writes over it. Where nobody listens yet, nobody has asked: the connection fails, which whoever is opening it
 * hears as a fault.
 */
export function readTogether(): OnReadOpts {
  const buffer = Buffer.allocUnsafeSlow(64 * 1024);
  return {
    buffer,
    // Called as a method of the connection it was read from.
    callback(this: Socket, length: number): boolean {
      if (!this.emit('data', buffer.subarray(0, length)))
        this.destroy(new Error('bytes that nobody asked for'));
      return true;
    },
  };
}
