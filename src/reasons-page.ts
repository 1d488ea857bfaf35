import { type Reason, reasons } from './analysis/connectivity/reason.ts';
import { reasonMeanings } from './analysis/connectivity/reason-meaning.ts';

const topics: readonly (readonly [title: string, prefixes: readonly string[]])[] = [
  ['Names', ['name-', 'dns-']],
  ['Source and target', ['source-', 'interface-']],
  ['Routes', ['route-', 'return-']],
  ['Appliances', ['appliance-']],
  ['Security groups', ['security-group-']],
  ['Network ACLs', ['network-acl-']],
  [
    'Endpoints',
    [
      'endpoint-available',
      'endpoint-not-available',
      'endpoint-state-',
      'endpoint-protocol',
      'endpoint-begins-',
      'gateway-endpoint-',
    ],
  ],
  ['Policies', ['endpoint-policy-', 'resource-policy-', 'identity-policy-', 'permissions-boundary-']],
  ['Policies of organizations', ['service-control-policy-', 'resource-control-policy-']],
  ['Endpoint services and their load balancers', ['endpoint-service-', 'load-balancer-']],
  ['Resources and service networks', ['resource-configuration-', 'resource-gateway-', 'service-network-']],
  ['NAT and internet gateways', ['nat-gateway-', 'internet-gateway-', 'block-public-access']],
  ['Peering', ['peering-']],
  ['VPN gateways', ['vpn-gateway-']],
  ['Transit gateways', ['transit-gateway-']],
];

/** The page that explains the reasons of `vpce-lint path`, as Markdown. */
export function reasonsPage(): string {
  const sections = topics.map(([title, prefixes]) => {
    const rows = reasonNames()
      .filter((reason) => prefixes.some((prefix) => reason.startsWith(prefix)))
      .map((reason) => `| \`${reason}\` | ${reasonMeanings[reason]} | ${codeText(reason)} |`);
    return `## ${title}\n\n| reason | means | code |\n|---|---|---|\n${rows.join('\n')}`;
  });
  return `${[introduction, ...sections].join('\n\n')}\n`;
}

const introduction = `# Reasons

Every hop that \`vpce-lint path\` reports has a reason: a slug that does not change between versions, for scripts to
rely on. What ends in \`-unknown\` or \`-beyond\` leaves the answer open and lists what is missing; what ends in
\`-partial\` lets a part of the packets or requests pass. The code is that of AWS Reachability Analyzer, where it has one.`;

function codeText(reason: Reason): string {
  const code = reasons[reason];
  return code === null ? '' : `\`${code}\``;
}

function reasonNames(): readonly Reason[] {
  return Object.keys(reasons).filter(isReason);
}

function isReason(name: string): name is Reason {
  return Object.hasOwn(reasons, name);
}
