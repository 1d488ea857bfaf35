import { describe, expect, it } from 'vitest';
import type { Finding } from '../../src/report/report.ts';
import { githubReport } from '../../src/reporters/github.ts';
import { gitlabReport } from '../../src/reporters/gitlab.ts';
import { junitReport } from '../../src/reporters/junit.ts';
import { markdownText } from '../../src/reporters/markdown/markdown-text.ts';
import { markdownReport } from '../../src/reporters/markdown.ts';
import { textReport } from '../../src/reporters/text/text-report.ts';
import { parseXml, type XmlElement } from './parse-xml.ts';
import { finding, reportOf, resource, routeTableIds, sampleReport } from './sample-report.ts';

/** A name that would command a pipeline, break out of markup, or call somebody. */
const hostileName =
  'x\n::error::owned\r\n##[error]y ##vso[task.complete] <script>alert(1)</script> & "q" \'s\' ]]> --> %0A' +
  ' [a](https://evil.example) ![i](http://evil.example/i.png) @octocat #12 `code` | a | **b** \u001b[31m \u202e \ufffe \ud800 www.evil.example';

const hostile: Finding = finding({
  message: `The endpoint ${hostileName} is wrong.`,
  resource: resource('AWS::EC2::VPCEndpoint', `vpce-1${hostileName}`, { name: hostileName, vpcId: 'vpc-1' }),
  affected: [resource('AWS::EC2::Subnet', 'subnet-1', { name: hostileName })],
  location: { ...routeTableIds, file: `dumps/${hostileName}.json` },
});

describe('GitHub annotations', () => {
  it('are a command for each open finding, worst first, and one with the counts', () => {
    expect(githubReport(sampleReport).split('\n')).toEqual([
      expect.stringMatching(
        /^::error file=snapshots\/prod\.json,line=1843,col=7,title=gateway-endpoint-no-route-tables%3A vpce-1111111111 "s3"::Gateway endpoint .* Affects 7 resources \(subnet-1, subnet-2, subnet-3 \+ 4 more\)\.$/,
      ),
      expect.stringMatching(/^::error file=gone\.json,line=1,/),
      expect.stringMatching(/^::warning file=dumps\/eu west\/endpoints#1\.json,line=98,/),
      expect.stringMatching(/^::notice title=s3-through-nat%3A nat-1::Subnets/),
      '::notice title=vpce-lint::4 findings: 2 errors, 1 warning, 1 info · 1 suppressed · 3 undecided',
      '',
    ]);
  });

  it('stay one command each, whatever names contain', () => {
    const lines = githubReport(reportOf([hostile]))
      .trimEnd()
      .split(/[\n\r\u2028]/);
    expect(lines).toHaveLength(2);
    const [, properties = '', data = ''] =
      /^::error ((?:[a-z]+=[^,:]*)(?:,[a-z]+=[^,:]*)*)::(.*)$/.exec(lines[0] ?? '') ?? [];
    expect(properties.split(',').map((pair) => pair.split('=')[0])).toEqual(['file', 'line', 'col', 'title']);
    expect(data).toContain('%250A');
  });
});

describe('GitLab code quality', () => {
  const entries = (found: readonly Finding[]) =>
    JSON.parse(gitlabReport(reportOf(found))) as {
      description: string;
      check_name: string;
      fingerprint: string;
      severity: string;
      location: { path: string; lines: { begin: number } };
    }[];

  it('is a list of what GitLab requires, and nothing else', () => {
    const found = entries(sampleReport.findings);
    expect(found.map(({ severity }) => severity)).toEqual(['major', 'major', 'minor', 'info']);
    expect(found[0]).toEqual({
      description: expect.stringContaining('associated with no route table'),
      check_name: 'gateway-endpoint-no-route-tables',
      fingerprint: '00000000000000a1',
      severity: 'major',
      location: { path: 'snapshots/prod.json', lines: { begin: 1843 } },
    });
    expect(found[3]?.location).toEqual({
      path: 'aws/111122223333/eu-west-1/nat-gateway/nat-1',
      lines: { begin: 1 },
    });
  });

  it('gives no fingerprint twice, and no path that leaves the repository', () => {
    const elsewhere = { ...routeTableIds, file: '../a//./b.json' };
    const found = entries([finding({ location: elsewhere }), finding(), finding(), hostile]);
    expect(new Set(found.map(({ fingerprint }) => fingerprint)).size).toBe(4);
    expect(found[0]?.location.path).toBe('a/b.json');
  });

  it('is an empty list for a clean report', () => {
    expect(entries([])).toEqual([]);
  });
});

describe('JUnit', () => {
  const attributesOf: Readonly<Record<string, readonly string[]>> = {
    testsuites: ['name', 'tests', 'failures', 'errors', 'skipped', 'time'],
    testsuite: ['name', 'tests', 'failures', 'errors', 'skipped', 'time'],
    testcase: ['classname', 'name', 'file', 'line', 'time'],
    failure: ['type', 'message'],
    skipped: ['message'],
    'system-out': [],
  };

  /** Names, nesting, attributes and counts as the readers of JUnit files expect them. */
  function expectConforming(element: XmlElement): void {
    const known = attributesOf[element.name];
    expect(known, element.name).toBeDefined();
    expect(Object.keys(element.attributes).filter((key) => !known?.includes(key))).toEqual([]);
    const cases =
      element.name === 'testsuites' ? element.children.flatMap((s) => s.children) : element.children;
    if (element.name.startsWith('testsuite')) {
      const having = (name: string) =>
        cases.filter(({ children }) => children.some((child) => child.name === name)).length;
      expect(element.attributes).toMatchObject({
        tests: String(cases.length),
        failures: String(having('failure')),
        skipped: String(having('skipped')),
        errors: '0',
      });
    }
    for (const child of element.children) expectConforming(child);
  }

  it('has a suite for each rule, and fails what fails the run', () => {
    const root = parseXml(junitReport(sampleReport, { failOn: 'error' }));
    expectConforming(root);
    expect(root.attributes).toMatchObject({ name: 'vpce-lint', tests: '8', failures: '2', skipped: '4' });
    expect(root.children.map(({ attributes }) => [attributes.name, attributes.failures])).toEqual([
      ['endpoint-policy-full-access', '0'],
      ['gateway-endpoint-no-route-tables', '2'],
      ['s3-through-nat', '0'],
    ]);
    const failure = root.children[1]?.children[0];
    expect(failure?.attributes).toMatchObject({ file: 'snapshots/prod.json', line: '1843' });
    expect(failure?.children[0]?.text).toContain('snapshots/prod.json:1843\nAffects 7 resources');
    const suppressed = root.children[2]?.children[1]?.children[0];
    expect(suppressed).toMatchObject({
      name: 'skipped',
      attributes: { message: 'suppressed: a test network' },
    });
  });

  it.each([
    ['none', '0'],
    ['error', '2'],
    ['warning', '3'],
    ['info', '4'],
  ] as const)('with --fail-on %s has %s failures', (failOn, failures) => {
    expect(parseXml(junitReport(sampleReport, { failOn })).attributes.failures).toBe(failures);
  });

  it('has a test that passed for a rule that found nothing', () => {
    const root = parseXml(junitReport(reportOf([]), { failOn: 'error' }));
    expectConforming(root);
    expect(root.attributes).toMatchObject({ tests: '3', failures: '0', skipped: '0' });
  });

  it('stays well-formed, whatever names contain', () => {
    const root = parseXml(junitReport(reportOf([hostile]), { failOn: 'error' }));
    expectConforming(root);
    const [failed] = root.children.flatMap(({ children }) => children).filter((c) => c.children.length > 0);
    expect(failed?.attributes.name).toContain('<script>alert(1)</script> & "q" \'s\' ]]>');
  });
});

describe('Markdown', () => {
  it('tells the counts, each finding and what is missing', () => {
    const text = markdownReport(sampleReport);
    expect(text).toContain('4 findings: 2 errors, 1 warning, 1 info · 1 suppressed · 3 undecided');
    expect(text.match(/<details>/g)).toHaveLength(5);
    expect(text.match(/<\/details>/g)).toHaveLength(5);
    expect(text).toContain('<code>snapshots/prod.json:1843</code>');
    expect(text).toContain('❔ 3 undecided');
    expect(text).not.toContain('a test network');
  });

  it('shows names as they are and lets none of them act', () => {
    const text = markdownReport(reportOf([hostile]));
    const tags = [...text.matchAll(/<\/?([a-z]+)/g)].map(([, name]) => name);
    expect(new Set(tags)).toEqual(new Set(['details', 'summary', 'b', 'code']));
    for (const live of ['[a](', '![', '@octocat', '#12 ', 'https://', 'http://', 'www.evil', '**b**', '`'])
      expect(text).not.toContain(live);
    expect(text.split('\n').filter((line) => line.startsWith('::'))).toEqual([]);
  });

  it('escapes what means something and nothing else', () => {
    expect(markdownText('eu-west-1, vpce_1: a/b.json (é) [x]')).toBe(
      'eu-west-1, vpce&#95;1: a/b.json (é) &#91;x&#93;',
    );
  });

  it('fits into a comment, with the worst in it and the rest counted', () => {
    const many = Array.from({ length: 2_000 }, (_, index) =>
      finding({ fingerprint: String(index).padStart(16, '0') }),
    );
    const text = markdownReport(reportOf(many));
    expect(text.length).toBeLessThan(65_536);
    const [, rest] = /and (\d+) more findings that did not fit/.exec(text) ?? [];
    expect((text.match(/<details>/g) ?? []).length + Number(rest)).toBe(2_000);
  });
});

describe('the text report in the log of a pipeline', () => {
  it('gives no command', () => {
    const messages = [`a ${hostileName}`, `${'word '.repeat(18)}::error::x`, '::add-mask::1 ##teamcity[x]'];
    const text = textReport(reportOf(messages.map((message) => finding({ message }))), {
      color: 'never',
      width: 100,
    });
    expect(text).not.toMatch(/^\s*::/m);
    expect(text).not.toMatch(/##(?:vso|teamcity)?\[/);
    expect(text).toContain('::error::owned');
    expect(text).toContain('\\u003a:error::x');
  });
});
