import type { VpcEndpoint } from '../../model/resources/vpc-endpoint.ts';
import {
  absent,
  type ContextValue,
  perhaps,
  present,
  presentSomehow,
  type RequestContext,
  requestContext,
} from './request-context.ts';

/** Keys that only requests through an endpoint carry (9.2), in lower case. */
export const endpointKeys: ReadonlySet<string> = new Set([
  'aws:sourcevpce',
  'aws:sourcevpc',
  'aws:sourcevpcarn',
  'aws:vpcsourceip',
  'aws:vpceaccount',
  'aws:vpceorgid',
  'aws:vpceorgpaths',
]);

/** A principal signs the request and sends it itself: no AWS service does so for it (PO7, PO8). */
const sentByPrincipal: Readonly<Record<string, ContextValue>> = {
  'aws:ViaAWSService': present('false'),
  'aws:PrincipalIsAWSService': present('false'),
  'aws:CalledVia': absent,
  'aws:CalledViaFirst': absent,
  'aws:CalledViaLast': absent,
  ...somehow('aws:PrincipalArn', 'aws:PrincipalAccount', 'aws:PrincipalType', 'aws:userid'),
  ...somehow('aws:SecureTransport', 'aws:RequestedRegion', 'aws:CurrentTime', 'aws:EpochTime'),
};

/** The requests that principals send through this endpoint, or through any where none is given (9.2). */
export function throughEndpoint(endpoint: VpcEndpoint | null): RequestContext {
  let context: RequestContext | undefined;
  // Most policies test no key at all.
  return (key) => {
    context ??= requestContext({
      ...sentByPrincipal,
      ...somehow('aws:SourceVpce', 'aws:SourceVpc', 'aws:VpcSourceIp'),
      'aws:SourceIp': absent,
      ...(endpoint === null ? {} : keysOf(endpoint)),
    });
    return context(key);
  };
}

/** The requests that principals send over the internet. */
export function overInternet(): RequestContext {
  return requestContext({
    ...sentByPrincipal,
    ...Object.fromEntries([...endpointKeys].map((key) => [key, absent])),
    ...somehow('aws:SourceIp'),
  });
}

function keysOf(endpoint: VpcEndpoint): Readonly<Record<string, ContextValue>> {
  const { id, vpcId, account, region, scope } = endpoint;
  const arn = `arn:${scope.partition}:ec2:${region}:${account}:vpc/${vpcId}`;
  return {
    'aws:SourceVpce': present(id),
    ...(vpcId === null ? {} : { 'aws:SourceVpc': present(vpcId) }),
    // Which services give these two is on a list of AWS that grows.
    ...(account === null ? {} : { 'aws:VpceAccount': perhaps(account) }),
    ...(vpcId === null || account === null || region === null ? {} : { 'aws:SourceVpcArn': perhaps(arn) }),
  };
}

function somehow(...keys: readonly string[]): Readonly<Record<string, ContextValue>> {
  return Object.fromEntries(keys.map((key) => [key, presentSomehow(key)]));
}
