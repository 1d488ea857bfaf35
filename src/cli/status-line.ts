import process from 'node:process';

/** A line of standard error that shows what is under way, on a terminal only. */
export interface StatusLine {
  readonly show: (text: string) => void;
  readonly clear: () => void;
}

/** Silent in pipelines, and wherever nobody watches. */
export async function statusLine(): Promise<StatusLine> {
  const { stderr, env } = process;
  if (!stderr.isTTY || (env['CI'] !== undefined && env['CI'] !== '') || env['TERM'] === 'dumb') {
    return { show: () => {}, clear: () => {} };
  }
  const { default: spinner } = await import('yocto-spinner');
  const line = spinner({ stream: stderr, handleSignals: false });
  return {
    show: (text) => {
      line.text = text;
      if (!line.isSpinning) line.start();
    },
    clear: () => {
      if (line.isSpinning) line.stop();
    },
  };
}
