import type { FamilyName } from '../../model/fact-families.ts';
import { familiesOfWays } from '../families-of-ways.ts';

/** What it takes to see workloads, and to follow their packets to what they need. */
export const familiesOfWorkloads: readonly FamilyName[] = [
  ...familiesOfWays,
  'instances',
  'roles',
  'natGateways',
  'vpcBlockPublicAccessOptions',
];
