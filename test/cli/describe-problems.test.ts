import { describe, expect, it } from 'vitest';
import { describeProblems } from '../../src/cli/describe-problems.ts';

const text = '{"Vpcs": [\n  {"VpcId": 1},\n  {"VpcId": 2}\n]}';

function at(pointer: string, problem: string, path = 'a.json', readText = () => text) {
  return { path, problem, place: { start: 0, pointer, readText } };
}

describe('describeProblems', () => {
  it('names the file, and the position where there is one', () => {
    expect(
      describeProblems(
        [
          { path: 'b.json', problem: 'the file is empty' },
          { path: 'c.json', problem: 'truncated', position: { line: 7, column: 3 } },
          at('/Vpcs/1/VpcId', 'wrong'),
        ],
        10,
      ),
    ).toEqual(['b.json: the file is empty', 'c.json:7:3: truncated', 'a.json:3:4: wrong']);
  });

  it('says the same thing of one file once, and how often', () => {
    const problems = [
      at('/Vpcs/0/VpcId', 'wrong'),
      at('/Vpcs/1/VpcId', 'wrong'),
      at('/Vpcs', 'wrong', 'b.json'),
    ];
    expect(describeProblems(problems, 10)).toEqual([
      'a.json:2:4: wrong (and 1 more like it)',
      'b.json:1:2: wrong',
    ]);
  });

  it('has a limit for each file', () => {
    const problems = ['one', 'two', 'three', 'three'].map((problem) => at('', problem));
    expect(describeProblems([...problems, at('', 'other', 'b.json')], 2)).toEqual([
      'a.json:1:1: one',
      'a.json:1:1: two',
      'a.json: 1 more problem (-v shows all)',
      'b.json:1:1: other',
    ]);
  });

  it('reads each file once, and lives with one that is gone', () => {
    let reads = 0;
    const readText = () => {
      reads += 1;
      return text;
    };
    const gone = () => {
      throw new Error('ENOENT');
    };
    const problems = [at('/Vpcs/0', 'one', 'a.json', readText), at('/Vpcs/1', 'two', 'a.json', readText)];
    expect(describeProblems([...problems, at('/Vpcs/1', 'x', 'b.json', gone)], 10)).toEqual([
      'a.json:2:3: one',
      'a.json:3:3: two',
      'b.json: x',
    ]);
    expect(reads).toBe(1);
  });
});
