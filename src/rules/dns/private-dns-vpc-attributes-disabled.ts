import * as z from 'zod';
import { computeInVpc } from '../../analysis/connectivity/compute.ts';
import { and, filterListing, flatMap, isFalse, no, not, someOf, yes } from '../../model/fact.ts';
import { isOwnEndpointOfType } from '../../model/resources/vpc-endpoint.ts';
import { estate, gatewayEndpoint, interfaceEndpoint, vpcAttributes, without } from '../example-estate.ts';
import { defineRule, problem, undecided } from '../rule.ts';

const hostnamesOff = [vpcAttributes({ EnableDnsHostnames: { Value: false } })];

export default defineRule({
  id: 'private-dns-vpc-attributes-disabled',
  topic: 'dns',
  severity: 'error',
  category: 'connectivity',
  summary: 'An interface endpoint has private DNS on, in a VPC whose DNS hostnames are off.',
  why: "Private DNS works only while both DNS attributes of the VPC are on. Where enableDnsHostnames is off, the service's names resolve to public addresses, and traffic goes around the endpoint or nowhere.",
  fix: 'Turn on DNS hostnames (`aws ec2 modify-vpc-attribute --vpc-id … --enable-dns-hostnames`).',
  semantics: ['DNS2', 'DNS7'],
  references: [
    'https://docs.aws.amazon.com/vpc/latest/privatelink/create-interface-endpoint.html',
    'https://docs.aws.amazon.com/vpc/latest/userguide/AmazonDNS-concepts.html',
  ],
  subject: 'vpcs',
  needs: ['vpcs', 'vpcEndpoints', 'vpcAttributes', 'networkInterfaces'],
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
      const endpoints = filterListing(network.inVpc('vpcEndpoints', vpc), (endpoint) =>
        flatMap(isOwnEndpointOfType(endpoint, 'interface'), (is) => (is ? endpoint.privateDnsEnabled : no)),
      );
      const hasPrivateDns = someOf(endpoints, () => yes);
      if (isFalse(hasPrivateDns)) continue;
      const attributes = network.answerFor('vpcAttributes', vpc.id, vpc);
      // Without DNS support nothing resolves here: that is dns-support-disabled.
      const ineffective = and(
        hasPrivateDns,
        not(flatMap(attributes, (answer) => answer.enableDnsHostnames)),
        flatMap(attributes, (answer) => answer.enableDnsSupport),
      );
      if (!ineffective.known) yield undecided(vpc, ineffective.missing);
      else if (ineffective.value && attributes.known) {
        yield problem({
          resource: vpc,
          severity: computeInVpc(network, vpc).items.length > 0 ? 'error' : 'warning',
          at: attributes.value.at('/EnableDnsHostnames'),
          affected: endpoints.items,
          message: `DNS hostnames of ${vpc.id} are off, so the private DNS of its interface endpoints has no effect there and the services' names resolve to public addresses. Set enableDnsHostnames to true.`,
        });
      }
    }
  },
});
