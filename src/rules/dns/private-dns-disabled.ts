import { hasProfile, hasZoneFor, privateNames } from '../../analysis/connectivity/private-names.ts';
import { isCutOff } from '../../analysis/workloads/needed-by.ts';
import { and, type Fact, flatMap, isFalse, map, no, not, or, someOf, unknown } from '../../model/fact.ts';
import type { Network } from '../../model/network.ts';
import type { Vpc } from '../../model/resources/vpc.ts';
import { isOwnEndpointOfType, type VpcEndpoint } from '../../model/resources/vpc-endpoint.ts';
import { workloadOptions } from '../bundle/declared-workload.ts';
import { clusterInterfaces } from '../cluster-example-estate.ts';
import { endpointsOfType } from '../endpoints-of-type.ts';
import { estate, gatewayEndpoint, interfaceEndpoint, region, without } from '../example-estate.ts';
import { familiesOfWays } from '../families-of-ways.ts';
import { defineRule, problem, undecided } from '../rule.ts';

const off = interfaceEndpoint('ssm', ['subnet-a'], { PrivateDnsEnabled: false });
const services = ['ssm', 's3', 'dynamodb', 'ecr.dkr'].map((service) => ({
  ServiceName: `com.amazonaws.${region}.${service}`,
  PrivateDnsNames: {
    ssm: [{ PrivateDnsName: `ssm.${region}.amazonaws.com` }],
    s3: [{ PrivateDnsName: `s3.${region}.amazonaws.com` }],
    'ecr.dkr': [{ PrivateDnsName: `*.dkr.ecr.${region}.amazonaws.com` }],
    dynamodb: [],
  }[service],
}));
const zone = (name: string) => ({
  HostedZoneId: 'Z1',
  Name: `${name}.`,
  Owner: { OwningAccount: '111122223333' },
});

export default defineRule({
  id: 'private-dns-disabled',
  topic: 'dns',
  severity: 'warning',
  category: 'connectivity',
  summary:
    "An interface endpoint has private DNS off, and nothing else gives the service's names to its VPC.",
  why: "Programs ask for the service's usual name. Without private DNS, and without a hosted zone in its place, that name resolves to public addresses: traffic goes through NAT or the internet, or nowhere, while the endpoint is paid for. The severity is error where something in the VPC needs the service for certain, like nodes of EKS, or is declared to use it, and has no way to the internet.",
  fix: "Turn on private DNS (`aws ec2 modify-vpc-endpoint --vpc-endpoint-id … --private-dns-enabled`), or associate a private hosted zone of the service's name, with an alias to the endpoint, with the VPC.",
  semantics: ['DNS7', 'DNS8', 'DNS11', 'DNS15', 'DNS22', 'DNS32', 'C1'],
  references: [
    'https://docs.aws.amazon.com/vpc/latest/privatelink/privatelink-access-aws-services.html',
    'https://docs.aws.amazon.com/vpc/latest/privatelink/create-interface-endpoint.html',
  ],
  subject: 'vpcEndpoints',
  needs: [...familiesOfWays, 'instances', 'roles'],
  options: workloadOptions,
  examples: [
    {
      title: 'Private DNS is off and no hosted zone takes its place',
      facts: estate({ vpcEndpoints: [off], vpcEndpointServices: services }),
      findings: [{ resource: 'vpce-1', message: `ssm.${region}.amazonaws.com` }],
    },
    {
      title: 'Nodes of EKS need the service, and have no way to the internet',
      facts: estate({
        vpcEndpoints: [interfaceEndpoint('ec2', ['subnet-a'], { PrivateDnsEnabled: false })],
        vpcEndpointServices: [
          {
            ServiceName: `com.amazonaws.${region}.ec2`,
            PrivateDnsNames: [{ PrivateDnsName: `ec2.${region}.amazonaws.com` }],
          },
        ],
        networkInterfaces: clusterInterfaces,
      }),
      findings: [{ resource: 'vpce-1', severity: 'error' }],
    },
    {
      title: 'A declared workload uses the service, and has no way to the internet',
      facts: estate({ vpcEndpoints: [off], vpcEndpointServices: services }),
      options: { workloads: [{ name: 'orders', from: { subnets: ['subnet-b'] }, uses: ['ssm'] }] },
      findings: [{ resource: 'vpce-1', severity: 'error' }],
    },
    {
      title: 'Private DNS is on',
      facts: estate({
        vpcEndpoints: [interfaceEndpoint('ssm', ['subnet-a'])],
        vpcEndpointServices: services,
      }),
    },
    {
      title: "A hosted zone of the service's name is associated with the VPC",
      facts: estate({
        vpcEndpoints: [off],
        vpcEndpointServices: services,
        hostedZonesByVpc: [{ VpcId: 'vpc-1', HostedZoneSummaries: [zone(`ssm.${region}.amazonaws.com`)] }],
      }),
    },
    {
      title: 'A hosted zone speaks for one registry below a wildcard name',
      facts: estate({
        vpcEndpoints: [interfaceEndpoint('ecr.dkr', ['subnet-a'], { PrivateDnsEnabled: false })],
        vpcEndpointServices: services,
        hostedZonesByVpc: [
          {
            VpcId: 'vpc-1',
            HostedZoneSummaries: [zone(`111122223333.dkr.ecr.${region}.amazonaws.com`)],
          },
        ],
      }),
    },
    {
      title: 'A hub: the hosted zone is associated with another VPC',
      facts: estate({
        vpcEndpoints: [off],
        vpcEndpointServices: services,
        hostedZonesByVpc: [
          { VpcId: 'vpc-1', HostedZoneSummaries: [] },
          { VpcId: 'vpc-spoke', HostedZoneSummaries: [zone(`ssm.${region}.amazonaws.com`)] },
        ],
      }),
    },
    {
      title: 'A hosted zone of another service is associated with the VPC',
      facts: estate({
        vpcEndpoints: [off],
        vpcEndpointServices: services,
        hostedZonesByVpc: [{ VpcId: 'vpc-1', HostedZoneSummaries: [zone(`kms.${region}.amazonaws.com`)] }],
      }),
      findings: [{ resource: 'vpce-1' }],
    },
    {
      title: 'Another endpoint of the service gives the names',
      facts: estate({
        vpcEndpoints: [off, interfaceEndpoint('ssm', ['subnet-b'], { VpcEndpointId: 'vpce-2' })],
        vpcEndpointServices: services,
      }),
    },
    {
      title: 'DynamoDB has no private DNS',
      facts: estate({
        vpcEndpoints: [interfaceEndpoint('dynamodb', ['subnet-a'], { PrivateDnsEnabled: false })],
        vpcEndpointServices: services,
      }),
    },
    {
      title: 'The VPC itself reaches S3 through a gateway endpoint',
      facts: estate({
        vpcEndpoints: [
          interfaceEndpoint('s3', ['subnet-a'], { PrivateDnsEnabled: false }),
          gatewayEndpoint('s3', ['rtb-main'], { VpcEndpointId: 'vpce-2' }),
        ],
        vpcEndpointServices: services,
      }),
    },
    {
      title: 'The endpoint of a service of the user has no names of its own',
      facts: estate({
        vpcEndpoints: [
          interfaceEndpoint('vpce', ['subnet-a'], {
            ServiceName: `com.amazonaws.vpce.${region}.vpce-svc-1`,
            PrivateDnsEnabled: false,
          }),
        ],
        vpcEndpointServices: services,
      }),
    },
    {
      title: 'The VPC has a Route 53 Profile',
      facts: estate({
        vpcEndpoints: [off],
        vpcEndpointServices: services,
        profileAssociations: [
          { Id: 'rpassoc-1', ProfileId: 'rp-1', ResourceId: 'vpc-1', Status: 'COMPLETE' },
        ],
      }),
      undecided: [{ resource: 'vpce-1', missing: ['profileAssociations'] }],
    },
    {
      title: 'Neither hosted zones nor Profiles were collected',
      facts: without(
        estate({ vpcEndpoints: [off], vpcEndpointServices: services }),
        'hostedZonesByVpc',
        'profileAssociations',
      ),
      undecided: [{ resource: 'vpce-1', missing: ['hostedZonesByVpc', 'profileAssociations'] }],
    },
    {
      title: 'The names of the services were not collected',
      facts: without(estate({ vpcEndpoints: [off] }), 'vpcEndpointServices'),
      undecided: [{ resource: 'vpce-1', missing: ['vpcEndpointServices'] }],
    },
  ],
  *check({ network, options: { workloads } }) {
    for (const endpoint of endpointsOfType(network, 'interface')) {
      const isOff = and(
        isOwnEndpointOfType(endpoint, 'interface'),
        map(endpoint.service, ({ kind }) => kind === 'aws'),
        map(endpoint.state, (state) => state === 'available'),
        not(endpoint.privateDnsEnabled),
      );
      if (isFalse(isOff)) continue;
      const names = privateNames(network, endpoint);
      const vpc = vpcOf(network, endpoint);
      const unnamed = and(
        isOff,
        map(names, (each) => each.length > 0),
        not(flatMap(vpc, (found) => isServedOtherwise(network, found, endpoint))),
        not(flatMap(vpc, (found) => hasZoneFor(network, found, names))),
        not(flatMap(vpc, (found) => hasProfile(network, found))),
      );
      if (!unnamed.known) yield undecided(endpoint, unnamed.missing);
      else if (unnamed.value) {
        const name = (names.known ? names.value[0] : undefined) ?? 'the name of the service';
        const isNeeded =
          vpc.known &&
          endpoint.service.known &&
          isCutOff(network, vpc.value, endpoint.service.value.service, workloads);
        yield problem({
          resource: endpoint,
          severity: isNeeded ? 'error' : 'warning',
          at: '/PrivateDnsEnabled',
          message: `Private DNS of interface endpoint ${endpoint.id} is off and no hosted zone takes its place, so in ${endpoint.vpcId ?? 'its VPC'} ${name} resolves to public addresses and nothing that uses that name goes through the endpoint. Turn on private DNS, or associate a hosted zone of that name with the VPC.`,
        });
      }
    }
  },
});

function vpcOf(network: Network, endpoint: VpcEndpoint): Fact<Vpc> {
  const id = endpoint.vpcId ?? '';
  return flatMap(
    network.find('vpcs', id, endpoint),
    (vpc): Fact<Vpc> =>
      vpc === null ? unknown(endpoint.missing(`no VPC ${id}`, 'vpcs')) : { known: true, value: vpc },
  );
}

/** Whether another endpoint of the VPC gives it the names, or takes the traffic to their public addresses. */
function isServedOtherwise(network: Network, vpc: Vpc, endpoint: VpcEndpoint): Fact<boolean> {
  return someOf(network.inVpc('vpcEndpoints', vpc), (other) => {
    if (other === endpoint) return no;
    return or(
      and(isOwnEndpointOfType(other, 'interface'), sameName(other, endpoint), other.privateDnsEnabled),
      and(isOwnEndpointOfType(other, 'gateway'), sameName(other, endpoint)),
    );
  });
}

function sameName(a: VpcEndpoint, b: VpcEndpoint): Fact<boolean> {
  return flatMap(a.serviceName, (name) => map(b.serviceName, (other) => name === other));
}
