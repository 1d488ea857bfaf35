import { existsSync } from 'node:fs';
import { runsCompute } from '../analysis/connectivity/compute.ts';
import { systemProblem } from '../collectors/find-files.ts';
import { isTrue } from '../model/fact.ts';
import type { Network } from '../model/network.ts';
import { runRules } from '../rules/engine.ts';
import { rules } from '../rules/registry.ts';
import type { Console } from './console.ts';
import { type ExitCode, exitCode } from './exit-code.ts';
import { writeWhole } from './output.ts';
import { readNetwork } from './read-network.ts';
import { type KnownInput, sampleConfig } from './sample-config.ts';
import { selectRules } from './select-rules.ts';
import { UsageError } from './usage-error.ts';

export interface InitOptions {
  readonly inputs: readonly string[];
  readonly force: boolean;
  readonly verbose: boolean;
}

const path = 'vpce-lint.yaml';

/** Writes a configuration with comments for the input that it is shown, or for any. */
export async function runInit(options: InitOptions, console: Console): Promise<ExitCode> {
  if (existsSync(path) && !options.force) {
    throw new UsageError(`${path} is there already; --force replaces it.`);
  }
  const read = options.inputs.length === 0 ? null : await readNetwork(options, console);
  if (options.inputs.length > 0 && !read) return exitCode.input;
  try {
    writeWhole(path, sampleConfig(read ? known(read.network) : nothingKnown));
  } catch (error) {
    console.note(`cannot write ${path}: ${systemProblem(error)}`);
    return exitCode.usage;
  }
  console.note(`wrote ${path}`);
  return read?.incomplete ? exitCode.input : exitCode.success;
}

const nothingKnown: KnownInput = { accounts: [], regions: [], vpcs: [], rules: [], example: null };

function known(network: Network): KnownInput {
  const { findings } = runRules(network, selectRules(rules, { only: [], enable: [], disable: [] }, null));
  const ids = [...new Set(findings.map(({ rule }) => rule))].sort();
  return {
    accounts: distinct(network.scopes.map(({ account }) => account)),
    regions: distinct(network.scopes.map(({ region }) => region)),
    vpcs: network.all('vpcs').map(({ id, name }) => ({ id, name })),
    rules: ids.flatMap((id) => {
      const found = findings.filter(({ rule }) => rule === id);
      const [worst] = found;
      return worst ? [{ id, severity: worst.severity, count: found.length }] : [];
    }),
    example: exampleIn(network),
  };
}

function distinct(values: readonly (string | null)[]): readonly string[] {
  return [...new Set(values.filter((value) => value !== null))].sort();
}

/** A subnet with compute in a VPC that has an endpoint, and the service of that. */
function exampleIn(network: Network): KnownInput['example'] {
  for (const { vpcId, service } of network.all('vpcEndpoints')) {
    if (!service.known || service.value.kind !== 'aws') continue;
    const subnet = network
      .all('subnets')
      .find((each) => each.vpcId === vpcId && isTrue(runsCompute(network, each)));
    if (subnet) return { subnet: subnet.id, service: service.value.service };
  }
  return null;
}
