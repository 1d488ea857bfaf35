import { attemptsOf, CollectionError } from './aws-error.ts';
import type { Answer, Parameters } from './call.ts';
import { type Limiter, limitTo } from './limiter.ts';
import type { Limits } from './limits.ts';
import type { ClientConfig, SdkCredentials, ServiceClient } from './service-client.ts';

/** The clients by the name that IAM gives the service. Each is loaded when it is needed first. */
const clients: Readonly<Record<string, () => Promise<{ open: (config: ClientConfig) => ServiceClient }>>> = {
  ec2: () => import('./clients/ec2.ts'),
  elasticloadbalancing: () => import('./clients/elastic-load-balancing.ts'),
  iam: () => import('./clients/iam.ts'),
  kms: () => import('./clients/kms.ts'),
  organizations: () => import('./clients/organizations.ts'),
  route53: () => import('./clients/route-53.ts'),
  s3: () => import('./clients/s3.ts'),
  secretsmanager: () => import('./clients/secrets-manager.ts'),
  sns: () => import('./clients/sns.ts'),
  sqs: () => import('./clients/sqs.ts'),
  sts: () => import('./clients/sts.ts'),
  'vpc-lattice': () => import('./clients/vpc-lattice.ts'),
};

/** Services that are the same in every region of a partition. */
const global: ReadonlySet<string> = new Set(['iam', 'organizations', 'route53']);

/** Counts what is sent, retries included. */
export interface Traffic {
  calls: number;
  retries: number;
}

export interface SessionOptions {
  readonly region: string;
  readonly credentials: () => Promise<SdkCredentials>;
  readonly endpointUrl: string | null;
  readonly limits: Limits;
  readonly traffic: Traffic;
  readonly signal: AbortSignal;
  /** Answers of services that are the same in every region, shared by the regions of an account. */
  readonly shared: Map<string, Promise<Answer>>;
  readonly onCall: () => void;
}

/** Calls of one account in one region: bounded in number, and none made twice. */
export class AwsSession {
  readonly #options: SessionOptions;
  readonly #clients = new Map<string, Promise<ServiceClient>>();
  readonly #answers = new Map<string, Promise<Answer>>();
  readonly #limit: Limiter;

  constructor(options: SessionOptions) {
    this.#options = options;
    this.#limit = limitTo(options.limits.concurrency);
  }

  get region(): string {
    return this.#options.region;
  }

  /** The answer to a call, from the first time that it was made. @throws what the SDK throws. */
  call(service: string, operation: string, parameters: Parameters): Promise<Answer> {
    const known = global.has(service) ? this.#options.shared : this.#answers;
    const key = JSON.stringify([service, operation, parameters]);
    let answer = known.get(key);
    if (answer === undefined) {
      answer = this.#limit(() => this.#send(service, operation, parameters));
      known.set(key, answer);
    }
    return answer;
  }

  async close(): Promise<void> {
    for (const client of this.#clients.values()) (await client).close();
  }

  async #send(service: string, operation: string, parameters: Parameters): Promise<Answer> {
    const { limits, traffic, signal, onCall } = this.#options;
    signal.throwIfAborted();
    const client = await this.#client(service);
    traffic.calls += 1;
    const abort = AbortSignal.any([signal, AbortSignal.timeout(limits.callTimeout)]);
    try {
      // The SDK may not notice an abort while it reads a body; the race does.
      const answer = await Promise.race([client.send(operation, parameters, abort), failureOf(abort)]);
      traffic.retries += attemptsOf(answer) - 1;
      return answer;
    } catch (error) {
      traffic.retries += attemptsOf(error) - 1;
      throw error;
    } finally {
      onCall();
    }
  }

  #client(service: string): Promise<ServiceClient> {
    let client = this.#clients.get(service);
    if (client === undefined) this.#clients.set(service, (client = this.#open(service)));
    return client;
  }

  async #open(service: string): Promise<ServiceClient> {
    const { region, credentials, endpointUrl, limits } = this.#options;
    const load = clients[service];
    if (load === undefined) throw new CollectionError('NoClient', `no client for ${service}`);
    const { open } = await load();
    return open({
      region,
      credentials,
      maxAttempts: limits.attempts,
      retryMode: 'adaptive',
      requestHandler: {
        connectionTimeout: limits.connectTimeout,
        requestTimeout: limits.answerTimeout,
        socketTimeout: limits.answerTimeout,
        throwOnRequestTimeout: true,
      },
      ...(endpointUrl === null ? {} : { endpoint: endpointUrl }),
    });
  }
}

/** Fails when the signal does. */
function failureOf(signal: AbortSignal): Promise<never> {
  return new Promise((_, fail) => {
    signal.addEventListener('abort', () => fail(signal.reason as Error), { once: true });
  });
}
