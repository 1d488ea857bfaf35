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
import type { RuleExample } from '../rule.ts';

const allow = (fields: object = {}) => ({
  Effect: 'Allow',
  Principal: '*',
  Action: 's3:GetObject',
  Resource: '*',
  ...fields,
});
const ofOrganization = (key: string) => ({ Condition: { StringEquals: { [key]: 'o-example' } } });

/** Examples of a rule about buckets of AWS, of which `bucket` is one in the region of the examples. */
export function bucketExamples(wanted: OwnedBuckets, bucket: string): readonly RuleExample[] {
  const shownBy = wanted.shownBy === 'linux-instances' ? [] : wanted.shownBy;
  const [service = ''] = shownBy;
  const withPolicy = (statements: readonly object[], services: readonly string[] = shownBy) =>
    estate({
      routeTables: [routeTable('rtb-main', [], [route('pl-s3', 'vpce-1')])],
      vpcEndpoints: [
        gatewayEndpoint('s3', ['rtb-main'], { PolicyDocument: { Statement: statements } }),
        ...services.map((name) => interfaceEndpoint(name, ['subnet-a'], { VpcEndpointId: `vpce-${name}` })),
      ],
      vpcEndpointServices: [
        { ServiceName: `com.amazonaws.${region}.s3`, PrivateDnsNames: [], VpcEndpointPolicySupported: true },
      ],
    });
  const own = allow({ Resource: 'arn:aws:s3:::my-bucket/*' });
  const theirs = allow({
    Resource: wanted.buckets.map((name) => `arn:aws:s3:::${name.replaceAll('{region}', region)}/*`),
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
      facts: withPolicy([allow(ofOrganization('aws:ResourceOrgID'))]),
      findings: [{ resource: 'vpce-1', message: 'aws:ResourceOrgID' }],
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
