import { join, relative } from 'node:path';
import { describe, expect, it } from 'vitest';
import { readInputs } from '../../../src/collectors/read-inputs.ts';
import { lookUpLocations } from '../../../src/report/look-up-locations.ts';
import { temporaryFolders } from '../../temporary-folder.ts';
import { planOf } from './plan-file.ts';

const network = `# Größe 😀
resource "aws_vpc" "main" {
  cidr_block = "10.0.0.0/16"
  tags       = { Name = "😀" }
}

resource "aws_security_group" "app" {
  vpc_id = aws_vpc.main.id

  ingress {
    from_port = 22
  }
  ingress {
    from_port = 443
  }
  dynamic "egress" {
    for_each = var.open
    content {
      to_port = egress.value
    }
  }
}
`;

const folderWith = temporaryFolders();

/** The lines where the attributes of a plan's resources stand, as `file:line`. */
async function linesOf(
  files: Readonly<Record<string, string>>,
  plan: object,
  pointers: readonly string[],
  { planPath = 'plan.json', source }: { planPath?: string; source?: string } = {},
): Promise<readonly string[]> {
  const folder = folderWith({ ...files, [planPath]: plan });
  const { snapshot } = readInputs([join(folder, planPath)], () => new Uint8Array(), {
    sourceFolder: source === undefined ? undefined : join(folder, source),
  });
  for (const { sources } of snapshot.documents) await sources?.open();
  const citations = pointers.map((pointer) => ({ document: 0, pointer }));
  const locationOf = lookUpLocations(snapshot.documents, citations);
  return citations.map((citation) => {
    const found = locationOf(citation);
    return found ? `${relative(folder, found.file)}:${found.line}:${found.column}` : 'nowhere';
  });
}

const resources = '/planned_values/root_module/resources';
const plan = planOf([
  { address: 'aws_vpc.main', values: { cidr_block: '10.0.0.0/16' } },
  { address: 'aws_security_group.app', values: { ingress: [], egress: [] } },
  { address: 'aws_subnet.elsewhere', values: { cidr_block: '10.0.0.0/24' } },
]);

describe('the source of what a plan tells', () => {
  it('is found in code that is written as JSON', async () => {
    const code = `{
  "resource": {
    "aws_vpc": {
      "main": {
        "cidr_block": "10.0.0.0/16"
      }
    },
    "aws_security_group": [{ "app": { "ingress": [{ "from_port": 22 }] } }]
  }
}
`;
    const found = await linesOf({ 'network.tf.json': code }, plan, [
      `${resources}/0/values/cidr_block`,
      `${resources}/0/values/tags`,
      `${resources}/1/values/ingress/0/from_port`,
    ]);
    expect(found).toEqual(['network.tf.json:5:9', 'network.tf.json:4:7', 'network.tf.json:8:39']);
  });

  it('is the attribute, or the block where the attribute is not written or written more than once', async () => {
    const found = await linesOf({ 'network.tf': network }, plan, [
      `${resources}/0/values/cidr_block`,
      `${resources}/0/values/tags/Name`,
      `${resources}/0/values/enable_dns_support`,
      `${resources}/0`,
      `${resources}/1/values/ingress/1/from_port`,
      `${resources}/1/values/egress/0`,
    ]);
    expect(found).toEqual([
      'network.tf:3:3',
      'network.tf:4:3',
      'network.tf:2:1',
      'network.tf:2:1',
      'network.tf:7:1',
      'network.tf:16:3',
    ]);
  });

  it('is the plan itself for what no code here declares', async () => {
    const found = await linesOf({ 'network.tf': network }, plan, [`${resources}/2/values/cidr_block`]);
    expect(found[0]).toMatch(/^plan\.json:1:/);
  });

  it('is looked for beside the plan, above it, and where the user says', async () => {
    const pointers = [`${resources}/0`];
    expect(await linesOf({ 'network.tf': network }, plan, pointers, { planPath: 'out/plan.json' })).toEqual([
      'network.tf:2:1',
    ]);
    const files = { 'infra/network.tf': network };
    const options = { planPath: 'a/b/plan.json', source: 'infra' };
    expect(await linesOf(files, plan, pointers, options)).toEqual(['infra/network.tf:2:1']);
  });

  it('is found in files with a byte order mark, with Windows line ends, and broken further up', async () => {
    const broken = `resource "aws_subnet" "x" {\n  cidr_block =\n}\n${network}`.replaceAll('\n', '\r\n');
    expect(
      await linesOf({ 'network.tf': `\ufeff${broken}` }, plan, [`${resources}/0/values/cidr_block`]),
    ).toEqual(['network.tf:6:3']);
  });
});

describe('the source of what stands in a module', () => {
  const inModule = (address: string) => ({
    format_version: '1.2',
    planned_values: {
      root_module: {
        child_modules: [
          {
            address,
            resources: [
              {
                address: `${address}.aws_vpc.main`,
                mode: 'managed',
                type: 'aws_vpc',
                name: 'main',
                values: { cidr_block: '10.0.0.0/16' },
              },
            ],
          },
        ],
      },
    },
  });
  const pointer = '/planned_values/root_module/child_modules/0/resources/0/values/cidr_block';

  it('is the code of the module where that is here', async () => {
    const files = {
      'main.tf': 'module "net" {\n  source = "./modules/net"\n}\n',
      'modules/net/vpc.tf': network,
    };
    expect(await linesOf(files, inModule('module.net["a"]'), [pointer])).toEqual(['modules/net/vpc.tf:3:3']);
  });

  it('is the call of a module that was fetched from elsewhere', async () => {
    const files = {
      'main.tf': '\nmodule "net" {\n  source = "terraform-aws-modules/vpc/aws"\n}\n',
      '.terraform/modules/modules.json': JSON.stringify({
        Modules: [{ Key: 'net', Source: 'registry', Dir: '.terraform/modules/net' }],
      }),
      '.terraform/modules/net/vpc.tf': network,
    };
    expect(await linesOf(files, inModule('module.net'), [pointer])).toEqual(['main.tf:2:1']);
  });

  it('is the code that terraform init noted for modules in modules', async () => {
    const files = {
      'main.tf': 'module "a" {\n  source = "git::x"\n}\n',
      'vendor/a/main.tf': 'module "b" {\n  source = "../b"\n}\n',
      'vendor/b/vpc.tf': network,
      '.terraform/modules/modules.json': JSON.stringify({ Modules: [{ Key: 'a', Dir: 'vendor/a' }] }),
    };
    expect(await linesOf(files, inModule('module.a.module.b'), [pointer])).toEqual(['vendor/b/vpc.tf:3:3']);
  });
});
