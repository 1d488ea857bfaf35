/**
 * `node --import <this file> …` writes to file descriptor 3, when the program ends, how long it worked
 * without the start of Node, how much processor time it took, with that start and on all its threads (both
 * in milliseconds), and how much memory it needed at its peak (bytes).
 */
import { writeSync } from 'node:fs';
import process from 'node:process';

const reportDescriptor = 3;
const start = performance.now();

process.on('exit', () => {
  const milliseconds = performance.now() - start;
  const { user, system } = process.cpuUsage();
  const processorMilliseconds = (user + system) / 1000;
  const peakBytes = process.resourceUsage().maxRSS * 1024;
  writeSync(reportDescriptor, JSON.stringify({ milliseconds, processorMilliseconds, peakBytes }));
});
