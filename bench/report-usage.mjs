/**
 * `node --import <this file> …` writes to file descriptor 3, when the program ends, how long it worked
 * without the start of Node, how much processor time it took, with that start and on all its threads (both
 * in milliseconds), and how much memory it needed at its peak (bytes).
 */
import { readFileSync, writeSync } from 'node:fs';
import process from 'node:process';

const reportDescriptor = 3;
const start = performance.now();

/** Of this program alone, in bytes: what `resourceUsage` tells on Linux counts the one that started it too. */
function peak() {
  try {
    const [, kilobytes] = /^VmHWM:\s*(\d+) kB$/m.exec(readFileSync('/proc/self/status', 'utf8')) ?? [];
    if (kilobytes !== undefined) return Number(kilobytes) * 1024;
  } catch {
    // There is no such file beyond Linux.
  }
  return process.resourceUsage().maxRSS * 1024;
}

process.on('exit', () => {
  const milliseconds = performance.now() - start;
  const { user, system } = process.cpuUsage();
  const processorMilliseconds = (user + system) / 1000;
  const peakBytes = peak();
  writeSync(reportDescriptor, JSON.stringify({ milliseconds, processorMilliseconds, peakBytes }));
});
