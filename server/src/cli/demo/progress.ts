// Progress on a terminal: one line redrawn in place; elsewhere (a log, a pipe) a line every few seconds.
export type Terminal = {
  /** Null: no terminal. */
  columns: number | null;
  write: (text: string) => void;
  print: (line: string) => void;
};

export type Progress = { show(line: string): void; done(line: string): void };

const lineEveryMs = 3_000;
const width = 28;

export function startProgress(terminal: Terminal): Progress {
  let shownAt = -Infinity;
  let last = '';
  return {
    show(line) {
      if (terminal.columns !== null) {
        terminal.write(`\r\u001b[2K  ${line.slice(0, Math.max(20, terminal.columns - 3))}`);
        return;
      }
      const now = performance.now();
      if (line === last || now - shownAt < lineEveryMs) return;
      shownAt = now;
      last = line;
      terminal.print(`  ${line}`);
    },
    done(line) {
      if (terminal.columns !== null) terminal.write('\r\u001b[2K');
      terminal.print(`  ${line}`);
    },
  };
}

/** `share` is clamped to 0-1. */
export function bar(share: number): string {
  const part = Math.min(1, Math.max(0, Number.isFinite(share) ? share : 0));
  const full = Math.round(part * width);
  return `[${'#'.repeat(full)}${'.'.repeat(width - full)}] ${`${Math.floor(part * 100)}%`.padStart(4)}`;
}

const grouped = new Intl.NumberFormat('en-GB');
export function count(value: number): string {
  return grouped.format(value);
}

/** Whole seconds below two minutes, else minutes and seconds. */
export function duration(seconds: number): string {
  const whole = Math.max(0, Math.round(seconds));
  if (whole < 120) return `${whole} s`;
  const minutes = Math.floor(whole / 60);
  return minutes < 120
    ? `${minutes} min ${whole % 60} s`
    : `${Math.floor(minutes / 60)} h ${minutes % 60} min`;
}
