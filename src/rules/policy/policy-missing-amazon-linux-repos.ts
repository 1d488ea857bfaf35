import * as z from 'zod';
import { amazonLinux } from '../../data/aws-owned-buckets.ts';
import { estate, gatewayEndpoint, region, route, routeTable, without } from '../example-estate.ts';
import { familiesOfOwnedBuckets } from '../families-of-ways.ts';
import { defineRule } from '../rule.ts';
import { refusals } from './refused-buckets.ts';
import { ofOrganization, organization } from './refused-buckets-examples.ts';

const linux = { InstanceId: 'i-a', VpcId: 'vpc-1', SubnetId: 'subnet-a', PlatformDetails: 'Linux/UNIX' };
const allow = (fields: object) => ({
  Effect: 'Allow',
  Principal: '*',
  Action: 's3:GetObject',
  Resource: '*',
  ...fields,
});
const withPolicy = (...statements: readonly object[]) =>
  estate({
    instances: [linux],
    routeTables: [routeTable('rtb-main', [], [route('pl-s3', 'vpce-1')])],
    vpcEndpoints: [gatewayEndpoint('s3', ['rtb-main'], { PolicyDocument: { Statement: statements } })],
    vpcEndpointServices: [
      { ServiceName: `com.amazonaws.${region}.s3`, PrivateDnsNames: [], VpcEndpointPolicySupported: true },
    ],
  });
const own = allow({ Resource: 'arn:aws:s3:::my-bucket/*' });
const toOrganization = { Condition: { StringEquals: { 'aws:PrincipalOrgID': 'o-example' } } };
const toAccount = { Condition: { StringEquals: { 'aws:ResourceAccount': ofOrganization } } };

export default defineRule({
  id: 'policy-missing-amazon-linux-repos',
  topic: 'policy',
  severity: 'info',
  category: 'connectivity',
  onRequest: true,
  summary:
    'The policy of an S3 endpoint keeps the package repositories of Amazon Linux from instances that run Linux.',
  why: 'Amazon Linux installs and updates packages from buckets of AWS in its region, by requests that nobody signs. A policy that names buckets, or asks for an organization, refuses them. Which Linux an instance runs does not show, so this rule is off unless asked for.',
  fix: 'Allow s3:GetObject for any principal on the buckets that the message names, without a condition on principals.',
  semantics: ['9.4', 'PO2', 'PO6', 'PO16'],
  references: [
    'https://docs.aws.amazon.com/whitepapers/latest/building-a-data-perimeter-on-aws/perimeter-implementation.html',
  ],
  subject: 'vpcEndpoints',
  needs: [...familiesOfOwnedBuckets, 'instances'],
  options: z.strictObject({}),
  examples: [
    {
      title: 'Only a bucket of the user is allowed',
      facts: withPolicy(own),
      findings: [{ resource: 'vpce-1', affected: ['i-a'], message: `al2023-repos-${region}-de612dc2` }],
    },
    {
      title: 'Everything is allowed to those of an organization, and nobody signs for packages',
      facts: withPolicy(allow(toOrganization)),
      findings: [{ resource: 'vpce-1', message: 'aws:PrincipalOrgID' }],
    },
    {
      title: 'What an account of the organization owns is allowed',
      facts: { ...withPolicy(allow(toAccount)), ...organization },
      findings: [{ resource: 'vpce-1', message: 'aws:ResourceAccount' }],
    },
    {
      title: 'The repositories of one version are allowed',
      facts: withPolicy(own, allow({ Resource: `arn:aws:s3:::al2023-repos-${region}-de612dc2/*` })),
    },
    {
      title: 'The instances run Windows',
      facts: { ...withPolicy(own), instances: [{ ...linux, PlatformDetails: 'Windows' }] },
    },
    {
      title: 'The instances were not collected',
      facts: without(withPolicy(own), 'instances'),
      undecided: [{ resource: 'vpce-1', missing: ['instances'] }],
    },
    {
      title: 'The endpoints were not collected',
      facts: without(estate(), 'vpcEndpoints'),
      undecided: [{ missing: ['vpcEndpoints'] }],
    },
  ],
  check: ({ network }) =>
    refusals(network, amazonLinux, 'Instances of Amazon Linux cannot install or update packages.'),
});
