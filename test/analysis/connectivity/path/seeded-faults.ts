/** A fault that somebody might make: what goes wrong, one piece of a file, and what stands in its place. */
export type Fault = readonly [what: string, find: string, replace: string];

/**
 * Faults by the file below `src/` that they are made in. Each piece occurs in its file once, and each fault must
 * make the engine and the simulator disagree.
 */
export const seededFaults: Readonly<Record<string, readonly Fault[]>> = {
  'analysis/connectivity/select-route.ts': [
    [
      'propagated routes compete inside the local route',
      "route.class === 'propagated' ?",
      "route.class === 'route-server' ?",
    ],
    ['prefix lists beat static routes', "['static', 'prefix-list', 'prop", "['prefix-list', 'static', 'prop"],
    [
      'propagated routes beat prefix lists',
      "'prefix-list', 'propagated', 'r",
      "'propagated', 'prefix-list', 'r",
    ],
    [
      'the first of several prefix lists wins',
      'if (others.some((route) =>',
      'if (others.some((route) => false &&',
    ],
    ['routes to one kind of target go the same way', ' && a.target.id === b.target.id', ''],
    ['a blackhole and an active route go the same way', ' && a.state === b.state', ''],
    ['filtered routes carry packets', "winner.state === 'filtered'", "winner.state === 'never'"],
    ['ties with Route Server are decided', 'if (rivals.length > 1 &&', 'if (rivals.length > 9 &&'],
    [
      'prefix lists have a rank inside the local route',
      "winner.class === 'prefix-list' && dest",
      'false && dest',
    ],
    [
      'Route Server has a rank inside the local route',
      "winner.class === 'route-server' && dest",
      'false && dest',
    ],
  ],
  'analysis/connectivity/longest-prefix.ts': [
    ['the shortest prefix wins', 'b - a', 'a - b'],
    ['what a longer prefix took is decided again', 'remaining.subtract(addresses)', 'remaining'],
    ['routes of one length are rivals, whatever their blocks', 'block.first).values()', '0).values()'],
  ],
  'analysis/connectivity/effective-route-table.ts': [
    ['the main table serves every subnet', 'if (explicit) return known(explicit);', ''],
  ],
  'analysis/connectivity/follow-route.ts': [
    ['blackholes carry packets', "route.state === 'blackhole'", "route.state === 'never'"],
  ],
  'analysis/connectivity/trace-path.ts': [
    [
      'who has no address of the family sends anyway',
      'return senders.isEmpty()',
      'return senders.overlaps(senders.subtract(senders))',
    ],
  ],
  'analysis/connectivity/flight.ts': [
    [
      'what is unknown hides what blocks',
      "if (hops.some((hop) => hop.decision === 'block')) return 'blocked';",
      '',
    ],
    ['what is unknown is left out', "if (missing.length > 0) return 'unknown';", ''],
    ['some is as good as all', "partial ? 'partial' : 'reachable'", "'reachable'"],
    ['filters that pass nothing together pass', 'if (left.length === 0)', 'if (passing.length === 0)'],
    ['each filter sees all senders and ports again', 'partial: true, connections: left', 'partial: true'],
    ['senders and ports are refused apart', 'senders.isEmpty() || replyPorts.isEmpty()', 'senders.isEmpty()'],
  ],
  'analysis/connectivity/pass-network-acls.ts': [
    [
      'ACLs filter within a subnet',
      'own.known ? flight.destinations.intersect(own.value) : AddressSet.empty',
      'AddressSet.empty',
    ],
    [
      'packets that leave meet the inbound entries',
      "const out = filterByAcl(acl.value, 'egress'",
      "const out = filterByAcl(acl.value, 'ingress'",
    ],
    [
      'replies that come back meet the outbound entries',
      "const back = filterByAcl(acl, 'ingress'",
      "const back = filterByAcl(acl, 'egress'",
    ],
    [
      'packets that enter meet the outbound entries',
      "const inward = filterByAcl(acl.value, 'ingress'",
      "const inward = filterByAcl(acl.value, 'egress'",
    ],
    [
      'replies that go out meet the inbound entries',
      "const outward = filterByAcl(acl.value, 'egress'",
      "const outward = filterByAcl(acl.value, 'ingress'",
    ],
    [
      'replies come back to the service port',
      '    ports,\n    icmp',
      '    ports: PortSet.of(traffic.port),\n    icmp',
    ],
    ['replies go out to the service port', 'ports: replyPorts,', 'ports: PortSet.of(traffic.port),'],
    ['a reply of ICMP is a request', 'icmp: echo?.reply ?? null', 'icmp: echo?.request ?? null'],
    ['some replies denied are all denied', 'if (denied.length === parts.length)', 'if (denied.length > 0)'],
    ['some replies allowed are all allowed', 'if (denied.length === 0)', 'if (denied.length < parts.length)'],
    [
      'addresses that an entry does not share are lost',
      'if (!apart.isEmpty()) next.push([apart, members]);',
      '',
    ],
    [
      'ports that come back do not count together',
      'from(AddressSet.all, part.ports)',
      'from(AddressSet.all, PortSet.all)',
    ],
    [
      'senders that may enter do not count together',
      'from(addresses, PortSet.all)',
      'from(AddressSet.all, PortSet.all)',
    ],
  ],
  'analysis/connectivity/network-acl-filter.ts': [
    [
      'an entry decides for addresses beside its block',
      'if (!elsewhere.isEmpty()) rest.push({ addresses: elsewhere, ports: box.ports });',
      '',
    ],
    [
      'an entry decides for ports beside its range',
      'if (!otherPorts.isEmpty()) rest.push({ addresses, ports: otherPorts });',
      '',
    ],
    ['entries are about every protocol', 'if (protocol !== traffic.protocol) return false;', ''],
    ['what no entry matches is allowed', 'allow: false, entry: null', 'allow: true, entry: null'],
    [
      'the last entry that matches decides',
      'for (const entry of entries.value) {',
      'for (const entry of entries.value.toReversed()) {',
    ],
  ],
  'model/resources/network-acl.ts': [
    [
      'entries are tried in the order in which they are listed',
      '.sort((a, b) => a.ruleNumber - b.ruleNumber)',
      '',
    ],
    [
      'a range of ports ends before its last',
      'raw.PortRange.To ?? 65535)',
      '(raw.PortRange.To ?? 65536) - 1)',
    ],
  ],
  'model/resources/security-group.ts': [
    [
      'protocol numbers are unknown',
      'protocolNumbers.get(name) ?? Number(name)',
      'protocolNumbers.get(name) ?? 0',
    ],
    [
      'ports of a rule begin after its first',
      'PortSet.ofRange(Math.max(0, from),',
      'PortSet.ofRange(Math.max(0, from + 1),',
    ],
  ],
  'analysis/connectivity/security-group-admission.ts': [
    ['rules are about every port', ' || !ports.contains(traffic.port)', ''],
    [
      'rules for all protocols are for none',
      "if (protocol === 'all') return true;",
      "if (protocol === 'all') return false;",
    ],
    ['rules for one kind of ICMP are for all', 'icmp === null || echo === null ||', 'true ||'],
    [
      'rules with prefix lists admit nobody',
      'if (entries.known) addresses.push(entries.value);',
      'if (entries.known) addresses.push();',
    ],
    [
      'one group counts of several',
      'const ids = [...new Set(groupIds)].sort();',
      'const ids = groupIds.slice(0, 1);',
    ],
    [
      'what all rules admit is remembered as one',
      'let admitted = known.get(trafficName);',
      'let admitted = known.get(trafficName) ?? [...known.values()][0];',
    ],
    [
      'a group without rules lets everything pass',
      'if (!listed.known) return',
      'if (listed.known && !listed.value.some(matches)) return { ...nobody, addresses: AddressSet.all };\n  if (!listed.known) return',
    ],
  ],
  'analysis/connectivity/pass-security-groups.ts': [
    ['nobody is admitted by the name of a group', "referencesHold === 'references-hold' &&\n", 'false &&\n'],
    [
      'one sender admitted is all admitted',
      'byReference || senders.isSubsetOf(admitted.addresses)',
      'byReference || senders.overlaps(admitted.addresses)',
    ],
    [
      'nobody is reached by the name of a group',
      'admitted.addresses.union(members.addresses)',
      'admitted.addresses',
    ],
    [
      'senders of both families count',
      'destinations.ipv4Only().isEmpty() ? source.addresses.ipv6Only() : source.addresses.ipv4Only()',
      'source.addresses',
    ],
  ],
  'analysis/connectivity/group-members.ts': [
    ['groups have names in every Region', 'first === second', 'true'],
    ['groups have names in every VPC', 'if (member.vpcId === vpc.id) return true;', 'if (vpc) return true;'],
    ['groups have no names in peers', 'first && second ? first === second', 'first && second ? false'],
  ],
  'analysis/connectivity/group-references.ts': [
    ['groups of other Regions are admitted', 'known(a.region === b.region)', 'known(true)'],
  ],
  'analysis/connectivity/deliver-locally.ts': [
    [
      'no ACL stands before the interface',
      'if (subnet.id === source.home?.id) return flight;',
      'if (subnet) return flight;',
    ],
    ['replies always come back', '? comeBack(', '? ((_: unknown, each: Flight, __: unknown) => each)('],
  ],
  'analysis/connectivity/return-way.ts': [
    ['blackholes bring replies back', "if (state === 'blackhole')", "if (state === 'never')"],
    [
      'replies to private addresses pass an internet gateway',
      "target.kind === 'internet-gateway' &&",
      'false &&',
    ],
    [
      'replies come back from a peer by any route',
      'isBoth && via === target.kind && target.id === viaId',
      "via === 'vpc-peering'",
    ],
    ['replies do not leave by VPN gateways', " || target.kind === 'vpn-gateway'", ''],
    [
      'replies that come back to nobody come back to some',
      'sift(flight, answered, {',
      'sift(flight, flight.connections, {',
    ],
  ],
  'analysis/connectivity/block-public-access.ts': [
    [
      'what keeps connections out keeps all in',
      "if (mode === 'block-ingress' && opensOutwardOnly) return known('passes');",
      '',
    ],
    ['exclusions that failed count', 'if (ended.has(state)) return no;', 'if (ended.has(state)) return yes;'],
    [
      'one excluded subnet is enough',
      'if (all.known && all.value)',
      'if (exempt.some((each) => each.known && each.value))',
    ],
    ['outward exclusions are for all', 'if (opensOutwardOnly) return yes;', 'return yes;'],
    [
      'outward exclusions count in every mode',
      "if (mode === 'block-ingress') return no;",
      "if (mode === 'never') return no;",
    ],
  ],
  'analysis/connectivity/enter-from-remote.ts': [
    [
      'VPN gateways lead everywhere',
      'const inside = attached.destinations.intersect(addresses.value);',
      'const inside = attached.destinations;',
    ],
    ['a gateway in no VPC may lead somewhere', "isTold ? 'block' : 'unknown'", "'unknown'"],
  ],
  'analysis/connectivity/leave-resource-gateway.ts': [
    [
      'resource gateways let out what one of them does',
      'resource.isSubsetOf(addresses)',
      '!addresses.isEmpty()',
    ],
    [
      'resource gateways know no members of groups',
      'admitted.addresses.union(members.addresses)',
      'admitted.addresses',
    ],
    [
      'resource gateways ask the inbound rules',
      "gateway, 'egress', traffic)",
      "gateway, 'ingress', traffic)",
    ],
  ],
  'analysis/connectivity/pass-resource-configuration.ts': [
    ['a resource takes any port', 'ports.value.contains(traffic.port)', 'true'],
  ],
  'analysis/connectivity/enter-endpoint.ts': [
    ['resource endpoints take UDP', "['resource', [tcp]]", "['resource', [tcp, udp]]"],
    ['interface endpoints answer ICMP', "['interface', [tcp, udp]]", "['interface', [tcp, udp, 1]]"],
    [
      'an endpoint is there in every state',
      'const available = judgeState(accepted, endpoint);',
      'const available = accepted;',
    ],
  ],
  'analysis/connectivity/judge-endpoint-state.ts': [
    [
      'failed endpoints take packets',
      "const isAvailable = state.value === 'available'",
      "const isAvailable = state.value === 'available' || state.value === 'failed'",
    ],
    [
      'an endpoint that nobody accepted may be there',
      "new Set(['pending', 'partial'])",
      "new Set(['pending', 'partial', 'pendingacceptance'])",
    ],
  ],
  'analysis/connectivity/through-gateway-endpoint.ts': [
    [
      'gateway endpoints take every protocol',
      'traffic.protocol === tcp || traffic.protocol === icmp',
      'traffic.protocol > 0',
    ],
  ],
  'analysis/connectivity/through-internet-gateway.ts': [
    ['private sources pass', "kind === 'ipv4' && !senders", 'false && !senders'],
    [
      'one public address is enough for all',
      '!senders.isSubsetOf(sender.publicAddresses)',
      '!senders.overlaps(sender.publicAddresses)',
    ],
    [
      'private destinations are reached through the internet',
      "if (kind === 'private') {",
      'if (gatewayId === null) {',
    ],
  ],
  'analysis/connectivity/through-nat-gateway.ts': [
    ['private NAT gateways lead to the internet', ' && isFalse(nat.isPublic)', ' && false'],
    [
      'failed NAT gateways carry packets',
      "decision: state.value === 'available' ? 'pass' : 'block'",
      "decision: 'pass'",
    ],
    [
      'NAT gateways send from the ports of Linux',
      'PortSet.ofRange(1024, 65535)',
      'PortSet.ofRange(32768, 60999)',
    ],
    [
      'packets go on by the table of the sender',
      'effectiveRouteTable(network, subnet.value)',
      'effectiveRouteTable(network, source.subnet)',
    ],
    [
      'a blackhole behind the gateway carries packets',
      "if (!route || route.state === 'blackhole')",
      'if (!route)',
    ],
    [
      'the ACL behind the gateway is left out',
      'leaveSubnet(network, one, crossing).flatMap',
      '[one].flatMap',
    ],
    [
      'the ACL before the gateway is left out',
      'subnet.value.id === source.home?.id',
      'subnet.value.id !== null',
    ],
    [
      'regional NAT gateways stand in a subnet',
      'if (isRegional.known && isRegional.value)',
      'if (!isRegional.known)',
    ],
    [
      'a gateway that leads to itself may lead elsewhere',
      "route.target.kind === 'nat-gateway' && route.target.id === nat.id",
      'route.target.id === null',
    ],
  ],
  'analysis/connectivity/through-peering.ts': [
    [
      'peering that is not active carries packets',
      "decision: status.value === 'active' ? 'pass' : 'block'",
      "decision: 'pass'",
    ],
    [
      'peering carries packets to anywhere',
      'across.destinations.subtract(addresses.value)',
      'across.destinations.subtract(across.destinations)',
    ],
    [
      'the accepter is always the other side',
      'requester.value.vpcId === vpc.id ? accepter.value : requester.value',
      'accepter.value',
    ],
  ],
  'analysis/connectivity/ephemeral-ports.ts': [
    ['Linux waits at every high port', 'PortSet.ofRange(32768, 60999)', 'PortSet.ofRange(32768, 65535)'],
    [
      'Lambda waits at the ports of Linux',
      "role.known && role.value === 'lambda'",
      "role.known && role.value === 'container'",
    ],
  ],
  'analysis/connectivity/sources-of.ts': [
    [
      'Lambda and instances are one kind of sender',
      'ephemeralPortsOf(sender).equals(kind.ephemeralPorts) &&',
      '',
    ],
  ],
  'analysis/connectivity/merge-branches.ts': [
    [
      'answers that differ in the way are shown as one',
      'JSON.stringify([verdict, via, viaId, ',
      'JSON.stringify([verdict, ',
    ],
  ],
  'analysis/connectivity/through-appliance.ts': [
    [
      'appliances take everything',
      'checksAddresses.known && !checksAddresses.value',
      'checksAddresses.known',
    ],
    [
      'no ACL stands before an appliance',
      'const isHome = subnet.known && ',
      'const isHome = subnet.known || ',
    ],
    [
      'what is for the appliance itself is sent on',
      'const addressed = flight.destinations.intersect(own.value);',
      'const addressed = flight.destinations.subtract(flight.destinations);',
    ],
  ],
  'analysis/connectivity/replies-from-internet.ts': [
    [
      'subnets with an edge route use the gateway directly',
      "{ kind: 'lost', reason: 'internet-gateway-redirected' }",
      "{ kind: 'back' }",
    ],
    ['edge routes that are gone bring replies in', " || way.route.state === 'blackhole'", ''],
  ],
  'analysis/connectivity/gateway-route-table.ts': [
    ['internet gateways have no table', 'byGateway.set(gatewayId, table);', ''],
  ],
  'model/nat64.ts': [
    ['IPv6 addresses stand for others', 'BigInt(address) - prefix', 'BigInt(address) - prefix + 1n'],
  ],
};

/** Faults about transit gateways, which a walk step by step catches. */
export const faultsOfTransit: Readonly<Record<string, readonly Fault[]>> = {
  'analysis/connectivity/transit-gateway-routes.ts': [
    [
      'static routes lose to those of prefix lists',
      'prefixListId === null ? 0 : 1',
      'prefixListId === null ? 1 : 0',
    ],
    ['what is propagated beats what is written', 'order + 2 : null', 'order - 9 : null'],
    ['the first of several routes wins', 'if (others.some((other) =>', 'if (others.some((other) => false &&'],
    [
      'no route is any route',
      "{ kind: 'no-route', destinations: unmatched },",
      "{ kind: 'unknown', destinations: unmatched, missing },",
    ],
  ],
  'analysis/connectivity/transit-gateway-zones.ts': [
    [
      'any subnet of the attachment is an exit',
      'attached.items.find(({ zone }) => zone === here.zone)',
      'attached.items[0]',
    ],
    ['packets enter by any subnet', 'if (keepsZone && from)', 'if (!keepsZone && from)'],
  ],
  'analysis/connectivity/transit-gateway-attachment.ts': [
    [
      'attachments that are gone carry packets',
      'if (state.known && isAvailable(state.value)) return flight;',
      'if (state.known) return flight;',
    ],
    ['attachments that change carry nothing', 'state.known && !isChanging(state.value)', 'state.known'],
  ],
  'analysis/connectivity/transit-gateway-association.ts': [
    ['associations that come and go count', "tableId !== null && state === 'associated'", 'tableId !== null'],
    ['attachments without a table are unknown', 'return isForeign ? [] : [known(null)];', 'return [];'],
  ],
  'analysis/connectivity/cross-transit-gateways.ts': [
    [
      'blackholes of transit gateways carry packets',
      "if (route.state === 'blackhole')",
      "if (route.state === 'never')",
    ],
    [
      'a peering leads back to the gateway before it',
      'transitGatewayId !== gatewayId',
      'transitGatewayId === gatewayId',
    ],
    [
      'what came through a peering is as if it had not',
      'peered: stage.crossed.length > 0',
      'peered: stage.crossed.length > 9',
    ],
  ],
  'analysis/connectivity/enter-by-transit-gateway.ts': [
    ['tables of several entrances need not agree', 'return others.reduce(', 'return [].reduce('],
  ],
  'analysis/connectivity/arrive-from-transit-gateway.ts': [
    ['what arrives is always delivered', "if (target.kind !== 'local')", "if (target.kind === 'unknown')"],
    [
      'endpoints know groups across transit gateways',
      'forEndpoints: no,',
      'forEndpoints: { known: true, value: true },',
    ],
  ],
  'analysis/connectivity/attachment-subnet-acl.ts': [
    [
      'ACLs of attachment subnets see the other end',
      "direction === 'ingress' ? packets.from : packets.to",
      "direction === 'ingress' ? packets.to : packets.from",
    ],
    ['entrances need not agree', 'fates.every((fate) => fate === fates[0]) || ', 'true || '],
  ],
  'analysis/connectivity/leave-by-transit-gateway.ts': [
    [
      'no ACL stands before a transit gateway',
      "passAclOf(network, attached, exit.value, 'ingress', packets)",
      'attached',
    ],
  ],
  'analysis/connectivity/group-references.ts': [
    ['groups hold across peered transit gateways', 'gatewayId !== first.gatewayId', 'gatewayId === null'],
    ['the option of the gateway is left out', 'return and(gateway, attached);', 'return attached;'],
  ],
  'analysis/connectivity/return-way.ts': [
    ['replies reach whoever has the address', 'if (vpc.id !== source.vpc?.id)', 'if (vpc.id === null)'],
    [
      'replies through transit gateways always arrive',
      "if (target.kind === 'transit-gateway' && via === 'transit-gateway') {",
      "if (target.kind === 'transit-gateway' && via === 'transit-gateway') {\n    if (viaId !== null) return [{ kind: 'back' }];",
    ],
  ],
};

/** Faults about endpoint services behind load balancers, which one connection after the other catches. */
export const faultsOfServices: Readonly<Record<string, readonly Fault[]>> = {
  'analysis/connectivity/provider/pass-load-balancer.ts': [
    [
      'groups of a load balancer do not count',
      'if (!filtersEndpoints.value) return flight;',
      'if (filtersEndpoints.known) return flight;',
    ],
    ['groups of a load balancer always count', 'if (!filtersEndpoints.value) return flight;', ''],
    ['a load balancer without groups admits nobody', 'if (groupIds.value.length === 0) return flight;', ''],
    ['names of groups hold in other VPCs', 'if (endpoint.vpcId !== balancer.vpcId) return byAddress;', ''],
    ['listeners take every protocol', ' && protocols.includes(protocol)', ''],
    ['listeners take every port', 'port === traffic.port && ', ''],
    ['failed load balancers take packets', "state.value === 'failed'", "state.value === 'never'"],
    ['impaired load balancers take none', "state.value.startsWith('active')", "state.value === 'active'"],
  ],
  'analysis/connectivity/provider/judge-targets.ts': [
    [
      'load balancers cross zones',
      'crosses ? known(registered) : inZoneOf',
      'crosses || !crosses ? known(registered) : inZoneOf',
    ],
    [
      'targets that drain take connections',
      "filter(({ state }) => state !== 'draining')",
      'filter(({ state }) => state !== null)',
    ],
    [
      'targets that are not healthy answer',
      "near.value.some(({ state }) => state === 'healthy')",
      'near.value.length > 0',
    ],
    [
      'a listener without target group forwards',
      'if (arns.value.length === 0)',
      'if (arns.value.length > 9)',
    ],
  ],
  'analysis/connectivity/provider/pass-provider.ts': [
    ['services that failed take packets', "state.value === 'failed' ||", 'false ||'],
    ['services that come and go are there', "state.known && state.value === 'available'", 'state.known'],
  ],
  'model/resources/load-balancer.ts': [
    ['what AWS does not say is off', "setting?.toLowerCase() !== 'off'", "setting?.toLowerCase() === 'on'"],
  ],
};
