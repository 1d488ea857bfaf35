import process from 'node:process';

/** One line of standard error that is written over again, on a terminal only. */
export interface StatusLine {
  readonly show: (text: string) => void;
  readonly clear: () => void;
}

/** Milliseconds between two updates: the eye needs no more. */
const pause = 100;
const clearLine = '\r\u001b[2K';

/** Silent in pipelines, and wherever nobody watches. */
export function statusLine(): StatusLine {
  const { stderr, env } = process;
  if (!stderr.isTTY || (env['CI'] !== undefined && env['CI'] !== '') || env['TERM'] === 'dumb') {
    return { show: () => {}, clear: () => {} };
  }
  let last = 0;
  let shown = false;
  return {
    show: (text) => {
      const now = Date.now();
      if (now - last < pause) return;
      last = now;
      shown = true;
      stderr.write(`${clearLine}${text.slice(0, Math.max(stderr.columns - 1, 20))}`);
    },
    clear: () => {
      if (shown) stderr.write(clearLine);
      shown = false;
    },
  };
}
