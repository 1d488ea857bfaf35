import * as fc from 'fast-check';
import type { Question } from './compare.ts';

const sender = fc.constantFrom<Question['sender']>(
  { kind: 'interface', id: 'eni-1' },
  { kind: 'interface', id: 'eni-1' },
  { kind: 'interface', id: 'eni-2' },
  { kind: 'interface', id: 'eni-3' },
  { kind: 'interface', id: 'eni-4' },
  { kind: 'interface', id: 'eni-5' },
  { kind: 'interface', id: 'eni-6' },
  { kind: 'subnet', id: 'subnet-1' },
  { kind: 'subnet', id: 'subnet-2' },
  { kind: 'remote', id: '192.168.0.0/30@vgw-a' },
);

/** Mostly HTTPS, for which most of the rules are written; a port means nothing to ICMP and others. */
const traffic = fc.constantFrom(
  ...Array.from({ length: 12 }, () => ({ protocol: 6, port: 443 })),
  { protocol: 6, port: 80 },
  { protocol: 6, port: 65535 },
  { protocol: 17, port: 443 },
  { protocol: 1, port: 0 },
  { protocol: 1, port: 0 },
  { protocol: 1, port: 0 },
  { protocol: 58, port: 0 },
  { protocol: 50, port: 0 },
);

/** One question. */
export const randomQuestion: fc.Arbitrary<Question> = fc
  .tuple(
    sender,
    traffic,
    fc.array(fc.double({ min: 0, max: 0.999999, noNaN: true }), { minLength: 7, maxLength: 7 }),
  )
  .map(([from, what, choices]) => ({ sender: from, ...what, choices }));

/** Questions of different senders about one network. */
export const randomQuestions: fc.Arbitrary<readonly Question[]> = fc.uniqueArray(randomQuestion, {
  minLength: 2,
  maxLength: 2,
  selector: (question) => `${question.sender.kind} ${question.sender.id}`,
});
