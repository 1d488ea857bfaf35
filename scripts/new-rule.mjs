/**
 * `npm run new-rule -- <topic> <id>` writes src/rules/<topic>/<id>.ts, a rule that works and has its three
 * kinds of examples, and enters it in the registry. What is to be replaced speaks of itself as a draft.
 */
import { execFileSync } from 'node:child_process';
import { mkdirSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { dirname } from 'node:path';
import process from 'node:process';

const usage =
  'usage: npm run new-rule -- <topic> <id>   (for example: npm run new-rule -- dns dns-support-off)';

function topics() {
  const declaration = /export type Topic =[^;]+;/.exec(readFileSync('src/rules/rule.ts', 'utf8'));
  return [...(declaration?.[0] ?? '').matchAll(/'([^']+)'/g)]
    .map(([, topic]) => topic)
    .filter((topic) => topic !== 'custom');
}

function existingRule(id) {
  const files = readdirSync('src/rules', { recursive: true }).map((path) => path.replaceAll('\\', '/'));
  return files.find((path) => path.endsWith(`/${id}.ts`));
}

function mistakeIn(topic, id) {
  if (topic === undefined || id === undefined) return usage;
  if (!topics().includes(topic)) return `there is no topic ${topic}; there are: ${topics().join(', ')}`;
  if (!/^[a-z][a-z0-9]*(?:-[a-z0-9]+)*$/.test(id)) return `a rule id is written in kebab-case: ${id} is not`;
  const existing = existingRule(id);
  if (existing !== undefined) return `the id is taken: src/rules/${existing}`;
  return undefined;
}

const template = (topic, id) => `import * as z from 'zod';
import { defineRule, problem, undecided } from '../rule.ts';

/** One endpoint as \`describe-vpc-endpoints\` shows it, in the state that an example is about. */
function endpoint(state: { readonly State?: string }) {
  return { VpcEndpointId: 'vpce-1', VpcEndpointType: 'Interface', VpcId: 'vpc-1', ...state };
}

export default defineRule({
  id: '${id}',
  topic: '${topic}',
  severity: 'warning',
  category: 'connectivity',
  summary: 'Draft: one sentence that says what the rule finds.',
  why: 'Draft: what somebody sees when it is so.',
  fix: 'Draft: what to change.',
  semantics: [],
  references: [],
  subject: 'vpcEndpoints',
  needs: ['vpcEndpoints'],
  options: z.strictObject({}),
  examples: [
    {
      title: 'an endpoint that failed',
      facts: { vpcEndpoints: [endpoint({ State: 'failed' })] },
      findings: [{ resource: 'vpce-1', message: 'failed' }],
    },
    {
      title: 'an endpoint that is available',
      facts: { vpcEndpoints: [endpoint({ State: 'available' })] },
    },
    {
      title: 'an endpoint whose state is not in the input',
      facts: { vpcEndpoints: [endpoint({})] },
      undecided: [{ resource: 'vpce-1', missing: ['vpcEndpoints'] }],
    },
  ],
  *check({ network }) {
    for (const resource of network.all('vpcEndpoints')) {
      const { state } = resource;
      if (!state.known) yield undecided(resource, state.missing);
      else if (state.value === 'failed') {
        yield problem({
          resource,
          message: \`\${resource.id} has failed: what that does, and what to change.\`,
        });
      }
    }
  },
});
`;

const [topic, id] = process.argv.slice(2);
const mistake = mistakeIn(topic, id);
if (mistake === undefined) {
  const path = `src/rules/${topic}/${id}.ts`;
  mkdirSync(dirname(path), { recursive: true });
  writeFileSync(path, template(topic, id));
  console.log(`wrote ${path}`);
  execFileSync(process.execPath, ['scripts/generate.mjs'], { stdio: 'inherit' });
} else {
  console.error(mistake);
  process.exitCode = 2;
}
