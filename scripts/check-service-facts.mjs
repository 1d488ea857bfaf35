/**
 * Holds what src/data says of partitions and host names against botocore's own tables:
 * `node scripts/check-service-facts.mjs DIRECTORY`, where DIRECTORY is `botocore/data` of an unpacked botocore.
 * Fails where they contradict each other; names what botocore knows nothing of, which is for a person to check.
 */
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import process from 'node:process';
import { importTypeScript } from './lib/import-typescript.mjs';

const [directory] = process.argv.slice(2);
if (directory === undefined) {
  console.error('usage: node scripts/check-service-facts.mjs BOTOCORE-DATA-DIRECTORY');
  process.exit(2);
}
const readTable = (name) => JSON.parse(readFileSync(join(directory, name), 'utf8'));
const { partitionDomains } = await importTypeScript('src/data/partitions.ts');
const { hostNamePattern, servicesWithHostNames } = await importTypeScript('src/data/service-host-names.ts');
const { workloads } = await importTypeScript('src/data/workloads/workloads.ts');

const differences = [];
for (const { id, outputs } of readTable('partitions.json').partitions) {
  const { dnsSuffix, dualStackSuffix } = partitionDomains(id);
  if (dnsSuffix !== outputs.dnsSuffix || dualStackSuffix !== outputs.dualStackDnsSuffix) {
    differences.push(
      `${id}: ${dnsSuffix} and ${dualStackSuffix}, not ${outputs.dnsSuffix} and ${outputs.dualStackDnsSuffix}`,
    );
  }
}

const [{ services, defaults, dnsSuffix, regions }] = readTable('endpoints.json').partitions;

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

const known = new Set(
  Object.keys(services).flatMap((name) => Object.keys(regions).flatMap((region) => hostsOf(name, region))),
);
const asked = new Set([
  ...servicesWithHostNames,
  ...workloads.flatMap(({ required, conditional }) =>
    [...required, ...conditional].map(({ service }) => service),
  ),
]);
const { dualStackSuffix } = partitionDomains('aws');
const hostsByService = [...asked]
  .sort()
  .map((service) => [
    service,
    Object.keys(regions).map((region) =>
      hostNamePattern(service, 'aws')
        .replace('{service}', service)
        .replace('{region}', region)
        .replace('{suffix}', dnsSuffix)
        .replace('{dualStackSuffix}', dualStackSuffix)
        .replace(/^\*\./, ''),
    ),
  ]);
const unknown = [];
for (const [service, hosts] of hostsByService) {
  if (hosts.some((host) => known.has(host))) continue;
  if (services[service] && hostsOf(service, 'us-east-1').length > 0) {
    differences.push(`${service}: ${hosts[0]}, not ${hostsOf(service, 'us-east-1')[0]}`);
  } else unknown.push(service);
}

console.log(`${asked.size - unknown.length} of ${asked.size} services agree with botocore.`);
console.log(`It has no host name for ${unknown.join(', ')}.`);
for (const each of differences) console.error(`differs: ${each}`);
process.exitCode = differences.length > 0 ? 1 : 0;
