/** What was given cannot be read at all, or a question cannot be answered: a mistake of the caller, told in its message. */
export class InputError extends Error {
  override readonly name: string = 'InputError';
}
