/** Where the second VPC stands. */
export type Placement = 'one account' | 'two accounts' | 'two Regions';

export const firstOwner = '111122223333';
const secondOwner = '444455556666';
export const firstRegion = 'eu-west-1';
const secondRegion = 'eu-central-1';

/** The account and region in which the second VPC stands. */
export function placeOf(placement: Placement): { readonly owner: string; readonly region: string } {
  return {
    owner: placement === 'two accounts' ? secondOwner : firstOwner,
    region: placement === 'two Regions' ? secondRegion : firstRegion,
  };
}
