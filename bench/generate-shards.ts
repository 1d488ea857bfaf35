import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { answerLists, type HomePlan, otherAnswers } from './estate/answers.ts';
import { type SeededFinding, seededFindings } from './estate/faults.ts';
import { type Home, joinedHomes } from './estate/home.ts';
import { planVpcs } from './estate/plan.ts';
import type { TransitPlan } from './estate/transit.ts';
import type { GeneratedEstate } from './generate-estate.ts';
import { writeAnswers } from './json-writer.ts';

const vpcsOfHome = 100;
/** So that also small estates have several accounts in several regions. */
const fewestHomes = 8;
/** As many blocks of private addresses as the VPCs that are joined need, one for each home. */
const mostHomes = 256;

/**
 * Writes the estate of an organization: a folder for each account and region, as `<account>/<region>/`, with a file for
 * each kind of resource. The VPCs are those of `generateEstate`; beside that, a transit gateway in each region joins the first
 * VPC of every account, and those of the regions are peered. Again all findings that a run must give come back.
 */
export function generateShards(folder: string, vpcCount: number, seed: number): GeneratedEstate {
  const path = join(folder, 'accounts');
  const count = Math.min(mostHomes, vpcCount, Math.max(fewestHomes, Math.ceil(vpcCount / vpcsOfHome)));
  const homes = joinedHomes(count);
  const transits = planTransits(homes, seed);
  const seeded: SeededFinding[] = [];
  for (const home of homes) {
    const share = Math.floor(vpcCount / count) + (home.ordinal < vpcCount % count ? 1 : 0);
    const transit = transits.find(({ owner }) => owner.region === home.region);
    if (!transit) throw new Error(`no transit gateway in ${home.region}`);
    const vpcs = planVpcs(share, seed, home);
    writeHome(join(path, home.account, home.region), { home, vpcs, transit });
    seeded.push(...seededFindings(vpcs));
  }
  return { path, seeded };
}

/** A transit gateway for each region, which the first home there owns. */
function planTransits(homes: readonly Home[], seed: number): readonly TransitPlan[] {
  const owners = homes.filter(
    ({ region }, index) => homes.findIndex((other) => other.region === region) === index,
  );
  const plans = owners.map((owner) => ({
    owner,
    attached: homes
      .filter(({ region }) => region === owner.region)
      .flatMap((home) => planVpcs(1, seed, home)),
    peers: [] as TransitPlan[],
  }));
  for (const plan of plans) plan.peers.push(...plans.filter((other) => other !== plan));
  return plans;
}

function writeHome(folder: string, plan: HomePlan): void {
  mkdirSync(folder, { recursive: true });
  const empty: [string, readonly unknown[]][] = [];
  for (const [key, items] of answerLists(plan)) {
    const all = [...items];
    if (all.length > 0) writeAnswers(join(folder, `${key}.json`), [[key, all]], []);
    else empty.push([key, []]);
  }
  writeAnswers(join(folder, 'others.json'), empty, otherAnswers(plan));
}
