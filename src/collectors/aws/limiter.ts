/** Runs tasks so that at most `most` of them are under way at once, in the order in which they were given. */
export type Limiter = <T>(task: () => Promise<T>) => Promise<T>;

export function limitTo(most: number): Limiter {
  const waiting: (() => void)[] = [];
  let running = 0;
  const leave = () => {
    const next = waiting.shift();
    if (next) next();
    else running -= 1;
  };
  return async (task) => {
    if (running < most) running += 1;
    else {
      // Who leaves hands its place over, so that nobody slips in between.
      await new Promise<void>((enter) => waiting.push(enter));
    }
    try {
      return await task();
    } finally {
      leave();
    }
  };
}
