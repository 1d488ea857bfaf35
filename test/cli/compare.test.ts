import { describe, expect, it } from 'vitest';
import {
  base,
  endpointInterface,
  estate,
  interfaceEndpoint,
  without,
} from '../../src/rules/example-estate.ts';
import type { Facts } from '../../src/rules/rule.ts';
import { temporaryFolders } from '../temporary-folder.ts';
import { runProgram } from './run-program.ts';

const folderWith = temporaryFolders();

function snapshot(facts: Facts): object {
  return {
    format: 'vpce-lint/snapshot',
    version: 1,
    scopes: [
      {
        partition: 'aws',
        account: '111122223333',
        region: 'eu-west-1',
        facts: Object.fromEntries(
          Object.entries(facts).map(([family, items]) => [
            family,
            { status: 'collected', complete: true, items },
          ]),
        ),
      },
    ],
  };
}

const facts = estate({
  vpcEndpoints: [interfaceEndpoint('kms', ['subnet-a'])],
  networkInterfaces: [
    ...(base.networkInterfaces ?? []),
    endpointInterface('eni-endpoint-a', 'subnet-a', '10.0.1.20'),
  ],
});

function path(id: string, fields: object): object {
  return {
    NetworkInsightsPathId: id,
    Source: 'i-a',
    Destination: 'vpce-1',
    Protocol: 'tcp',
    DestinationPort: 443,
    ...fields,
  };
}

function analysis(id: string, pathId: string, found: boolean, ...codes: readonly string[]): object {
  return {
    NetworkInsightsAnalysisId: id,
    NetworkInsightsPathId: pathId,
    Status: 'succeeded',
    NetworkPathFound: found,
    Explanations: codes.map((ExplanationCode) => ({ ExplanationCode })),
  };
}

async function compared(
  given: Facts,
  insights: object,
): Promise<{ code: number | null; lines: readonly string[] }> {
  const cwd = folderWith({ 'snapshot.json': snapshot(given), 'insights.json': insights });
  const { code, stdout, stderr } = await runProgram(
    ['compare', 'snapshot.json', '--analyses', 'insights.json'],
    { cwd },
  );
  expect(stderr).toBe('');
  return { code, lines: stdout.trimEnd().split('\n') };
}

describe('compare', () => {
  it('says where Reachability Analyzer agrees and where not', async () => {
    const { code, lines } = await compared(facts, {
      NetworkInsightsPaths: [path('nip-1', {}), path('nip-2', { Source: 'eni-b', DestinationPort: 444 })],
      NetworkInsightsAnalyses: [
        analysis('nia-1', 'nip-1', true),
        analysis('nia-2', 'nip-2', false, 'ENI_SG_RULES_MISMATCH'),
        analysis('nia-3', 'nip-1', false, 'SUBNET_ACL_RESTRICTION'),
      ],
    });
    expect({ code, lines }).toEqual({
      code: 1,
      lines: [
        'agrees     nia-1  i-a -> vpce-1 tcp/443: path found; here reachable',
        'agrees     nia-2  eni-b -> vpce-1 tcp/444: no path (ENI_SG_RULES_MISMATCH); here blocked (ENI_SG_RULES_MISMATCH)',
        'DISAGREES  nia-3  i-a -> vpce-1 tcp/443: no path (SUBNET_ACL_RESTRICTION); here reachable',
        '',
        '2 agrees · 1 disagrees',
      ],
    });
  });

  it('calls undecided what hangs on a fact that is not there', async () => {
    const { code, lines } = await compared(without(facts, 'securityGroups'), {
      NetworkInsightsPaths: [path('nip-1', {})],
      NetworkInsightsAnalyses: [analysis('nia-1', 'nip-1', true)],
    });
    expect(code).toBe(0);
    expect(lines[0]).toMatch(/^undecided .*missing: .*securityGroups \(not collected\)/);
  });

  it('leaves out what cannot be asked here, and says why', async () => {
    const { code, lines } = await compared(facts, {
      NetworkInsightsPaths: [
        path('nip-1', { Source: 'igw-1' }),
        path('nip-2', { Source: 'eni-z' }),
        path('nip-3', { Destination: 'tgw-1' }),
      ],
      NetworkInsightsAnalyses: [
        analysis('nia-0', 'nip-0', true),
        analysis('nia-1', 'nip-1', true),
        analysis('nia-2', 'nip-2', true),
        analysis('nia-3', 'nip-3', true),
        { NetworkInsightsAnalysisId: 'nia-4', NetworkInsightsPathId: 'nip-2', Status: 'failed' },
      ],
    });
    expect(code).toBe(0);
    const reasons = [/paths does not tell/, /igw-1: only/, /eni-z is not in/, /tgw-1: only/, /is failed/];
    for (const [index, reason] of reasons.entries()) expect(lines[index]).toMatch(reason);
    expect(lines.at(-1)).toBe('5 left out');
  });

  it('names the file and place of what it cannot read', async () => {
    const cwd = folderWith({ 'snapshot.json': snapshot(facts), 'insights.json': '[{}, 1' });
    const run = await runProgram(['compare', 'snapshot.json', '--analyses', 'insights.json'], { cwd });
    expect(run.code).toBe(3);
    expect(run.stderr).toContain('insights.json:1:');
  });
});
