import { describe, expect, it } from 'vitest';
import { priceList } from '../../src/analysis/cost/price-list.ts';
import { configuredRules } from '../../src/config/configured-rules.ts';
import { readConfig } from '../../src/config/read-config.ts';
import { buildNetwork } from '../../src/model/build-network.ts';
import { snapshotOfFacts } from '../../src/model/snapshot-of-facts.ts';
import { runRules } from '../../src/rules/engine.ts';
import { estate, route, routeTable } from '../../src/rules/example-estate.ts';
import { rules } from '../../src/rules/registry.ts';

function read(text: string) {
  return readConfig(text, 'vpce-lint.yaml', rules);
}

function mistakes(text: string): readonly string[] {
  const result = read(text);
  return 'problems' in result
    ? result.problems.map(({ position, message }) => `${position.line}: ${message}`)
    : [];
}

/** What the rule about S3 through NAT says of the example estate under a configuration. */
function messageUnder(text: string): string {
  const result = read(text);
  if ('problems' in result) throw new Error(mistakes(text).join());
  const { runOf } = configuredRules(result.config, result);
  const runs = rules.filter(({ id }) => id === 'cost-s3-ddb-via-nat').map(runOf);
  const facts = estate({ routeTables: [routeTable('rtb-main', [], [route('0.0.0.0/0', 'nat-1')])] });
  const { network } = buildNetwork(snapshotOfFacts(facts));
  return runRules(network, runs)
    .findings.map(({ message }) => message)
    .join('\n');
}

describe('prices of a Region', () => {
  it('are told to be those of another where one that is used is not known', () => {
    expect(priceList('eu-west-1', {}, 'natGatewayHour').remark).toBe('');
    expect(priceList('eu-west-1', {}, 'natGatewayHour', 'transitGatewayGb').remark).toContain('us-east-1');
    expect(
      priceList('eu-west-1', { 'eu-west-1': { transitGatewayGb: 0.02 } }, 'transitGatewayGb').remark,
    ).toBe('');
    expect(priceList(null, {}, 'natGatewayHour').remark).toContain('us-east-1');
  });
});

describe('prices and traffic of a configuration', () => {
  it('stand in place of list prices and invented volumes', () => {
    expect(messageUnder('')).toContain('Each 100 GB cost 100 GB × $0.048 = $4.80');
    expect(messageUnder('prices: { eu-west-1: { natGatewayGb: 0.03 } }')).toContain('100 GB × $0.03 = $3.00');
    expect(messageUnder("prices: { '*': { natGatewayGb: 0.02 } }")).toContain('100 GB × $0.02 = $2.00');
    expect(messageUnder('traffic: [{ vpc: vpc-1, service: s3, gbPerMonth: 50 }]')).toContain(
      '50 GB × $0.048 = $2.40 a month, as the configuration says',
    );
  });

  it('are refused with their line where they are mistaken', () => {
    expect(mistakes('prices:\n  eu-west-1:\n    natGatwayHour: 1')[0]).toMatch(/^3: .*natGatwayHour/);
    expect(mistakes('prices:\n  eu-west-1:\n    natGatewayHour: -1')[0]).toMatch(/^3: /);
    expect(mistakes('traffic:\n  - { natGateway: nat-1 }')[0]).toMatch(/^2: /);
    expect(mistakes('traffic:\n  - { natGateway: gateway, gbPerMonth: 1 }')[0]).toMatch(/^2: /);
  });
});
