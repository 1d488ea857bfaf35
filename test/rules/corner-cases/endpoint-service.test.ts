import endpointServiceNlbSgReferencesOnly from '../../../src/rules/endpoint-service/endpoint-service-nlb-sg-references-only.ts';
import {
  balancerArn,
  connection,
  openTargetGroup,
  provider,
  service,
} from '../../../src/rules/endpoint-service/provider-example-estate.ts';
import { account, interfaceEndpoint, permission, securityGroup } from '../../../src/rules/example-estate.ts';
import { decides } from './decide.ts';

/** An endpoint of the same account, in the VPC of the load balancer or another. */
const consumedIn = (VpcId: string) =>
  provider({
    securityGroups: [securityGroup('sg-balancer', { ingress: [permission(443, 'sg-app')] }), openTargetGroup],
    vpcEndpointConnections: [connection({ VpcEndpointOwner: account, VpcEndpointId: 'vpce-own' })],
    vpcEndpoints: [
      interfaceEndpoint('own', ['subnet-a'], {
        VpcEndpointId: 'vpce-own',
        VpcId,
        ServiceName: service().ServiceName,
      }),
    ],
  });

decides(endpointServiceNlbSgReferencesOnly, [
  {
    title: 'the own account has an endpoint in another VPC',
    facts: consumedIn('vpc-2'),
    findings: [{ resource: 'vpce-svc-1', severity: 'error', affected: [balancerArn, 'vpce-own'] }],
  },
  {
    title: 'it stands in the VPC of the load balancer',
    facts: consumedIn('vpc-1'),
    findings: [{ resource: 'vpce-svc-1', severity: 'warning', affected: [balancerArn] }],
  },
]);
