import { leaveOpen, notWritten } from '../../infrastructure-code/declared-item.ts';
import { valueOrReason } from '../../infrastructure-code/open-value.ts';
import { type Translation, tagsOf } from '../translation.ts';

/** Prefix lists of customers. */
export function translatePrefixLists(translation: Translation): void {
  for (const view of translation.ofType('AWS::EC2::PrefixList')) {
    const { properties } = view;
    translation.declare(view, 'managedPrefixLists', view.id, {
      PrefixListName: () => properties.text('PrefixListName') ?? undefined,
      OwnerId: () => view.scope.account ?? undefined,
      AddressFamily: () => properties.text('AddressFamily') ?? undefined,
      Tags: () => tagsOf(view),
    });
    const item = translation.declare(
      view,
      'managedPrefixListEntries',
      view.id,
      {
        Entries: () =>
          (properties.blocks('Entries') ?? []).map((entry) => ({ Cidr: entry.requiredText('Cidr') })),
      },
      { Entries: 'Entries' },
    );
    const given = valueOrReason(() => properties.has('Entries'));
    if ('value' in given && !given.value) leaveOpen(item, 'Entries', notWritten);
  }
}
