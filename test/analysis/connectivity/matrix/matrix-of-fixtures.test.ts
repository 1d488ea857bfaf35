import { expect, it } from 'vitest';
import { readInputs } from '../../../../src/collectors/read-inputs.ts';
import { buildNetwork } from '../../../../src/model/build-network.ts';
import { fixtureNames, inputOfFixture } from '../../../fixture-inputs.ts';
import { column, columnsOf, differences } from './as-paths-have-it.ts';

it.each(fixtureNames)('each cell of the matrix is what the path comes to, in the fixture %s', (name) => {
  const { snapshot } = readInputs([inputOfFixture(name)], () => new Uint8Array());
  const { network } = buildNetwork(snapshot);
  const columns = [...columnsOf(network), column('sts'), column('8.8.8.8')];
  expect(differences(network, columns)).toEqual([]);
});
