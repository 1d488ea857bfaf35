/** What is said of a way past what ways seldom meet, and what when one fact is missing, or is another. */
import { it } from 'vitest';
import { expectTold } from '../told/expect-told.ts';
import { toldDoubts } from '../told/told-doubts.ts';
import { rareEstates } from './rare-estates.ts';

it.each(rareEstates.map((estate) => [estate.name, estate] as const))(
  'told: doubts about a way in a rare estate: %s',
  (name, { scopes, question }) => {
    expectTold(`doubts/rare/${name}`, toldDoubts(scopes, question));
  },
);
