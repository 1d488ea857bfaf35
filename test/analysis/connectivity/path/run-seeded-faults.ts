import { writeSync } from 'node:fs';
import process from 'node:process';
import { type Comparison, catchFault } from './catch-fault.ts';
import { wantedPackets } from './run-size.ts';
import { type Fault, faultsOfServices, faultsOfTransit, seededFaults } from './seeded-faults.ts';

// Prints for each seeded fault after how many packets it is caught: those that the tests of exactness compare.
// An argument picks the faults whose description holds it.
const wanted = process.argv[2] ?? '';
const missed: string[] = [];
const packetsToCatch: number[] = [];
const all: readonly (readonly [Comparison, Readonly<Record<string, readonly Fault[]>>, number])[] = [
  ['packets', seededFaults, wantedPackets],
  ['transit gateways', faultsOfTransit, 4000],
  ['endpoint services', faultsOfServices, 1500],
];
for (const [comparison, faultsByFile, mostPackets] of all) {
  for (const [file, faults] of Object.entries(faultsByFile)) {
    for (const fault of faults.filter(([what]) => what.includes(wanted))) {
      const { packets, difference } = await catchFault(comparison, file, fault, mostPackets);
      if (difference === null) missed.push(fault[0]);
      else packetsToCatch.push(packets);
      const result = difference === null ? 'missed' : `caught after ${packets} packets`;
      writeSync(1, `${result.padEnd(27)}${fault[0]} (${file})\n`);
      if (wanted !== '') writeSync(1, `${difference ?? 'no difference'}\n`);
    }
  }
}
const most = Math.max(0, ...packetsToCatch);
writeSync(
  1,
  `${packetsToCatch.length} faults caught, at most after ${most} packets; ${missed.length} missed\n`,
);
process.exitCode = missed.length > 0 ? 1 : 0;
