import {
  isAccountId,
  isRegionName,
  parseArn,
  partitionOfRegion,
  regionOfZone,
  type Scope,
} from '../../model/scope.ts';
import { parseServiceName } from '../../model/service-name.ts';
import { type Fields, isFields } from '../infrastructure-code/fields.ts';
import type { Configuration } from './configuration.ts';
import { constantOf, referencesOf } from './configuration.ts';
import type { TerraformDocument, TerraformResource } from './document.ts';

interface Place {
  readonly account: string | null;
  readonly region: string | null;
}

/** The account and region of each resource, as far as its provider, its own attributes, or others tell. */
export function scopesOf(
  document: TerraformDocument,
  configuration: Configuration,
): (resource: TerraformResource) => Scope {
  const providers = document.configuration['provider_config'];
  const configured = isFields(providers) ? providers : {};
  const keyOf = (resource: TerraformResource): string => {
    const key = configuration.ofResource(resource)?.['provider_config_key'];
    return typeof key === 'string' ? key : resource.provider;
  };
  const seen = new Map<string, { accounts: Set<string>; regions: Set<string> }>();
  const everywhere = { accounts: new Set<string>(), regions: new Set<string>() };
  for (const resource of document.resources) {
    const key = keyOf(resource);
    let ofProvider = seen.get(key);
    if (!ofProvider) {
      ofProvider = { accounts: new Set(), regions: new Set() };
      const { account, region } = configuredPlace(configured[key], document.variables);
      if (account) ofProvider.accounts.add(account);
      if (region) ofProvider.regions.add(region);
      seen.set(key, ofProvider);
      if (account) everywhere.accounts.add(account);
      if (region) everywhere.regions.add(region);
    }
    const { account, region } = ownPlace(resource);
    if (account) ofProvider.accounts.add(account);
    if (account) everywhere.accounts.add(account);
    if (region) ofProvider.regions.add(region);
    if (region) everywhere.regions.add(region);
  }
  const scopes = new Map<string, Scope>();
  return (resource) => {
    const own = ownPlace(resource);
    const ofProvider = seen.get(keyOf(resource));
    const account = own.account ?? only(ofProvider?.accounts) ?? only(everywhere.accounts);
    const region = own.region ?? only(ofProvider?.regions) ?? only(everywhere.regions);
    const key = `${account ?? ''}/${region ?? ''}`;
    let scope = scopes.get(key);
    if (!scope) scopes.set(key, (scope = { partition: partitionOfRegion(region), account, region }));
    return scope;
  };
}

/** What the configuration of a provider says outright, or through a variable of the root module. */
function configuredPlace(provider: unknown, variables: Fields): Place {
  const expressions = isFields(provider) ? provider['expressions'] : null;
  if (!isFields(expressions)) return { account: null, region: null };
  const region = statedText(expressions['region'], variables);
  const accounts = constantOf(expressions['allowed_account_ids']);
  const [allowed, ...others] = Array.isArray(accounts) ? accounts.map(String) : [];
  const roles: readonly unknown[] = Array.isArray(expressions['assume_role'])
    ? expressions['assume_role']
    : [];
  const [role] = roles.filter(isFields).map((block) => statedText(block['role_arn'], variables));
  const account =
    allowed !== undefined && others.length === 0 ? allowed : (parseArn(role ?? '')?.account ?? null);
  return {
    account: account !== null && isAccountId(account) ? account : null,
    region: region !== null && isRegionName(region) ? region : null,
  };
}

function statedText(expression: unknown, variables: Fields): string | null {
  const constant = constantOf(expression);
  if (typeof constant === 'string') return constant;
  const [reference, ...others] = referencesOf(expression);
  const name = reference?.startsWith('var.') && others.length === 0 ? reference.slice('var.'.length) : null;
  const variable = name === null ? null : variables[name];
  const value = isFields(variable) ? variable['value'] : null;
  return typeof value === 'string' ? value : null;
}

/** Where a resource's own attributes say that it stands. */
function ownPlace({ mode, type, values }: TerraformResource): Place {
  const text = (name: string): string => {
    const value = values[name];
    return typeof value === 'string' ? value : '';
  };
  if (type === 'aws_caller_identity') {
    const account = text('account_id');
    return { account: isAccountId(account) ? account : null, region: null };
  }
  const stated = type === 'aws_region' ? text('name') || text('region') : text('region');
  const arn = parseArn(text('arn'));
  const service = type === 'aws_vpc_endpoint' ? parseServiceName(text('service_name')).region : null;
  const region = isRegionName(stated)
    ? stated
    : (arn?.region ?? regionOfZone(text('availability_zone')) ?? service);
  // A data source may show what belongs to another account.
  const account = mode === 'managed' ? (arn?.account ?? null) : null;
  return {
    account: account !== null && isAccountId(account) ? account : null,
    region: region !== null && isRegionName(region) ? region : null,
  };
}

function only(values: ReadonlySet<string> | undefined): string | null {
  const [value] = values ?? [];
  return values?.size === 1 && value !== undefined ? value : null;
}
