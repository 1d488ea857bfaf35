import type { AnswerList } from './answer-list.ts';
import { only } from './scope-evidence.ts';

/**
 * The account that was asked, by whom AWS shows things of a shared VPC: an interface to its own account and to that of
 * the VPC, a security group to its own and, where an interface has it, to that of the VPC, which has the default
 * group of the VPC beside it (C10). Where either may have asked, it is taken to be the participant, to whom less is
 * shown. Null where the answers tell nothing.
 */
export function viewerOf(lists: readonly AnswerList[]): string | null {
  const ownerOfVpc = new Map<unknown, unknown>();
  for (const { family, items } of lists) {
    if (family === 'vpcs' || family === 'subnets') {
      for (const { VpcId, OwnerId } of items) ownerOfVpc.set(VpcId, OwnerId);
    }
  }
  const interfaces = ownersByVpc(lists, 'networkInterfaces');
  const viewers = [...interfaces].flatMap(([vpcId, owners]) => {
    const host = ownerOfVpc.get(vpcId);
    return host === undefined ? [] : [owners.size === 1 ? new Set([...owners, host]) : new Set([host])];
  });
  const [first, ...others] = viewers;
  if (first) {
    // The account of an interface stands before that of its VPC.
    const [viewer] = [...first].filter((account) => others.every((each) => each.has(account)));
    return typeof viewer === 'string' ? viewer : null;
  }
  const guests = [...ownersByVpc(lists, 'securityGroups')].flatMap(([vpcId, owners]) => {
    const host = ownerOfVpc.get(vpcId);
    return host === undefined ? [] : [...owners].filter((owner) => owner !== host);
  });
  const guest = only(new Set(guests));
  return typeof guest === 'string' ? guest : null;
}

function ownersByVpc(lists: readonly AnswerList[], wanted: AnswerList['family']) {
  const owners = new Map<unknown, Set<unknown>>();
  for (const { family, items } of lists) {
    if (family !== wanted) continue;
    for (const { VpcId, OwnerId } of items) {
      const same = owners.get(VpcId);
      if (same) same.add(OwnerId);
      else owners.set(VpcId, new Set([OwnerId]));
    }
  }
  return owners;
}
