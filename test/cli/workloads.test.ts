import { describe, expect, it } from 'vitest';
import { snapshotOfInputs } from '../../src/collectors/snapshot/snapshot-of-inputs.ts';
import { snapshotOfFacts } from '../../src/model/snapshot-of-facts.ts';
import {
  estate as estateOf,
  interfaceEndpoint,
  permission,
  securityGroup,
} from '../../src/rules/example-estate.ts';
import { temporaryFolders } from '../temporary-folder.ts';
import { type Run, runProgram } from './run-program.ts';

const folderWith = temporaryFolders();
const estate = `${process.cwd()}/fixtures/demo/estate.json`;
/** A subnet whose VPC has no way to the internet. */
const batch = 'subnet-0de37341579bc0edb';

function check(files: Readonly<Record<string, string>>, ...words: readonly string[]): Promise<Run> {
  const folder = folderWith(files);
  return runProgram(['check', estate, '--only', 'bundle-incomplete', ...words], { cwd: folder });
}

describe('declared workloads', () => {
  it('are errors where they need what they do not reach', async () => {
    const { code, stdout } = await check({
      'vpce-lint.yaml': `workloads:\n  nightly: {subnets: [${batch}], runs: [lambda], uses: [batch]}\n`,
    });
    expect(code).toBe(1);
    expect(stdout).toContain('error[bundle-incomplete]');
    expect(stdout.replace(/\s+/g, ' ')).toContain('Senders of workload "nightly" in');
    expect(stdout.replace(/\s+/g, ' ')).toContain('Create an interface endpoint for batch.');
  });

  it('make it an error that an endpoint refuses them', async () => {
    const facts = estateOf({
      vpcEndpoints: [interfaceEndpoint('ssm', ['subnet-a'])],
      securityGroups: [
        securityGroup('sg-app', {}),
        securityGroup('sg-endpoint', { ingress: [permission(443, '10.0.2.0/24')] }),
      ],
    });
    const severityWith = async (config: string) => {
      const cwd = folderWith({
        'vpce-lint.yaml': config,
        'net.json': snapshotOfInputs(snapshotOfFacts(facts), undefined),
      });
      const rule = 'sg-endpoint-ingress-source-not-covered';
      const { stdout } = await runProgram(['check', 'net.json', '--only', rule, '-f', 'json'], { cwd });
      return (JSON.parse(stdout) as { findings: readonly { severity: string }[] }).findings[0]?.severity;
    };
    expect(await severityWith('{}\n')).toBe('info');
    expect(await severityWith('workloads:\n  a: {subnets: [subnet-b], uses: [ssm]}\n')).toBe('info');
    expect(await severityWith('workloads:\n  a: {subnets: [subnet-a], runs: [ssm-agent]}\n')).toBe('error');
  });

  it('may stand in a file of expectations', async () => {
    const { code } = await check({
      'vpce-lint.yaml': 'expectationsFile: expected.yaml\n',
      'expected.yaml': `workloads:\n  nightly: {subnets: [${batch}], uses: [batch]}\n`,
    });
    expect(code).toBe(1);
  });

  it('say nothing more than who they are without runs and uses', async () => {
    const { code, stdout } = await check({
      'vpce-lint.yaml': `workloads:\n  nightly: {subnets: [${batch}]}\n`,
    });
    expect(code).toBe(0);
    expect(stdout).toContain('No findings, and nothing undecided.');
  });

  it.each([
    ['runs: [eks-priv]', 'workloads.nightly.runs.0'],
    ['uses: ["10.0.0.1"]', 'expected a service or host name'],
    ['remote: [10.0.0.0/8@vgw-1], runs: [eks]', 'expected remote alone'],
    ['run: [eks]', 'unknown key "run"'],
  ])('are refused with place and reason: %s', async (mistake, message) => {
    const { code, stderr } = await check({
      'vpce-lint.yaml': `workloads:\n  nightly: {${mistake.startsWith('remote') ? '' : `subnets: [${batch}], `}${mistake}}\n`,
    });
    expect(code).toBe(2);
    expect(stderr).toMatch(/vpce-lint\.yaml:2:\d+: /);
    expect(stderr).toContain(message);
  });
});
