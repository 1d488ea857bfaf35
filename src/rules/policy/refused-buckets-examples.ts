import { bucketsIn } from '../../analysis/policy/owned-buckets.ts';
import type { OwnedBuckets } from '../../data/aws-owned-buckets.ts';
import {
  estate,
  gatewayEndpoint,
  interfaceEndpoint,
  region,
  route,
  routeTable,
  without,
} from '../example-estate.ts';
import type { Facts, RuleExample } from '../rule.ts';

const allowing = { Effect: 'Allow', Principal: '*', Action: 's3:GetObject', Resource: '*' };
const where = (key: string, value: string) => ({ Condition: { StringEquals: { [key]: value } } });

/** An account beside that of the examples, and the organization that has it. */
export const ofOrganization = '777788889999';
export const organization: Facts = {
  organizations: [{ Id: 'o-example', MasterAccountId: '999900001111' }],
  organizationParents: [{ ChildId: ofOrganization, Parents: [{ Id: 'r-1', Type: 'ROOT' }] }],
  organizationPolicyTargets: [],
};

/** A VPC that uses S3 by an endpoint that allows what statements say, and has endpoints of services beside it. */
export function withPolicyOf(services: readonly string[], ...statements: readonly object[]): Facts {
  return estate({
    routeTables: [routeTable('rtb-main', [], [route('pl-s3', 'vpce-1')])],
    vpcEndpoints: [
      gatewayEndpoint('s3', ['rtb-main'], {
        PolicyDocument: { Statement: statements.map((each) => ({ ...allowing, ...each })) },
      }),
      ...services.map((name) => interfaceEndpoint(name, ['subnet-a'], { VpcEndpointId: `vpce-${name}` })),
    ],
    vpcEndpointServices: [
      { ServiceName: `com.amazonaws.${region}.s3`, PrivateDnsNames: [], VpcEndpointPolicySupported: true },
    ],
  });
}

/** Examples of a rule about buckets of AWS, of which `bucket` is one in the region of the examples. */
export function bucketExamples(wanted: OwnedBuckets, bucket: string): readonly RuleExample[] {
  const shownBy = wanted.shownBy === 'linux-instances' ? [] : wanted.shownBy;
  const [service = ''] = shownBy;
  const allow = (fields: object = {}) => ({ Action: wanted.action ?? 's3:GetObject', ...fields });
  const withPolicy = (statements: readonly object[], services: readonly string[] = shownBy) =>
    withPolicyOf(services, ...statements);
  const own = allow({ Resource: 'arn:aws:s3:::my-bucket/*' });
  const theirs = allow({
    Resource: bucketsIn(region, wanted).map((name) => `arn:aws:s3:::${name}/*`),
  });
  const affected = shownBy.map((name) => `vpce-${name}`);
  return [
    {
      title: 'Only a bucket of the user is allowed',
      facts: withPolicy([own]),
      findings: [{ resource: 'vpce-1', affected, message: bucket }],
    },
    {
      title: 'Everything that belongs to the organization is allowed, and these buckets belong to AWS',
      facts: withPolicy([allow(where('aws:ResourceOrgID', 'o-example'))]),
      findings: [{ resource: 'vpce-1', message: 'aws:ResourceOrgID' }],
    },
    {
      title: 'What an account of the organization owns is allowed',
      facts: { ...withPolicy([allow(where('aws:ResourceAccount', ofOrganization))]), ...organization },
      findings: [{ resource: 'vpce-1', message: 'aws:ResourceAccount' }],
    },
    { title: 'The buckets are allowed beside', facts: withPolicy([own, theirs]) },
    { title: 'Everything is allowed', facts: withPolicy([allow()]) },
    { title: `The VPC has no endpoint for ${service}`, facts: withPolicy([own], []) },
    {
      title: 'Nothing uses the S3 endpoint',
      facts: { ...withPolicy([own]), networkInterfaces: [] },
    },
    {
      title: 'The way to S3 is not known',
      facts: without(withPolicy([own]), 'routeTables'),
      undecided: [{ resource: 'vpce-1', missing: ['routeTables'] }],
    },
    {
      title: 'The endpoints were not collected',
      facts: without(estate(), 'vpcEndpoints'),
      undecided: [{ missing: ['vpcEndpoints'] }],
    },
  ];
}
