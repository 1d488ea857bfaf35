import { type FormatName, renderReport } from '../cli/output.ts';
import type { PathReport } from '../report/path-report.ts';
import type { Report, Severity } from '../report/report.ts';
import { pathJson } from '../reporters/path-json.ts';

export type ReportFormat = Exclude<FormatName, 'html'>;

export interface RenderOptions {
  /** What fails a run, for formats that tell failures from remarks; `error` where it is not given. */
  readonly failOn?: Severity | 'none';
  /** What tells several SARIF uploads for one commit apart. */
  readonly sarifCategory?: string;
}

/** A report in one of the formats of `vpce-lint check`, without colours. */
export function renderCheck(
  report: Report,
  format: ReportFormat,
  options: RenderOptions = {},
): Promise<string> {
  return renderReport(report, format, {
    color: 'never',
    failOn: options.failOn ?? 'error',
    sarif: { profile: 'github', category: options.sarifCategory ?? null },
    estate: () => Promise.reject(new Error('pages are written by the program')),
  });
}

/** An answer as text, or as the JSON document that `vpce-lint path` prints. */
export async function renderPath(report: PathReport, format: 'text' | 'json'): Promise<string> {
  if (format === 'json') return pathJson(report);
  const { pathText } = await import('../reporters/text/path-text.ts');
  return pathText(report, { color: 'never', width: 100 });
}
