import type { Answer, Parameters } from './call.ts';

/** What all clients of the AWS SDK take. */
export interface ClientConfig {
  readonly region: string;
  readonly credentials: () => Promise<SdkCredentials>;
  readonly maxAttempts: number;
  readonly retryMode: 'adaptive';
  readonly requestHandler: {
    readonly connectionTimeout: number;
    readonly requestTimeout: number;
    readonly socketTimeout: number;
    readonly throwOnRequestTimeout: true;
  };
  readonly endpoint?: string;
}

export interface SdkCredentials {
  readonly accessKeyId: string;
  readonly secretAccessKey: string;
  readonly sessionToken?: string;
  readonly expiration?: Date;
}

/** Sends one operation to a service. @throws whatever the SDK throws. */
export interface ServiceClient {
  readonly send: (operation: string, parameters: Parameters, signal: AbortSignal) => Promise<Answer>;
  readonly close: () => void;
}

interface SdkClient {
  send(command: never, options: { readonly abortSignal: AbortSignal }): Promise<object>;
  destroy(): void;
}

type SdkCommands = Readonly<Record<string, new (input: never) => object>>;

/** A client of the SDK by the names of its operations. */
export function serviceClient(client: SdkClient, commands: SdkCommands): ServiceClient {
  return {
    send: async (operation, parameters, abortSignal) => {
      const Command = commands[`${operation}Command`];
      if (Command === undefined) throw new TypeError(`no client for ${operation}`);
      // The table of calls names operations and parameters as data, which the types of the SDK cannot follow.
      const command = new Command(parameters as never);
      return (await client.send(command as never, { abortSignal })) as Answer;
    },
    close: () => client.destroy(),
  };
}
