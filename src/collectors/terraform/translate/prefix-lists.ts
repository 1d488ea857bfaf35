import { parseServiceName } from '../../../model/service-name.ts';
import { addMember, type DeclaredItem, leaveOpen } from '../../infrastructure-code/declared-item.ts';
import { addEndpointRoutes } from '../../infrastructure-code/made-routes.ts';
import { OpenValue, valueOrReason } from '../../infrastructure-code/open-value.ts';
import type { Attributes } from '../attributes.ts';
import { idKinds } from '../id-kinds.ts';
import type { ResourceView } from '../resource-view.ts';
import { type Translation, tagsOf } from '../translation.ts';

/** Prefix lists of customers and of AWS's services, and the routes to them that gateway endpoints make. */
export function translatePrefixLists(translation: Translation): void {
  for (const view of translation.ofType('aws_ec2_managed_prefix_list')) declareManaged(translation, view);
  for (const view of translation.ofType('aws_ec2_managed_prefix_list_entry')) addEntry(translation, view);
  for (const view of translation.ofType('aws_prefix_list')) declareOfService(translation, view);
  const views = translation.ofType('aws_vpc_endpoint');
  for (const endpoint of translation.ofFamily('vpcEndpoints')) {
    const view = views.find(({ ownId }) => ownId === endpoint.id) ?? null;
    addEndpointRoutes(translation, endpoint, () => prefixListOf(translation, view, endpoint));
  }
}

function declareManaged(translation: Translation, view: ResourceView): void {
  const name = () => view.text('name') ?? undefined;
  translation.declare(view, 'managedPrefixLists', view.ownId, {
    PrefixListName: name,
    OwnerId: () => view.text('owner_id') ?? undefined,
    AddressFamily: () => view.text('address_family') ?? undefined,
    Tags: () => tagsOf(view),
  });
  const item = translation.declare(
    view,
    'managedPrefixListEntries',
    view.ownId,
    {
      Entries: () =>
        view.isLeftToAws('entry') || view.isLeftToAws('entries')
          ? []
          : (view.blocks(view.resource.mode === 'data' ? 'entries' : 'entry') ?? []).map((entry) => ({
              Cidr: blockOf(entry),
            })),
    },
    { Entries: view.resource.mode === 'data' ? 'entries' : 'entry' },
  );
  if (view.resource.mode === 'data' && !('entries' in view.values))
    leaveOpen(item, 'Entries', 'not in the code');
}

function blockOf(entry: Attributes): string {
  const cidr = entry.text('cidr');
  if (cidr === null) throw new OpenValue('given without a block');
  return cidr;
}

function addEntry(translation: Translation, view: ResourceView): void {
  const list = valueOrReason(() => view.id('prefix_list_id', idKinds.prefixList));
  const named = 'value' in list ? translation.find('managedPrefixListEntries', list.value ?? '') : null;
  const items = 'value' in list ? [named ?? []].flat() : translation.ofFamily('managedPrefixListEntries');
  const cidr = valueOrReason(() => blockOf(view));
  for (const item of items) {
    if ('reason' in list)
      leaveOpen(item, 'Entries', `the list of ${view.resource.address} is ${list.reason}`);
    else if ('reason' in cidr) leaveOpen(item, 'Entries', `${view.resource.address} is ${cidr.reason}`);
    else addMember(item, 'Entries', { Cidr: cidr.value }, view.resource.pointer);
  }
}

/** `data.aws_prefix_list` shows a list with its blocks, as `describe-prefix-lists` does. */
function declareOfService(translation: Translation, view: ResourceView): void {
  translation.declare(view, 'prefixLists', view.ownId, {
    PrefixListName: () => view.text('name') ?? undefined,
    Cidrs: () => view.texts('cidr_blocks') ?? undefined,
  });
}

/**
 * The id of the list of an endpoint's service. Until it is known, the list goes by its own name, which is
 * that of the service (P1).
 */
function prefixListOf(
  translation: Translation,
  view: ResourceView | null,
  endpoint: DeclaredItem,
): string | null {
  const name = endpoint.fields.get('ServiceName');
  if (typeof name !== 'string') return null;
  const existing = translation.existing.find('prefixLists', ({ PrefixListName }) => PrefixListName === name);
  if (typeof existing?.['PrefixListId'] === 'string') return existing['PrefixListId'];
  const known = valueOrReason(() => view?.text('prefix_list_id') ?? null);
  const listed = translation
    .ofFamily('prefixLists')
    .find((item) => item.fields.get('PrefixListName') === name && item.scope === endpoint.scope);
  const id = ('value' in known ? known.value : null) ?? listed?.id ?? name;
  if (!view || listed || parseServiceName(name).kind !== 'aws') return id;
  translation.declare(view, 'prefixLists', id, {
    PrefixListName: () => name,
    Cidrs: () => blocksOf(view),
  });
  return id;
}

/** The blocks that the endpoint shows; an empty list means that the provider did not ask. */
function blocksOf(view: ResourceView): readonly string[] | undefined {
  const blocks = view.texts('cidr_blocks') ?? [];
  return blocks.length > 0 ? blocks : undefined;
}
