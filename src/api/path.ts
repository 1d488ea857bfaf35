import { withDeclared } from '../cli/judge.ts';
import { loadOrganization } from '../cli/load-config.ts';
import { answerQuestion } from '../cli/path-question.ts';
import { placedPath } from '../cli/placed-path.ts';
import { openSources } from '../cli/read-network.ts';
import type { PathReport, Protocol } from '../report/path-report.ts';
import { InputError } from './input-error.ts';
import { type Inputs, readingOf } from './inputs.ts';

/** One question, in the words of `vpce-lint path`. */
export interface PathQuestion {
  /** Id of an interface, an instance or a subnet, or `CIDR@attachment` for a network behind an attachment. */
  readonly from: string;
  /** A service, a DNS name, a URL, an endpoint id, an address or a CIDR block. */
  readonly to: string;
  /** `tcp` where it is not given. */
  readonly protocol?: Protocol;
  /** That of the target, else 443, where it is not given. */
  readonly port?: number;
  /** The request that the policies on the way are asked about. */
  readonly action?: string;
  readonly resource?: string;
  readonly principal?: string;
}

export interface PathOptions {
  /** A configuration file, for what it says of the organization. */
  readonly config?: string;
}

/** The answer to a question about one path. @throws InputError where the question asks nothing that is there. */
export async function path(
  inputs: Inputs,
  question: PathQuestion,
  { config }: PathOptions = {},
): Promise<PathReport> {
  const { network: bare, snapshot } = readingOf(inputs);
  const organization =
    config === undefined ? undefined : await loadOrganization({ from: 'file', path: config });
  const network = withDeclared(bare, organization);
  const answered = answerQuestion(network, { protocol: 'tcp', port: undefined, ...question });
  if (typeof answered === 'string') throw new InputError(answered);
  await openSources(snapshot);
  return placedPath({ network, snapshot }, answered);
}
