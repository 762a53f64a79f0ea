// The mail round of the jobs role: write what is due, send it, look again shortly. Without a mail server it does nothing.
import type { Runtime } from '../../runtime.ts';
import { composeMails } from './compose-mails.ts';
import { deliverMails } from './deliver-mails.ts';
import { openMailer } from './transport.ts';

const everyMs = 10_000;

/** Runs until the signal. Any number of processes may: rows are claimed. */
export async function runMails(rt: Runtime, { signal }: { signal: AbortSignal }): Promise<void> {
  if (!rt.config.mail) return;
  const mailer = openMailer(rt.config.mail);
  while (!signal.aborted) {
    try {
      await composeMails(rt);
      await deliverMails(rt, mailer, signal);
    } catch (error) {
      if (signal.aborted) break;
      rt.log.error({ err: error }, 'the mail round failed; it runs again');
    }
    await rt.clock.sleep(everyMs, signal);
  }
  mailer.close();
}
