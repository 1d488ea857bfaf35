import { writeSync } from 'node:fs';
import process from 'node:process';
import { catchFault } from './catch-fault.ts';
import { seededFaults } from './seeded-faults.ts';

/** Prints a table of the seeded faults, each with the number of packets after which it was caught. */
const mostPackets = 40_000;
const only = process.argv[2];
let [missed, caught] = [0, 0];
for (const [file, faults] of Object.entries(seededFaults)) {
  for (const fault of faults) {
    if (only !== undefined && !fault[0].includes(only)) continue;
    const start = Date.now();
    const { packets, difference } = await catchFault(file, fault, mostPackets);
    if (difference === null) missed += 1;
    else caught += 1;
    if (only) console.log(difference);
    const result = difference === null ? 'MISSED' : `caught after ${String(packets).padStart(5)} packets`;
    writeSync(1, `${result.padEnd(26)}  ${fault[0]}  (${file}, ${Date.now() - start} ms)\n`);
  }
}
writeSync(1, `${caught} faults caught, ${missed} missed\n`);
process.exitCode = missed > 0 ? 1 : 0;
