import type { InterfacePattern } from '../../data/workloads/workload-record.ts';
import { workloads } from '../../data/workloads/workloads.ts';
import type { Network } from '../../model/network.ts';
import type { Instance } from '../../model/resources/instance.ts';
import type { NetworkInterface } from '../../model/resources/network-interface.ts';
import type { Resource } from '../../model/resources/resource.ts';
import type { Vpc } from '../../model/resources/vpc.ts';
import { parseArn } from '../../model/scope.ts';

/** The interfaces of a VPC that fit a pattern. All patterns are put to an interface while one looks at it. */
export function interfacesThatFit(
  network: Network,
  vpc: Vpc,
  pattern: InterfacePattern,
): readonly NetworkInterface[] {
  const byPattern = network.memoOf(vpc, 'interfaces by patterns of workloads', () => {
    const found = new Map<InterfacePattern, NetworkInterface[]>();
    const described = network.memo('patterns by descriptions', () => new Map<string, InterfacePattern[]>());
    for (const each of network.inVpc('networkInterfaces', vpc).items) {
      const { isAttached, description: text } = each;
      if (!isAttached) continue;
      let candidates = described.get(text);
      if (!candidates) described.set(text, (candidates = patternsDescribedBy(text)));
      const instance = taggedInstanceOf(network, each);
      for (const candidate of candidates) {
        if (!fits(each, instance, candidate)) continue;
        const same = found.get(candidate);
        if (same) same.push(each);
        else found.set(candidate, [each]);
      }
    }
    return found;
  });
  return byPattern.get(pattern) ?? [];
}

/** What shows that a pattern is true of an interface: the instance, where it is a tag of it. */
export function witness(
  network: Network,
  each: NetworkInterface,
  { instanceTag }: InterfacePattern,
): Resource {
  return (instanceTag === undefined ? null : instanceOf(network, each)) ?? each;
}

/** The instance of an interface, where it bears a tag that shows a workload. */
function taggedInstanceOf(network: Network, each: NetworkInterface): Instance | null {
  const tagged = network.index('instances', 'tags that show workloads', ({ id, tagList }) =>
    tagList.some(({ Key }) => showingTags.has(Key)) ? id : null,
  );
  return each.instanceId !== null && tagged.has(each.instanceId) ? instanceOf(network, each) : null;
}

function instanceOf(network: Network, each: NetworkInterface): Instance | null {
  if (each.instanceId === null) return null;
  const instance = network.find('instances', each.instanceId, each);
  return instance.known ? instance.value : null;
}

const patterns: readonly InterfacePattern[] = [
  ...new Set(
    workloads
      .flatMap(({ evidence = [] }) => evidence)
      .flatMap(({ beside, senders }) => [
        ...(beside ? [beside] : []),
        ...('pattern' in senders ? [senders.pattern] : []),
      ]),
  ),
];

const showingTags: ReadonlySet<string> = new Set(patterns.flatMap(({ instanceTag }) => instanceTag ?? []));

function patternsDescribedBy(text: string): InterfacePattern[] {
  return patterns.filter(({ description }) => description === undefined || description.test(text));
}

/** Whether what AWS says of an attached interface beside its description, and of its instance, is what it says of a workload's. */
function fits(each: NetworkInterface, instance: Instance | null, pattern: InterfacePattern): boolean {
  const { groupName, attachedTo, instanceTag, namesOwner } = pattern;
  if (attachedTo !== undefined && (attachedTo === 'own-instance') !== (each.instanceId !== null))
    return false;
  if (groupName !== undefined && !isInGroupNamed(each, groupName)) return false;
  if (instanceTag !== undefined && !isTagged(instance, instanceTag)) return false;
  if (namesOwner === undefined) return true;
  const { OwnerId: owner } = each.raw;
  return owner !== null && parseArn(each.description)?.account === owner;
}

function isInGroupNamed({ raw }: NetworkInterface, pattern: RegExp): boolean {
  return raw.Groups?.some(({ GroupName: name }) => pattern.test(name ?? '')) ?? false;
}

function isTagged(instance: Instance | null, key: string): boolean {
  return instance?.raw.Tags?.some(({ Key }) => Key === key) ?? false;
}
