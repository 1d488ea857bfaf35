import { readFileSync, writeFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { join, resolve } from 'node:path';
import type { Browser, Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { EstateView } from '../../src/report/estate-view.ts';
import type { Finding, Report } from '../../src/report/report.ts';
import { htmlReport } from '../../src/reporters/html/html-report.ts';
import { runProgram } from '../cli/run-program.ts';
import { sampleReport } from '../reporters/sample-report.ts';
import { temporaryFolders } from '../temporary-folder.ts';
import { openPage, startBrowser } from './browser.ts';

const folderWith = temporaryFolders();
const axe = readFileSync(createRequire(import.meta.url).resolve('axe-core/axe.min.js'), 'utf8');

let browser: Browser;
let demo: string;

beforeAll(async () => {
  browser = await startBrowser();
  demo = join(folderWith({}), 'report.html');
  const run = await runProgram(['demo', '--format', `html=${demo}`]);
  expect(run.code).toBe(0);
});

afterAll(() => browser.close());

/** Serious faults of accessibility, by axe. */
async function seriousFaults(page: Page): Promise<readonly string[]> {
  // Evaluated by the test, which the page's policy does not bind.
  await page.evaluate(axe);
  return page.evaluate(async () => {
    const runner = (
      globalThis as unknown as {
        axe: {
          run: () => Promise<{ violations: { id: string; impact: string; nodes: { html: string }[] }[] }>;
        };
      }
    ).axe;
    const { violations } = await runner.run();
    return violations
      .filter(({ impact }) => impact === 'serious' || impact === 'critical')
      .map(({ id, nodes }) => `${id}: ${nodes[0]?.html}`);
  });
}

function shownFindings(page: Page): Promise<number> {
  return page.locator('.finding:visible').count();
}

describe('the page of the demo', () => {
  it('opens without a complaint, offline', async () => {
    const { page, complaints } = await openPage(browser, demo);
    expect(await page.title()).toBe('vpce-lint report');
    expect(await shownFindings(page)).toBe(15);
    expect(complaints).toEqual([]);
    await page.close();
  });

  it('filters findings by severity, rule, VPC and text', async () => {
    const { page, complaints } = await openPage(browser, demo);
    await page.locator('[data-filter=severity]').selectOption('warning');
    expect(await shownFindings(page)).toBe(5);
    expect(await page.locator('#shown').textContent()).toBe('5 of 15 shown');
    await page.locator('[data-filter=rule]').selectOption('private-dns-disabled');
    expect(await shownFindings(page)).toBe(1);
    await page.locator('[data-filter=severity]').selectOption('');
    await page.locator('[data-filter=rule]').selectOption('');
    await page.locator('[data-filter=text]').fill('BATCH');
    expect(await shownFindings(page)).toBe(2);
    expect(complaints).toEqual([]);
    await page.close();
  });

  it('draws the way behind a cell that is chosen with the keyboard', async () => {
    const { page, complaints } = await openPage(browser, demo);
    const cell = page.getByRole('button', { name: /^shop-prod-app-a to ssm: endpoint/ });
    await cell.focus();
    await page.keyboard.press('Enter');
    expect(await cell.getAttribute('aria-pressed')).toBe('true');
    const way = page.locator('.way:visible');
    expect(await way.textContent()).toContain('interface endpoint');
    expect(await page.locator('.edge.on').count()).toBeGreaterThan(1);
    expect(await page.locator('.node.stops').count()).toBe(0);
    await page.getByRole('button', { name: /^shop-prod-endpoints-a to s3: blocked/ }).click();
    expect(await way.textContent()).toContain('✗');
    expect(await page.locator('.node.stops').count()).toBe(1);
    expect(complaints).toEqual([]);
    await page.close();
  });

  it.each(['light', 'dark'] as const)('has no serious fault of accessibility, %s', async (colorScheme) => {
    const { page } = await openPage(browser, demo);
    await page.emulateMedia({ colorScheme });
    await page.locator('.finding summary').first().click();
    await page.getByRole('button', { name: /^shop-prod-app-a to ssm:/ }).click();
    expect(await seriousFaults(page)).toEqual([]);
    await page.close();
  });
});

describe('a page', () => {
  const nothing: EstateView = {
    matrix: {
      tool: { name: 'vpce-lint', version: '0' },
      inputs: [],
      services: [],
      vpcs: [],
      reasons: {},
      factSources: [],
    },
    vpcs: [],
    paths: new Map(),
  };

  function written(report: Report): string {
    const file = resolve(folderWith({}), 'page.html');
    writeFileSync(file, htmlReport(report, nothing));
    return file;
  }

  function findings(count: number, change: (finding: Finding, index: number) => Finding): Report {
    const [first] = sampleReport.findings;
    if (!first) throw new Error('the sample has no finding');
    return { ...sampleReport, findings: Array.from({ length: count }, (_, index) => change(first, index)) };
  }

  it('shows hostile names as text', async () => {
    const name = '</script><img src=x onerror=alert(1)><script>alert(2)</script>"\'';
    const { page, complaints } = await openPage(
      browser,
      written(
        findings(1, (finding) => ({
          ...finding,
          rule: name,
          message: `${name} is here.`,
          resource: { ...finding.resource, name, vpcId: name },
          affected: [{ ...finding.resource, name }],
        })),
      ),
    );
    await page.locator('.finding summary').click();
    expect(await page.locator('.finding').textContent()).toContain(name);
    expect(await page.locator('.finding img').count()).toBe(0);
    expect(complaints).toEqual([]);
    await page.close();
  });

  it('tells the way of a finding, and which suppressions suppress nothing', async () => {
    const { page, complaints } = await openPage(
      browser,
      written({
        ...findings(1, (finding) => ({
          ...finding,
          label: 'the shop reaches S3',
          suppressed: { kind: 'configuration', reason: 'known', owner: 'shop-team', expires: '2099-12-31' },
          trace: [
            {
              plane: 'name',
              component: finding.resource,
              decision: 'pass',
              reason: 'resolved',
              message: 's3 resolves',
              location: null,
            },
            {
              plane: 'route',
              component: finding.resource,
              decision: 'block',
              reason: 'no-route',
              message: 'rtb-1 has no route',
              location: finding.location,
            },
          ],
        })),
        staleSuppressions: [
          {
            kind: 'baseline',
            status: 'expired',
            place: 'vpce-lint.yaml:7',
            about: 'a-rule on <b>vpc-1</b>',
            detail: 'it held until 2026-01-31',
          },
        ],
      }),
    );
    await page.locator('.finding summary').click();
    const finding = page.locator('.finding');
    expect(await finding.locator('.hops li').allTextContents()).toEqual([
      expect.stringMatching(/^✓ name s3 resolves$/),
      expect.stringMatching(/^✗ route rtb-1 has no route .+:\d+$/),
    ]);
    expect(await finding.textContent()).toContain(
      'Suppressed by configuration: known, by shop-team, until 2099-12-31',
    );
    expect(await finding.locator('summary').textContent()).toContain(': the shop reaches S3');
    const stale = page.getByRole('region', { name: 'Suppressions that suppress nothing' });
    expect(await stale.locator('tbody tr').allTextContents()).toEqual([
      'expiredvpce-lint.yaml:7 baselinea-rule on <b>vpc-1</b>it held until 2026-01-31',
    ]);
    expect(await seriousFaults(page)).toEqual([]);
    expect(complaints).toEqual([]);
    await page.close();
  });

  it('stays usable with two thousand findings', async () => {
    const file = written(
      findings(2000, (finding, index) => ({
        ...finding,
        resource: { ...finding.resource, name: `name-${index}-` },
      })),
    );
    const { page, complaints } = await openPage(browser, file);
    await page.locator('[data-filter=text]').fill('name-1234-');
    expect(await shownFindings(page)).toBe(1);
    expect(complaints).toEqual([]);
    await page.close();
  });
});
