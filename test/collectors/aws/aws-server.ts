import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import * as ec2 from '@aws-sdk/client-ec2';
import * as elb from '@aws-sdk/client-elastic-load-balancing-v2';
import * as iam from '@aws-sdk/client-iam';
import * as kms from '@aws-sdk/client-kms';
import * as organizations from '@aws-sdk/client-organizations';
import * as route53 from '@aws-sdk/client-route-53';
import * as s3 from '@aws-sdk/client-s3';
import * as secrets from '@aws-sdk/client-secrets-manager';
import * as sns from '@aws-sdk/client-sns';
import * as sqs from '@aws-sdk/client-sqs';
import * as sts from '@aws-sdk/client-sts';
import * as lattice from '@aws-sdk/client-vpc-lattice';
import { callTable } from '../../../src/collectors/aws/call-table.ts';
import { answerBody, errorBody, type Protocol } from './wire-format.ts';

/** A call as it came in. */
export interface Request {
  readonly service: string;
  readonly operation: string;
  readonly region: string;
  /** The key that the call is signed with. */
  readonly accessKey: string;
  readonly parameters: ReadonlyMap<string, string>;
}

/** What the server does with a call. */
export type Reply =
  | { readonly output: object }
  | { readonly error: string; readonly status: number }
  | { readonly body: string; readonly status?: number }
  | { readonly drop: true }
  /** Begins to answer, and sends a byte now and then for ever. */
  | { readonly dribble: true }
  | { readonly silence: true }
  /** Answers after some milliseconds. */
  | { readonly late: number; readonly reply: Reply };

export interface AwsServer {
  readonly url: string;
  /** Every call that came in, retries included. */
  readonly requests: readonly Request[];
  readonly close: () => Promise<void>;
}

const modules: Readonly<Record<string, object>> = {
  ec2,
  elasticloadbalancing: elb,
  iam,
  kms,
  organizations,
  route53,
  s3,
  secretsmanager: secrets,
  sns,
  sqs,
  sts,
  'vpc-lattice': lattice,
};

const protocols: Readonly<Record<string, Protocol>> = {
  ec2: 'ec2',
  elasticloadbalancing: 'query',
  iam: 'query',
  kms: 'json',
  organizations: 'json',
  route53: 'rest-xml',
  s3: 'rest-xml',
  secretsmanager: 'json',
  sns: 'query',
  sqs: 'json',
  sts: 'query',
  'vpc-lattice': 'json',
};

interface OperationSchema {
  readonly output: unknown;
  /** Method and path of REST protocols. */
  readonly http: readonly [method: string, path: string] | null;
}

/** Answers calls on a free port of this machine; what stands in `reply` decides how. */
export async function startAwsServer(reply: (request: Request) => Reply): Promise<AwsServer> {
  const requests: Request[] = [];
  const server = createServer((incoming, response) => {
    const parts: Buffer[] = [];
    incoming.on('data', (part: Buffer) => parts.push(part));
    incoming.on('error', () => {});
    incoming.on('end', () => {
      const request = readRequest(incoming, Buffer.concat(parts).toString('utf8'));
      requests.push(request);
      respond(response, request, reply(request));
    });
  });
  await new Promise<void>((ready) => server.listen(0, '127.0.0.1', ready));
  const { port } = server.address() as AddressInfo;
  return { url: `http://127.0.0.1:${port}`, requests, close: () => closed(server) };
}

function closed(server: Server): Promise<void> {
  server.closeAllConnections();
  return new Promise((done) => server.close(() => done()));
}

function readRequest({ headers, url = '', method = '' }: IncomingMessage, body: string): Request {
  const [, accessKey = '', region = '', service = ''] =
    /Credential=([^/]+)\/\d+\/([^/]+)\/([^/]+)\//.exec(headers.authorization ?? '') ?? [];
  const signed = { service, region, accessKey };
  const target = headers['x-amz-target'];
  if (typeof target === 'string') {
    const operation = target.split('.').at(-1) ?? '';
    return { ...signed, operation, parameters: fieldsOf(JSON.parse(body || '{}')) };
  }
  const form = new URLSearchParams(body);
  const action = form.get('Action');
  if (action !== null) return { ...signed, operation: action, parameters: new Map(form) };
  return { ...signed, ...matchPath(service, method, new URL(url, 'http://localhost')) };
}

function fieldsOf(value: unknown): ReadonlyMap<string, string> {
  const entries = typeof value === 'object' && value !== null ? Object.entries(value) : [];
  return new Map(entries.map(([name, field]) => [name, String(field)]));
}

/** The operation of a REST protocol: the most telling of the paths that fit. */
function matchPath(service: string, method: string, url: URL): Pick<Request, 'operation' | 'parameters'> {
  const matches = callTable
    .filter((call) => call.service === service)
    .flatMap(({ operation }) => {
      const { http } = schemaOf(service, operation);
      if (http === null || http[0] !== method) return [];
      const [path = '', query = ''] = http[1].split('?');
      const names = [...path.matchAll(/\{(\w+)\+?\}/g)].map(([, name = '']) => name);
      const isBucket = service === 's3' && query === 'policy';
      const pattern = isBucket ? '/([^/]+)' : path.replace(/\/$/, '').replace(/\{\w+\+?\}/g, '(.+)');
      const found = new RegExp(`^${pattern}/?$`).exec(decodeURIComponent(url.pathname));
      if (!found || (query !== '' && !url.searchParams.has(query.split(/[&=]/)[0] ?? ''))) return [];
      const named = (isBucket ? ['Bucket'] : names).map(
        (name, index) => [name, found[index + 1] ?? ''] as const,
      );
      const parameters = new Map([...url.searchParams, ...named]);
      return [{ operation, parameters, weight: (query === '' ? 0 : 1) + path.length }];
    })
    .sort((a, b) => b.weight - a.weight);
  return matches[0] ?? { operation: 'unknown', parameters: new Map() };
}

const schemas = new Map<string, OperationSchema>();

function schemaOf(service: string, operation: string): OperationSchema {
  const key = `${service}:${operation}`;
  const known = schemas.get(key);
  if (known) return known;
  const command: unknown = Reflect.get(modules[service] ?? {}, `${operation}Command`);
  if (typeof command !== 'function') return { output: null, http: null };
  const made: { readonly schema?: unknown } = Reflect.construct(command, [{}]);
  const tuple: readonly unknown[] = Array.isArray(made.schema) ? made.schema : [];
  const traits = tuple[3];
  const http: unknown = typeof traits === 'object' && traits !== null ? Reflect.get(traits, 'http') : null;
  const found: OperationSchema = {
    output: tuple[5],
    http: Array.isArray(http) ? [String(http[0]), String(http[1])] : null,
  };
  schemas.set(key, found);
  return found;
}

function respond(response: ServerResponse, request: Request, reply: Reply): void {
  const { service, operation } = request;
  const protocol = protocols[service] ?? 'json';
  const type = protocol === 'json' ? 'application/json' : 'text/xml';
  const send = (status: number, body: string, headers = {}) =>
    response.writeHead(status, { 'content-type': type, ...headers }).end(body);
  if ('output' in reply) {
    // The policy of a bucket is the body itself.
    if (operation === 'GetBucketPolicy') send(200, String(Reflect.get(reply.output, 'Policy')));
    else send(200, answerBody(protocol, operation, schemaOf(service, operation).output, reply.output));
  } else if ('error' in reply) {
    send(reply.status, errorBody(protocol, reply.error), { 'x-amzn-errortype': reply.error });
  } else if ('body' in reply) send(reply.status ?? 200, reply.body);
  else if ('drop' in reply) response.socket?.destroy();
  else if ('late' in reply) setTimeout(() => respond(response, request, reply.reply), reply.late);
  else if ('dribble' in reply) {
    response.writeHead(200, { 'content-type': type });
    const timer = setInterval(() => response.write(' '), 500);
    response.on('close', () => clearInterval(timer));
  }
}
