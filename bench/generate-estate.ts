import { join } from 'node:path';
import { answerLists, otherAnswers } from './estate/answers.ts';
import { type SeededFinding, seededFindings } from './estate/faults.ts';
import { onlyHome } from './estate/home.ts';
import { planVpcs } from './estate/plan.ts';
import { writeAnswers } from './json-writer.ts';

export interface GeneratedEstate {
  /** Of a file, or of a folder with files. */
  readonly path: string;
  readonly seeded: readonly SeededFinding[];
}

/**
 * Writes a file with answers of the AWS CLI about an account and region with that many VPCs, each with 6
 * subnets, 60 interfaces and 7 endpoints. Nothing that a verdict needs is missing, and what is wrong with
 * it is known: the findings that a run must give come back. The same seed gives the same bytes.
 */
export function generateEstate(folder: string, vpcCount: number, seed: number): GeneratedEstate {
  const vpcs = planVpcs(vpcCount, seed);
  // No route leads to the transit gateway that the first one is attached to.
  const transit = { owner: onlyHome, attached: vpcs.slice(0, 1), peers: [] };
  const plan = { home: onlyHome, vpcs, transit };
  const path = join(folder, 'estate.json');
  writeAnswers(path, answerLists(plan), otherAnswers(plan));
  return { path, seeded: seededFindings(vpcs) };
}
