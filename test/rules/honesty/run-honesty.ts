/**
 * `npm run honesty [-- --seconds N] [--input TEXT]`: takes every family and every field that AWS always returns from
 * every fixture and every readable input of the corpus, one and two at a time, in every account and region, and holds
 * all rules to the law of missing facts.
 */
import process from 'node:process';
import { parseArgs } from 'node:util';
import { buildNetwork } from '../../../src/model/build-network.ts';
import { runRules } from '../../../src/rules/engine.ts';
import { rules } from '../../../src/rules/registry.ts';
import { dropsOf, requiredFields } from './dropped-facts.ts';
import { tryDrops } from './law-of-missing-facts.ts';
import { readableInputs } from './readable-inputs.ts';

const { values } = parseArgs({
  options: { seconds: { type: 'string', default: '86400' }, input: { type: 'string', default: '' } },
});
const began = Date.now();
const inputs = readableInputs();
const required = requiredFields(() => {
  for (const { snapshot } of inputs) {
    runRules(
      buildNetwork(snapshot).network,
      rules.map((rule) => ({ rule })),
    );
  }
});
const fields = [...required.values()].reduce((total, names) => total + names.size, 0);
console.log(`${inputs.length} inputs, ${rules.length} rules, ${fields} fields that AWS always returns`);
const sum = { inputs: 0, drops: 0, pairs: 0, runs: 0, faults: 0 };
const byCost = inputs
  .filter(({ name }) => name.includes(values.input))
  .map((input) => ({ ...input, drops: dropsOf(input.snapshot, required) }))
  .sort((a, b) => a.drops.length - b.drops.length);
for (const { name, snapshot, drops } of byCost) {
  if (Date.now() - began > Number(values.seconds) * 1000) {
    console.log(`not tried for want of time: ${name} (${drops.length} drops)`);
    continue;
  }
  const since = Date.now();
  const { pairs, runs, faults } = tryDrops(snapshot, rules, drops, () => true);
  sum.inputs += 1;
  sum.drops += drops.length;
  sum.pairs += pairs;
  sum.runs += runs;
  sum.faults += faults.length;
  const seconds = ((Date.now() - since) / 1000).toFixed(1);
  console.log(`${name}: ${drops.length} drops, ${pairs} pairs, ${runs} runs of rules in ${seconds} s`);
  for (const fault of faults.slice(0, 12)) console.log(`  ${fault}`);
  if (faults.length > 12) console.log(`  and ${faults.length - 12} more`);
}
const seconds = ((Date.now() - began) / 1000).toFixed(0);
console.log(
  `${sum.inputs} of ${byCost.length} inputs, ${sum.drops} drops, ${sum.pairs} pairs, ${sum.runs} runs of rules in ${seconds} s: ${sum.faults} faults`,
);
if (sum.faults > 0) process.exitCode = 1;
