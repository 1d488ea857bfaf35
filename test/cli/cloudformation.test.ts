import { describe, expect, it } from 'vitest';
import { temporaryFolders } from '../temporary-folder.ts';
import { reportIn, runProgram } from './run-program.ts';

const folderWith = temporaryFolders();

const template = `Parameters:
  Stage: { Type: String }
Conditions:
  Prod: !Equals [!Ref Stage, prod]
Resources:
  S3:
    Type: AWS::EC2::VPCEndpoint
    Properties:
      VpcId: vpc-1
      ServiceName: !Sub com.amazonaws.\${AWS::Region}.s3
      PolicyDocument:
        Statement:
          - Effect: Allow
            Principal: !If [Prod, { AWS: 'arn:aws:iam::111122223333:role/app' }, '*']
            Action: s3:GetObject
            Resource: '*'
`;
const rule = ['--only', 'policy-gateway-principal-not-star', '-f', 'json'] as const;

describe('check of a CloudFormation template', () => {
  it.each([
    ['given by itself', ['--parameter', 'Stage=prod'], 1],
    ['in a file of the AWS CLI', ['--parameters', 'cli.json'], 1],
    [
      'in a plain file, but another by itself',
      ['--parameters', 'plain.json', '--parameter', 'Stage=test'],
      0,
    ],
  ])('goes by a parameter %s', async (_how, words, found) => {
    const cwd = folderWith({
      'cli.json': [{ ParameterKey: 'Stage', ParameterValue: 'prod' }],
      'plain.json': { Stage: 'prod' },
    });
    const run = await runProgram(['check', '-', ...rule, ...words], { cwd, input: template });
    expect(reportIn(run).findings).toHaveLength(found);
  });

  it('finds what is wrong on the line of the template', async () => {
    const run = await runProgram(['check', '-', ...rule, '--parameter', 'Stage=prod'], { input: template });
    expect(reportIn(run).findings).toMatchObject([
      { resource: { id: 'S3' }, location: { file: '<stdin>', line: 14, column: 13 } },
    ]);
  });

  it('says on which line it holds what AWS would not take', async () => {
    const odd = 'Resources:\n  Net:\n    Type: AWS::EC2::VPC\n    Properties: { CidrBlock: 10.0.0.0/99 }\n';
    const run = await runProgram(['check', '-', ...rule], { input: odd });
    expect(run.code).toBe(3);
    expect(run.stderr).toContain('<stdin>:2:3: CidrBlock: expected a CIDR block, not "10.0.0.0/99"');
  });

  it('says what is not known without the parameter', async () => {
    const run = await runProgram(['check', '-', ...rule], { input: template });
    expect(JSON.stringify(reportIn(run).undecided)).toContain('the parameter Stage has no value');
  });

  it.each([
    [['--parameter', 'Stage'], '--parameter takes NAME=VALUE, not "Stage".'],
    [['--parameter', 'AWS::Region=here'], '"here" is no region'],
    [['--parameters', 'none.json'], 'Cannot read the parameters in none.json: no such file or directory.'],
    [['--parameters', 'text.json'], 'it is no JSON'],
    [['--parameters', 'odd.json'], 'odd.json holds no parameters'],
  ])('refuses %s', async (words, complaint) => {
    const cwd = folderWith({ 'odd.json': [1] });
    const { writeFileSync } = await import('node:fs');
    writeFileSync(`${cwd}/text.json`, 'Stage=prod');
    const run = await runProgram(['check', '-', ...words], { cwd, input: template });
    expect(run.code).toBe(2);
    expect(run.stderr).toContain(complaint);
  });
});

describe('demo --scene pull-request', () => {
  it('points to the line of the template that takes S3 from two subnets', async () => {
    const run = await runProgram(['demo', '--scene', 'pull-request', '-f', 'json']);
    const { findings, undecided } = reportIn(run);
    expect(undecided).toEqual([]);
    expect(findings).toMatchObject([
      { rule: 'gateway-endpoint-subnet-not-routed', location: { line: 65 } },
      { rule: 'gateway-endpoint-subnet-not-routed', location: { line: 65 } },
    ]);
  });
});
