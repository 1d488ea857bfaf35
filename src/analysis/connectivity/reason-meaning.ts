import type { Reason } from './reason.ts';

/** What each reason means, and what to look at: one sentence, for people who meet it in an answer. */
export const reasonMeanings: Readonly<Record<Reason, string>> = {
  'name-resolved': 'The name resolves for the hosts of the VPC; the message says to whose addresses.',
  'name-unknown':
    'What the name resolves to hangs on facts that the input does not hold: collect what is listed as missing, or ask for an address.',
  'name-not-found':
    'A zone answers for the name and has no record of it, and no other zone or public DNS is asked then: look at the records of that zone, or at its association with the VPC.',
  'dns-support-disabled':
    'DNS support of the VPC is off, so Amazon DNS answers none of its hosts: turn `enableDnsSupport` on.',
  'route-selected': 'The table has a route for these destinations; the place is that route.',
  'route-none':
    'No route of the table covers these destinations: look at the table, and for S3 and DynamoDB at the association of the table with the gateway endpoint.',
  'route-blackhole':
    'The route that is selected leads to something that is gone, and drops the packets though a wider route might carry them: delete or replace it.',
  'route-unknown':
    'Which route is selected, here or for the replies, hangs on missing facts or on a choice that AWS makes at random.',
  'route-beyond':
    'The way goes on in something that the input does not show, such as an appliance, a VPN or another account.',
  'return-route-missing':
    'Packets arrive, but replies have no way back to the sender: look at the route table of the subnet in which they arrive.',
  'return-way-parted':
    'Replies come back past an appliance that the packets met, or through one that they did not: an appliance that keeps track of connections drops what it sees one direction of.',
  'appliance-beyond':
    'The packets are handed to an appliance, and what it does with them is not in the input; the hops after it hold if it sends them on as they are.',
  'appliance-checks-addresses':
    'The interface of the appliance drops what is not addressed to it: turn its source/destination check off.',
  'appliance-loop':
    'What comes out of the Gateway Load Balancer endpoint is routed back into it: look at the route table of its subnet.',
  'appliance-unknown': 'Whether the interface of the appliance takes the packets hangs on missing facts.',
  'security-group-allowed':
    'A rule of one of the groups permits the packets; the place is the first such rule.',
  'security-group-denied':
    'None of the rules of the groups permits the packets: look at port, protocol and peer of the rules that are shown.',
  'security-group-empty': 'The group has no rule at all in this direction, so it permits nothing.',
  'security-group-partial':
    'The groups admit some of the senders and not others; the message names those that are refused.',
  'security-group-reference-lost':
    'Only a rule that names a security group would permit the packets, and such rules do not hold on this way: permit addresses instead.',
  'security-group-unknown': 'Whether the groups permit the packets hangs on missing facts.',
  'network-acl-allowed': 'The first entry that matches allows the packets; the place is that entry.',
  'network-acl-denied':
    'The first entry that matches denies the packets, or none matches: look at the numbers of the entries, for the lowest decides.',
  'network-acl-partial': 'Entries of the ACL deny some of the senders and allow others.',
  'network-acl-reply-denied':
    'The ACL denies the replies, which need the ephemeral ports of the sender open in the other direction.',
  'network-acl-reply-partial':
    'The ACL allows replies to some of the ephemeral ports only, so some connections fail: open the whole range.',
  'network-acl-unknown': 'Which ACL guards the subnet, or what it holds, hangs on missing facts.',
  'endpoint-available': 'The endpoint takes traffic.',
  'endpoint-not-available':
    'The endpoint is in a state in which it takes no traffic, such as waiting for acceptance, rejected or failed.',
  'endpoint-state-unknown': 'Nobody can tell whether the endpoint takes traffic in its state.',
  'endpoint-protocol':
    'The endpoint takes other protocols only: interface endpoints TCP and UDP, resource endpoints TCP.',
  'endpoint-begins-nothing':
    'Nothing behind an endpoint can begin a connection into the VPC: ask for the way in the other direction.',
  'gateway-endpoint-protocol': 'Gateway endpoints carry TCP and ICMP echo only.',
  'endpoint-service-not-available': 'The endpoint service behind the endpoint is gone or failed.',
  'endpoint-service-unknown':
    'How the endpoint service behind the endpoint takes the packets hangs on missing facts.',
  'endpoint-service-begins-nothing':
    'An endpoint service only answers what comes in by its endpoints: ask from an interface of its load balancer, or from a client.',
  'resource-configuration-passed': 'The resource configuration behind the endpoint opens the port.',
  'resource-configuration-port':
    'The resource configuration behind the endpoint opens other ports only: look at its port ranges.',
  'resource-configuration-unknown':
    'Which ports the resource behind the endpoint takes hangs on missing facts.',
  'resource-gateway-passed':
    'An outbound rule of the security groups of the resource gateway permits the packets to the resource.',
  'resource-gateway-egress':
    'No outbound rule of the security groups of the resource gateway permits the packets to the resource: allow its address on the port.',
  'resource-gateway-unknown':
    'Whether the security groups of the resource gateway let the packets out to the resource hangs on missing facts.',
  'service-network-unknown':
    'Which service or resource of the service network stands behind an address of the endpoint is not in the input, so nor is what it takes.',
  'load-balancer-passed': 'A listener of the load balancer behind the endpoint service takes the packets.',
  'load-balancer-not-active': 'The load balancer behind the endpoint service failed.',
  'load-balancer-listener-none':
    'The load balancer behind the endpoint service has no listener for the protocol and port.',
  'load-balancer-target-group-none': 'The listener of the load balancer forwards to no target group.',
  'load-balancer-targets-none':
    'The load balancer has no registered target, or none in the zone of the endpoint while cross-zone load balancing is off.',
  'load-balancer-unknown':
    'Whether the load balancer behind the endpoint service takes the packets hangs on missing facts.',
  'nat-gateway-available': 'The NAT gateway is available and takes the packets.',
  'nat-gateway-not-available':
    'The NAT gateway is not available: look at its state, and at routes that still lead to it.',
  'nat-gateway-loop': 'The table by which the NAT gateway sends leads back to it.',
  'nat-gateway-zone-unknown':
    'The zones of the regional NAT gateway are managed by hand, and it has no address in that of the sender: give it one there.',
  'nat-gateway-unknown':
    'Where the NAT gateway sends the packets hangs on missing facts, or no page of AWS says it.',
  'internet-gateway-passed': 'The gateway carries the packets to the internet.',
  'internet-gateway-partial':
    'Some of the senders have public IPv4 addresses, and the internet gateway drops what the others send.',
  'internet-gateway-needs-public-address':
    'The internet gateway drops IPv4 packets of senders without a public address: give them one, or route through a NAT gateway.',
  'internet-gateway-private-destination': 'Private destinations have no way through an internet gateway.',
  'internet-gateway-redirected':
    'The route table of the internet gateway hands what comes in for the sender to an appliance, and then the sender may not use the gateway directly: route it through the appliance too.',
  'block-public-access':
    'VPC Block Public Access keeps the VPC from the internet: exclude the VPC or the subnets, or keep the traffic on endpoints.',
  'block-public-access-passed': 'VPC Block Public Access is on, and lets these packets out.',
  'block-public-access-unknown':
    'Whether VPC Block Public Access lets the packets out hangs on missing facts, or no page of AWS says it.',
  'vpn-gateway-attached': 'The VPN gateway is attached to the VPC and brings the packets in.',
  'vpn-gateway-not-attached': 'The VPN gateway is attached to no VPC, so what comes to it goes nowhere.',
  'vpn-gateway-not-in-vpc':
    'A VPN gateway takes packets only to addresses of its VPC, not through that VPC to public addresses, gateway endpoints or other networks.',
  'vpn-gateway-unknown': 'What is behind the VPN gateway hangs on missing facts.',
  'peering-active': 'The peering connection is active.',
  'peering-not-active':
    'The peering connection carries nothing in its state: look at whether it was accepted, expired or deleted.',
  'peering-not-transitive':
    'A peering connection carries packets only to the addresses of the VPC on its other side, not through that VPC to its endpoints or gateways.',
  'peering-unknown': 'What is behind the peering connection hangs on missing facts.',
  'transit-gateway-attached':
    'The VPC is attached to the transit gateway with a subnet in the zone of the sender.',
  'transit-gateway-attachment-not-available': 'The attachment carries nothing in its state.',
  'transit-gateway-zone-not-attached':
    'The attachment has no subnet in the zone of the sender, so nothing from there reaches the transit gateway: add one.',
  'transit-gateway-table-none':
    'No route table of the transit gateway is associated with the attachment, so what it brings is dropped.',
  'transit-gateway-route-selected':
    'A route table of the transit gateway has a route for these destinations.',
  'transit-gateway-route-none':
    'The route table of the transit gateway has no route for these destinations: look at its propagations and static routes.',
  'transit-gateway-route-blackhole': 'The route of the transit gateway for these destinations drops them.',
  'transit-gateway-to-gateway-endpoint':
    'The VPC behind the transit gateway would send the packets into its gateway endpoint, which serves only what starts in that VPC.',
  'transit-gateway-family-unknown':
    'IPv6 support of the attachment is off or not known; with it off no page promises that IPv6 packets pass.',
  'transit-gateway-unknown': 'How the transit gateway carries the packets hangs on missing facts.',
  'interface-found': 'An interface has the address.',
  'interface-none': 'Nothing in the VPC has the address: look at whether the host or endpoint was replaced.',
  'interface-unknown': 'Whether anything has the address hangs on missing facts.',
  'source-has-no-address':
    'The sender has no address of the family (IPv4 or IPv6) that the destination is of.',
  'endpoint-policy-allowed':
    'The policy of the endpoint lets the request pass; the place is the statement that allows it.',
  'endpoint-policy-partial':
    'The policy of the endpoint lets some requests pass and not others: ask with `--action`, `--resource` and `--principal`.',
  'endpoint-policy-denied':
    'A statement of the policy of the endpoint denies the request; the message says why the statement applies.',
  'endpoint-policy-not-allowed':
    'No statement of the policy of the endpoint allows the request, so it is denied; the place is what comes nearest to allowing it.',
  'endpoint-policy-unknown':
    'Whether the policy of the endpoint lets the request pass hangs on something that the question or the input does not say.',
  'resource-policy-allowed':
    'The policy of the resource allows the request; the place is the statement that does.',
  'resource-policy-silent':
    'The policy of the resource neither allows nor denies the request, so the policies of the caller decide, who is of the same account.',
  'resource-policy-denied':
    'A statement of the policy of the resource denies the request; the message says why the statement applies.',
  'resource-policy-not-allowed':
    'No statement of the policy of the resource allows the request, and it must: the caller is of another account, or nobody, or the resource is a key.',
  'resource-policy-unknown':
    'Whether the policy of the resource lets the request pass hangs on something that the question or the input does not say.',
  'identity-policy-allowed':
    'A policy of the role that calls allows the request, and none denies it; the place is the statement.',
  'identity-policy-denied':
    'A policy of the role that calls denies the request; the message says why the statement applies.',
  'identity-policy-not-allowed':
    'No policy of the role that calls allows the request, nor does that of the resource.',
  'identity-policy-unknown':
    'Whether the policies of the role that calls allow the request hangs on something that the question or the input does not say.',
  'permissions-boundary-allowed': 'The permissions boundary of the role that calls allows the request too.',
  'permissions-boundary-refused':
    'The permissions boundary of the role that calls does not allow the request, whatever its other policies do.',
  'permissions-boundary-unknown':
    'Whether the permissions boundary of the role that calls allows the request hangs on something that is not known.',
  'service-control-policy-allowed':
    "At each level of the caller's organization, from its root to the account, a service control policy allows the request, and none denies it.",
  'service-control-policy-denied':
    "A service control policy above the caller's account denies the request; the message says on which level, and why the statement applies.",
  'service-control-policy-not-allowed':
    "At one level above the caller's account no service control policy allows the request, and each level must.",
  'service-control-policy-unknown':
    'Whether the service control policies allow the request hangs on something that the question or the input does not say.',
  'resource-control-policy-allowed':
    'No resource control policy above the account that owns the resource denies the request.',
  'resource-control-policy-denied':
    'A resource control policy above the account that owns the resource denies the request; the message says on which level, and why.',
  'resource-control-policy-unknown':
    'Whether a resource control policy denies the request hangs on something that the question or the input does not say.',
};
