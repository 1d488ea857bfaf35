import { describe, expect, it } from 'vitest';
import { planOf } from '../collectors/terraform/plan-file.ts';
import { temporaryFolders } from '../temporary-folder.ts';
import { faultyEstate, reportIn, runProgram } from './run-program.ts';

const folderWith = temporaryFolders();

const code = `resource "aws_vpc_endpoint" "s3" {
  vpc_id          = "vpc-1"
  service_name    = "com.amazonaws.eu-west-1.s3"
  policy          = file("policy.json")
}
`;

/** A gateway endpoint whose policy names a principal, which lets nobody through. */
const plan = planOf([
  {
    address: 'aws_vpc_endpoint.s3',
    values: {
      vpc_id: 'vpc-1',
      service_name: 'com.amazonaws.eu-west-1.s3',
      vpc_endpoint_type: 'Gateway',
      policy: JSON.stringify({
        Statement: [
          {
            Effect: 'Allow',
            Principal: { AWS: 'arn:aws:iam::111122223333:role/app' },
            Action: '*',
            Resource: '*',
          },
        ],
      }),
    },
    unknown: { state: true, requester_managed: true, route_table_ids: true, prefix_list_id: true },
  },
]);

describe('check of a Terraform plan', () => {
  const rule = ['--only', 'policy-gateway-principal-not-star'] as const;

  it.each([
    ['beside the plan', 'plan.json', 'main.tf', []],
    ['in the folder that is named', 'plans/of/today/plan.json', 'infra/main.tf', ['--source', 'infra']],
  ])('finds what is wrong on the line of the code %s', async (_where, planPath, codePath, words) => {
    const cwd = folderWith({ [planPath]: plan, [codePath]: code });
    const run = await runProgram(['check', planPath, ...rule, ...words, '-f', 'json'], { cwd });
    expect(run.code).toBe(1);
    expect(reportIn(run).findings).toMatchObject([
      { resource: { id: 'aws_vpc_endpoint.s3' }, location: { file: codePath, line: 4, column: 3 } },
    ]);
  });

  it('finds it in the plan where there is no code', async () => {
    const cwd = folderWith({ 'plan.json': plan });
    const run = await runProgram(['check', 'plan.json', ...rule, '-f', 'json'], { cwd });
    expect(reportIn(run).findings).toMatchObject([{ location: { file: 'plan.json' } }]);
  });
});

describe('--overlay', () => {
  it.each([
    ['a plan alone', ['plan.json']],
    ['a snapshot alone', ['prod.json']],
  ])('is wrong usage for %s', async (_what, inputs) => {
    const cwd = folderWith({ 'plan.json': plan, 'prod.json': faultyEstate() });
    const run = await runProgram(['check', '--overlay', ...inputs], { cwd });
    expect(run.code).toBe(2);
    expect(run.stderr).toContain('--overlay lays a plan or template over what exists');
  });

  it('judges what exists with what the plan makes', async () => {
    const cwd = folderWith({ 'plan.json': plan, 'prod.json': faultyEstate() });
    const run = await runProgram(['check', '--overlay', 'plan.json', 'prod.json', '-f', 'json'], { cwd });
    const ids = reportIn(run).findings.map(({ resource }) => resource.id);
    expect(ids).toContain('aws_vpc_endpoint.s3');
    expect(ids).toContain('vpce-1');
  });
});
