import { canonicalDnsName } from '../../../model/dns-name.ts';
import { flatMap } from '../../../model/fact.ts';
import type { Network } from '../../../model/network.ts';
import type { Vpc } from '../../../model/resources/vpc.ts';
import { answersOfCustomDns, dhcpOptionsOf, usesAmazonDns } from '../dns-servers.ts';
import { once } from '../once.ts';
import { after, type NameAnswer, notKnown } from './name-answer.ts';
import { askResolver } from './vpc-resolver.ts';

/**
 * What a name resolves to for the hosts of a VPC (5.3), in whatever case and with or without a dot at its end.
 * The hosts are those that take the DNS servers they are given by DHCP (DNS3, DNS4).
 */
export function resolveName(network: Network, vpc: Vpc, name: string): NameAnswer {
  const asked = canonicalDnsName(name);
  const answers = network.memoOf(vpc, 'names', () => new Map<string, NameAnswer>());
  return once(answers, asked, () => resolve(network, vpc, asked));
}

function resolve(network: Network, vpc: Vpc, name: string): NameAnswer {
  const asksAmazon = usesAmazonDns(network, vpc);
  if (!asksAmazon.known) {
    const message = `which DNS servers the hosts of ${vpc.id} ask is not known`;
    return notKnown({ message, at: vpc.at('/DhcpOptionsId'), missing: asksAmazon.missing });
  }
  if (!asksAmazon.value) {
    const options = dhcpOptionsOf(network, vpc);
    const at = options.known ? options.value.at('/DhcpConfigurations') : vpc.at('/DhcpOptionsId');
    const message = `the hosts of ${vpc.id} ask DNS servers of their own for ${name}`;
    return notKnown({ message, at, missing: [answersOfCustomDns(vpc)] });
  }
  const attributes = network.answerFor('vpcAttributes', vpc.id, vpc);
  const hasResolver = flatMap(attributes, (answer) => answer.enableDnsSupport);
  if (!attributes.known || !hasResolver.known) {
    const message = `whether ${vpc.id} has an Amazon DNS server is not known`;
    const missing = hasResolver.known ? [] : hasResolver.missing;
    return notKnown({ message, at: vpc.at(), missing });
  }
  const answer = askResolver(network, vpc, name);
  if (hasResolver.value) return answer;
  // What the name would resolve to is told too, so that whatever blocks beside this shows in the same run.
  return after(
    {
      plane: 'name',
      decision: 'block',
      reason: 'dns-support-disabled',
      message: `DNS support of ${vpc.id} is off, so its hosts resolve no name`,
      at: attributes.value.at('/EnableDnsSupport'),
    },
    answer,
  );
}
