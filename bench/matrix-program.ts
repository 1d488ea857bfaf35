import type { Program } from './measure.ts';

/** Services beside the seven that have endpoints in the estates, which makes twenty. */
const services = [
  'athena',
  'ecr.api',
  'ecr.dkr',
  'events',
  'glue',
  'kinesis-streams',
  'lambda',
  'monitoring',
  'rds',
  'sns',
  'sqs',
  'states',
  'sts',
];

/** `matrix` over twenty services, which writes to a file. */
export function matrixProgram(program: string, estate: string, output: string): Program {
  const asked = services.flatMap((service) => ['--service', service]);
  return { args: [program, 'matrix', ...asked, '--format', `text=${output}`, estate] };
}
