import { CollectionError, problemOf } from './aws-error.ts';
import type { SdkCredentials } from './service-client.ts';

export type Credentials = () => Promise<SdkCredentials>;

/** Credentials are renewed this long before they end, in milliseconds. */
const margin = 5 * 60_000;

/**
 * The same credentials for all clients, asked for once, and again shortly before they expire. A refusal is
 * final, so that a role that may not be assumed is asked for once and not once for each call.
 */
export function rememberCredentials(provider: Credentials, role: string | null): Credentials {
  let current: Promise<SdkCredentials> | undefined;
  let expires = Number.POSITIVE_INFINITY;
  const renew = async () => {
    try {
      const credentials = await provider();
      expires = credentials.expiration?.getTime() ?? Number.POSITIVE_INFINITY;
      return credentials;
    } catch (error) {
      const { code, message } = problemOf(error);
      if (role === null) throw new CollectionError(code, message, error);
      throw new CollectionError(`sts:AssumeRole ${code}`, `${role}: ${message}`, error);
    }
  };
  return () => {
    if (current === undefined || Date.now() > expires - margin) {
      // Set before it is known, so that nobody else asks meanwhile.
      expires = Number.POSITIVE_INFINITY;
      current = renew();
    }
    return current;
  };
}
