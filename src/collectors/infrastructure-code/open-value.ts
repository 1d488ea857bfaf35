/** Thrown where a value is read that exists, or will, but that the code does not show; caught per field. */
export class OpenValue extends Error {
  /** Plain words: `known after apply`. */
  readonly reason: string;

  constructor(reason: string) {
    super(reason);
    this.reason = reason;
  }
}

/** What `compute` returns, or why its value is open. */
export function valueOrReason<T>(compute: () => T): { readonly value: T } | { readonly reason: string } {
  try {
    return { value: compute() };
  } catch (error) {
    if (error instanceof OpenValue) return { reason: error.reason };
    throw error;
  }
}
