// Loaded into a program by --import: says on its output, every so often, how late its event loop was since the last time.
import { monitorEventLoopDelay } from 'node:perf_hooks';

const everyMs = 5_000;
const delay = monitorEventLoopDelay({ resolution: 5 });
delay.enable();
const ms = (nanoseconds: number) => Math.round(nanoseconds / 1e5) / 10;
setInterval(() => {
  const said = { p50: ms(delay.percentile(50)), p99: ms(delay.percentile(99)), max: ms(delay.max) };
  process.stdout.write(`${JSON.stringify({ loop_delay: { at: Date.now(), ...said } })}\n`);
  delay.reset();
}, everyMs).unref();
