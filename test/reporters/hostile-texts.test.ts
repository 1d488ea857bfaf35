import { expect, it, vi } from 'vitest';
import { parseConfigText } from '../../src/config/config-text.ts';
import { vpcDrawing } from '../../src/reporters/html/vpc-drawing.ts';
import { junitReport } from '../../src/reporters/junit.ts';
import { markdownText } from '../../src/reporters/markdown/markdown-text.ts';
import { matrixJson } from '../../src/reporters/matrix-json.ts';
import { matrixText } from '../../src/reporters/text/matrix-text.ts';
import { blocked, cell, matrix, subnet, vpc } from './sample-matrix.ts';
import { finding, reportOf, resource } from './sample-report.ts';

const command = '::error file=a,line=1::message';

it('draws what is called like a part of every object, and writes to no prototype', () => {
  const nodes = ['__proto__', 'constructor', 'subnet-1'].map((id) => ({
    id,
    kind: 'subnet' as const,
    name: null,
    detail: '10.0.0.0/24',
    zone: '__proto__',
  }));
  const edges = [
    { from: '__proto__', to: 'constructor' },
    { from: 'subnet-1', to: 'nothing that is drawn' },
  ];
  const { text } = vpcDrawing({ id: 'vpc-1', nodes, edges });
  expect(text.match(/data-id="[^"]*"/g)).toEqual([
    'data-id="__proto__"',
    'data-id="constructor"',
    'data-id="subnet-1"',
  ]);
  expect(text.match(/class="edge"/g)).toHaveLength(1);
  expect(Object.keys(Object.prototype)).toEqual([]);
});

it('escapes in a matrix what a terminal would obey', () => {
  const report = matrix([vpc([subnet('subnet-1', undefined, [cell('s3', blocked)])], { name: 'a\u202eb' })]);
  expect(matrixJson(report)).toContain('a\\u202eb');
});

it('prints no command of a pipeline that a name brings along', () => {
  expect(markdownText(command)).not.toMatch(/^\s*::/);
  const named = [finding({ message: command, resource: resource('AWS::EC2::VPC', command) })];
  expect(junitReport(reportOf(named), { failOn: 'none' })).not.toMatch(/^\s*::/m);
  expect(junitReport(reportOf(named), { failOn: 'error' })).not.toMatch(/^\s*::/m);
  const services = matrix([vpc([subnet('subnet-1', undefined, [cell('##vso[task.complete]', blocked)])])]);
  expect(matrixText(services, { color: 'never', width: 80 })).not.toContain('##vso[');
});

it('reads a configuration with strange keys without a warning of the parser, which would quote them', () => {
  const warn = vi.spyOn(process, 'emitWarning').mockImplementation(() => undefined);
  parseConfigText('? [a, "\u202e"]\n: b\n', 'yaml');
  expect(warn).not.toHaveBeenCalled();
  warn.mockRestore();
});
