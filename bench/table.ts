/** Two measured values and what their ratio should be at most. */
export interface Comparison {
  readonly what: string;
  readonly value: number;
  readonly against: string;
  readonly reference: number;
  /** Null where the ratio is only shown. */
  readonly aim: number | null;
  readonly unit: 'milliseconds' | 'bytes';
}

/** The comparisons as a table: values, ratios, aims and whether they are met. */
export function table(comparisons: readonly Comparison[]): string {
  const rows = comparisons.map(({ what, value, against, reference, aim, unit }) => {
    const ratio = value / reference;
    return [
      what,
      amount(value, unit),
      against,
      amount(reference, unit),
      `${ratio.toFixed(2)} ×`,
      aim === null ? '' : `≤ ${aim} ×`,
      aim === null ? '' : ratio <= aim ? 'met' : 'MISSED',
    ];
  });
  const header = ['measured', '', 'compared with', '', 'ratio', 'aim', ''];
  const numeric = new Set([1, 3, 4, 5]);
  const widths = header.map((_, column) =>
    Math.max(...[header, ...rows].map((row) => row[column]?.length ?? 0)),
  );
  return [header, ...rows]
    .map((row) =>
      row
        .map((cell, column) => {
          const width = widths[column] ?? 0;
          return numeric.has(column) ? cell.padStart(width) : cell.padEnd(width);
        })
        .join('  ')
        .trimEnd(),
    )
    .join('\n');
}

export function amount(value: number, unit: Comparison['unit']): string {
  if (unit === 'bytes') return `${(value / 1e6).toFixed(value < 1e7 ? 1 : 0)} MB`;
  return value < 1000 ? `${value.toFixed(0)} ms` : `${(value / 1000).toFixed(2)} s`;
}
