import { describe, expect, it } from 'vitest';
import { resourceIn, templateReader } from './template-file.ts';

const read = templateReader();

/** What a template makes of an expression, read as the first block of a VPC; or why that is not known. */
function blockOf(expression: string, rest = '', parameters: Readonly<Record<string, string>> = {}) {
  const template = `Resources:
  Other:
    Type: AWS::EC2::VPC
    Properties: { CidrBlock: 10.9.0.0/16 }
  Vpc:
    Type: AWS::EC2::VPC
    Properties:
      CidrBlock: ${expression}
${rest}`;
  const { network } = read({ 'template.yaml': template }, parameters);
  const vpc = resourceIn(network, 'vpcs', 'Vpc');
  const cidrs = vpc.cidrs;
  if (!cidrs.known) return cidrs.missing.map(({ reason }) => reason).join(', ');
  return vpc.raw.CidrBlock;
}

const parameters = `Parameters:
  Block: { Type: String, Default: 10.1.0.0/16 }
  Blocks: { Type: CommaDelimitedList, Default: "10.1.0.0/16, 10.2.0.0/16" }
  Stage: { Type: String }
  Stored: { Type: 'AWS::SSM::Parameter::Value<String>', Default: /vpc/block }
`;

describe('functions', () => {
  it.each([
    ['a reference to a parameter', '!Ref Block', parameters, '10.1.0.0/16'],
    ['the long form', '{ Ref: Block }', parameters, '10.1.0.0/16'],
    ['an attribute', '!GetAtt Other.CidrBlock', '', '10.9.0.0/16'],
    ['an attribute as a list', '!GetAtt [Other, CidrBlock]', '', '10.9.0.0/16'],
    [
      'Sub',
      '!Sub "10.\u0024{Net}.0.0/16"',
      'Parameters: { Net: { Type: Number, Default: 7 } }',
      '10.7.0.0/16',
    ],
    ['Sub with variables', '!Sub ["10.\u0024{A}.0.0/16", { A: 3 }]', '', '10.3.0.0/16'],
    ['Sub of an attribute', '!Sub "\u0024{Other.CidrBlock}"', '', '10.9.0.0/16'],
    ['Join', '!Join [".", ["10", "4", "0", "0/16"]]', '', '10.4.0.0/16'],
    ['Select of a list', '!Select [1, !Ref Blocks]', parameters, '10.2.0.0/16'],
    ['Select of a Split', '!Select [1, !Split ["|", "a|10.5.0.0/16"]]', '', '10.5.0.0/16'],
    ['Cidr', '!Select [2, !Cidr [10.0.0.0/16, 4, 8]]', '', '10.0.2.0/24'],
    ['Cidr of a VPC', '!Select [1, !Cidr [!GetAtt Other.CidrBlock, 2, 12]]', '', '10.9.16.0/20'],
    [
      'FindInMap',
      '!FindInMap [Nets, prod, Block]',
      'Mappings: { Nets: { prod: { Block: 10.8.0.0/16 } } }',
      '10.8.0.0/16',
    ],
    ['If', '!If [Yes, 10.1.0.0/16, 10.2.0.0/16]', 'Conditions: { Yes: !Equals [a, a] }', '10.1.0.0/16'],
    [
      'Not, And, Or and conditions by name',
      '!If [Both, 10.1.0.0/16, 10.2.0.0/16]',
      `Conditions:
  No: !Equals [a, b]
  Yes: !Not [!Condition No]
  Both: !And [!Condition Yes, !Or [!Condition No, Condition: Yes]]`,
      '10.1.0.0/16',
    ],
    ['a loop of references', '!Ref Vpc', '', 'known after deployment'],
    ['a parameter without a value', '!Ref Stage', parameters, 'the parameter Stage has no value'],
    ['a parameter of the Parameter Store', '!Ref Stored', parameters, 'Stored stands in the Parameter Store'],
    ['an import that nobody exports', '!ImportValue net', '', 'no template that was given exports it'],
    ['a macro', '{ Fn::Transform: { Name: Mine } }', '', 'a macro makes it'],
    [
      'a condition on something unknown',
      '!If [Prod, 10.1.0.0/16, 10.2.0.0/16]',
      `${parameters}Conditions: { Prod: !Equals [!Ref Stage, prod] }`,
      'the parameter Stage has no value',
    ],
    [
      'a comparison with the region, which is not given',
      '!If [Here, 10.1.0.0/16, 10.2.0.0/16]',
      'Conditions: { Here: !Equals [!Ref AWS::Region, eu-west-1] }',
      'what is compared is known to AWS alone',
    ],
  ])('%s', (_what, expression, rest, expected) => {
    expect(blockOf(expression, rest)).toContain(expected);
  });

  it.each([
    ['a value that is given', 'Stage', '!Ref Stage', '10.6.0.0/16'],
    ['a pseudo parameter', 'AWS::Region', '!If [Here, 10.6.0.0/16, 10.7.0.0/16]', '10.6.0.0/16'],
  ])('goes by %s', (_what, name, expression, expected) => {
    const given = { [name]: name === 'Stage' ? '10.6.0.0/16' : 'eu-west-1' };
    const rest = `${parameters}Conditions: { Here: !Equals [!Ref AWS::Region, eu-west-1] }`;
    expect(blockOf(expression, rest, given)).toBe(expected);
  });

  it('ends where conditions and outputs refer to themselves', () => {
    expect(blockOf('!If [A, 10.1.0.0/16, 10.2.0.0/16]', 'Conditions: { A: !Not [!Condition A] }')).toContain(
      'it refers to itself',
    );
  });

  it('expands loops, and leaves lists open that a loop over something unknown may add to', () => {
    const loop = (list: string) => `Transform: AWS::LanguageExtensions
Parameters: { Zones: { Type: CommaDelimitedList } }
Resources:
  Vpc: { Type: AWS::EC2::VPC, Properties: { CidrBlock: 10.0.0.0/16 } }
  Table: { Type: AWS::EC2::RouteTable, Properties: { VpcId: !Ref Vpc } }
  Fn::ForEach::Subnets:
    - Net
    - ${list}
    - Subnet\${Net}:
        Type: AWS::EC2::Subnet
        Properties: { VpcId: !Ref Vpc, CidrBlock: !Sub '10.0.\${Net}.0/24' }
`;
    const { network } = read({ 'a.yaml': loop('["1", "2"]') });
    expect(network.all('subnets').map(({ id, raw }) => [id, raw.CidrBlock])).toEqual([
      ['Subnet1', '10.0.1.0/24'],
      ['Subnet2', '10.0.2.0/24'],
    ]);
    const unknown = read({ 'a.yaml': loop('!Ref Zones') }).network;
    expect(unknown.all('subnets')).toEqual([]);
    expect(resourceIn(unknown, 'routeTables', 'Table').isInDoubt('Routes')).toBe(true);
  });

  it('ends where loops within loops would go on for hours, and leaves open what they make', () => {
    const numbers = JSON.stringify(Array.from({ length: 100 }, (_, index) => String(index)));
    const nested = ['A', 'B', 'C', 'D', 'E'].reduceRight(
      (body, name) => `{ "Fn::ForEach::${name}": ["${name}", ${numbers}, ${body}] }`,
      '{}',
    );
    const template = `{ "Transform": "AWS::LanguageExtensions", "Resources": {
      "Vpc": { "Type": "AWS::EC2::VPC", "Properties": { "CidrBlock": "10.0.0.0/16" } },
      "Table": { "Type": "AWS::EC2::RouteTable", "Properties": { "VpcId": { "Ref": "Vpc" } } },
      ${nested.slice(1, -1)} } }`;
    const { network } = read({ 'a.json': template });
    expect(network.all('vpcs').map(({ id }) => id)).toEqual(['Vpc']);
    expect(resourceIn(network, 'routeTables', 'Table').isInDoubt('Routes')).toBe(true);
  });
});
