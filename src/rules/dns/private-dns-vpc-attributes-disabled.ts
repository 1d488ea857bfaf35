import * as z from 'zod';
import { computeInVpc } from '../../analysis/connectivity/compute.ts';
import { authoritiesOf } from '../../analysis/connectivity/name/authorities.ts';
import { mayHoldAwsNames } from '../../analysis/connectivity/name/endpoint-names.ts';
import {
  and,
  type Fact,
  filterListing,
  flatMap,
  isFalse,
  known,
  no,
  not,
  or,
  someOf,
  unknown,
  yes,
} from '../../model/fact.ts';
import type { Network } from '../../model/network.ts';
import type { Vpc } from '../../model/resources/vpc.ts';
import { isOwnEndpointOfType } from '../../model/resources/vpc-endpoint.ts';
import { estate, gatewayEndpoint, interfaceEndpoint, vpcAttributes, without } from '../example-estate.ts';
import { hubEstate } from '../hub-example-estate.ts';
import { defineRule, problem, undecided } from '../rule.ts';
import { listed } from '../wording.ts';

const hostnamesOff = [vpcAttributes({ EnableDnsHostnames: { Value: false } })];

export default defineRule({
  id: 'private-dns-vpc-attributes-disabled',
  topic: 'dns',
  severity: 'error',
  category: 'connectivity',
  summary:
    'Private DNS of endpoints, or hosted zones of services, have no effect: DNS hostnames of the VPC are off.',
  why: "Private DNS and private hosted zones work only while both DNS attributes of the VPC are on. Where enableDnsHostnames is off, the service's names resolve to public addresses, and traffic goes around the endpoint or nowhere.",
  fix: 'Turn on DNS hostnames (`aws ec2 modify-vpc-attribute --vpc-id … --enable-dns-hostnames`).',
  semantics: ['DNS2', 'DNS7'],
  references: [
    'https://docs.aws.amazon.com/vpc/latest/privatelink/create-interface-endpoint.html',
    'https://docs.aws.amazon.com/vpc/latest/userguide/AmazonDNS-concepts.html',
  ],
  subject: 'vpcs',
  needs: [
    'vpcs',
    'vpcEndpoints',
    'vpcAttributes',
    'networkInterfaces',
    'vpcEndpointServices',
    'hostedZones',
    'hostedZonesByVpc',
    'hostedZoneVpcs',
    'profileAssociations',
    'resolverRuleAssociations',
  ],
  options: z.strictObject({}),
  examples: [
    {
      title: 'DNS hostnames are off',
      facts: estate({
        vpcEndpoints: [interfaceEndpoint('ssm', ['subnet-a'])],
        vpcAttributes: hostnamesOff,
      }),
      findings: [{ resource: 'vpc-1', affected: ['vpce-1'], message: 'DNS hostnames' }],
    },
    {
      title: 'DNS hostnames are off in a VPC without compute',
      facts: estate({
        vpcEndpoints: [interfaceEndpoint('ssm', ['subnet-a'])],
        vpcAttributes: hostnamesOff,
        networkInterfaces: [],
      }),
      findings: [{ resource: 'vpc-1', severity: 'warning' }],
    },
    {
      title: 'Hosted zones lead to a hub, and DNS hostnames of the spoke are off',
      facts: without(
        hubEstate({
          vpcAttributes: [
            vpcAttributes(),
            vpcAttributes({ VpcId: 'vpc-2', EnableDnsHostnames: { Value: false } }),
          ],
        }),
        'hostedZonesByVpc',
      ),
      findings: [{ resource: 'vpc-2', affected: [], message: 'the hosted zones of kms' }],
    },
    {
      title: 'Both attributes are on',
      facts: estate({ vpcEndpoints: [interfaceEndpoint('ssm', ['subnet-a'])] }),
    },
    {
      title: 'The endpoint does not use private DNS',
      facts: estate({
        vpcEndpoints: [interfaceEndpoint('ssm', ['subnet-a'], { PrivateDnsEnabled: false })],
        vpcAttributes: hostnamesOff,
      }),
    },
    {
      title: 'A gateway endpoint shows the flag without meaning it',
      facts: estate({
        vpcEndpoints: [gatewayEndpoint('s3', ['rtb-main'], { PrivateDnsEnabled: true })],
        vpcAttributes: hostnamesOff,
      }),
    },
    {
      title: 'The VPC has no DNS at all, which is a fault of its own',
      facts: estate({
        vpcEndpoints: [interfaceEndpoint('ssm', ['subnet-a'])],
        vpcAttributes: [
          vpcAttributes({ EnableDnsSupport: { Value: false }, EnableDnsHostnames: { Value: false } }),
        ],
      }),
    },
    {
      title: 'Only one of the two attributes was collected',
      facts: estate({
        vpcEndpoints: [interfaceEndpoint('ssm', ['subnet-a'])],
        vpcAttributes: [vpcAttributes({ EnableDnsHostnames: undefined })],
      }),
      undecided: [{ resource: 'vpc-1', missing: ['vpcAttributes'] }],
    },
    {
      title: 'The endpoints were not collected',
      facts: without(estate({ vpcAttributes: hostnamesOff }), 'vpcEndpoints'),
      undecided: [{ resource: 'vpc-1', missing: ['vpcEndpoints'] }],
    },
  ],
  *check({ network }) {
    for (const vpc of network.all('vpcs')) {
      const attributes = network.answerFor('vpcAttributes', vpc.id, vpc);
      const areOff = not(flatMap(attributes, (answer) => answer.enableDnsHostnames));
      if (isFalse(areOff)) continue;
      const endpoints = filterListing(network.inVpc('vpcEndpoints', vpc), (endpoint) =>
        flatMap(isOwnEndpointOfType(endpoint, 'interface'), (is) => (is ? endpoint.privateDnsEnabled : no)),
      );
      const hasPrivateDns = someOf(endpoints, () => yes);
      const zones = zonesOfAws(network, vpc);
      // Without DNS support nothing resolves here: that is dns-support-disabled.
      const ineffective = and(
        or(hasPrivateDns, zones.known ? (zones.value.length > 0 ? yes : no) : zones),
        areOff,
        flatMap(attributes, (answer) => answer.enableDnsSupport),
      );
      if (!ineffective.known) yield undecided(vpc, ineffective.missing);
      else if (ineffective.value && attributes.known) {
        const domains = endpoints.items.length === 0 && zones.known ? zones.value : [];
        const what =
          domains.length > 0
            ? `the hosted zones of ${listed(domains)}`
            : 'the private DNS of its interface endpoints';
        yield problem({
          resource: vpc,
          severity: computeInVpc(network, vpc).items.length > 0 ? 'error' : 'warning',
          at: attributes.value.at('/EnableDnsHostnames'),
          affected: endpoints.items,
          message: `DNS hostnames of ${vpc.id} are off, so ${what} ${domains.length > 0 ? 'have' : 'has'} no effect there and the services' names resolve to public addresses. Set enableDnsHostnames to true.`,
        });
      }
    }
  },
});

/** The domains of AWS for which hosted zones of the user's are associated with the VPC. */
function zonesOfAws(network: Network, vpc: Vpc): Fact<readonly string[]> {
  const { zones, uncollected } = authoritiesOf(network, vpc);
  const domains = [...zones].flatMap(([domain, each]) =>
    mayHoldAwsNames(domain, vpc.scope.partition) && each.some(({ kind }) => kind === 'customer-zone')
      ? domain
      : [],
  );
  const hidden = uncollected.filter(({ kind }) => kind === 'hosted zone');
  return domains.length === 0 && hidden.length > 0
    ? unknown(...hidden.flatMap(({ missing }) => missing))
    : known(domains.sort());
}
