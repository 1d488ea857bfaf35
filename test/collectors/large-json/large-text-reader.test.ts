import * as fc from 'fast-check';
import { expect, it } from 'vitest';
import { knownItems } from '../../../src/collectors/known-items.ts';
import { bytesAsSource } from '../../../src/collectors/large-json/byte-source.ts';
import { LargeTextReader } from '../../../src/collectors/large-json/large-text-reader.ts';

const interfaceOfAws = fc.record(
  {
    NetworkInterfaceId: fc.constantFrom('eni-1', 'eni-2', 'eni-3'),
    Description: fc.constantFrom('', 'a "quoted" word', 'Größe'),
    Status: fc.constantFrom('in-use', 'available'),
    Groups: fc.array(fc.record({ GroupId: fc.constantFrom('sg-1', 'sg-2') }), { maxLength: 2 }),
    PrivateIpAddress: fc.constantFrom('10.0.0.1', '10.0.0.2'),
  },
  { requiredKeys: ['NetworkInterfaceId'] },
);

const text = fc
  .tuple(fc.array(interfaceOfAws, { maxLength: 6 }), fc.constantFrom('', '  ', '\t'))
  .map(([items, indent]) => JSON.stringify({ NetworkInterfaces: items }, null, indent));

it('reads a text as if it had read none before', () => {
  fc.assert(
    fc.property(
      fc.array(text, { minLength: 2, maxLength: 4 }),
      fc.integer({ min: 8, max: 200 }),
      (texts, size) => {
        const sizes = { window: size, whole: Math.ceil(size / 2) };
        const reader = new LargeTextReader(knownItems, sizes);
        for (const each of texts) {
          const source = bytesAsSource(Buffer.from(each));
          const alone = source.open((read) => new LargeTextReader(knownItems, sizes).readValues(read));
          expect(source.open((read) => reader.readValues(read))).toEqual(alone);
        }
      },
    ),
    { numRuns: 300 },
  );
});
