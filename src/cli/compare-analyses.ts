import { answerPath } from '../analysis/connectivity/answer-path.ts';
import type { PathAnswer } from '../analysis/connectivity/path-answer.ts';
import { readTarget } from '../analysis/connectivity/read-target.ts';
import { reasons } from '../analysis/connectivity/reason.ts';
import type { NetworkInsightsAnalysis, NetworkInsightsPath } from '../collectors/aws-cli/network-insights.ts';
import type { Network } from '../model/network.ts';
import type { AnalysisComparison, AnalysisComparisons } from '../report/analysis-comparison.ts';

interface Question {
  readonly from: string;
  readonly to: string;
  readonly protocol: 'tcp' | 'udp';
  readonly port: number;
}

/**
 * Asks of a network what Reachability Analyzer was asked, and holds the answers against each other. It looks at
 * packets over IPv4 alone (RA2): so do we here, without names and policies.
 */
export function compareAnalyses(
  network: Network,
  paths: readonly NetworkInsightsPath[],
  analyses: readonly NetworkInsightsAnalysis[],
): AnalysisComparisons {
  const byId = new Map(paths.map((path) => [path.NetworkInsightsPathId, path]));
  const comparisons = analyses.map((analysis) =>
    compare(network, byId.get(analysis.NetworkInsightsPathId ?? ''), analysis),
  );
  const count = (wanted: AnalysisComparison['agreement']) =>
    comparisons.filter(({ agreement }) => agreement === wanted).length;
  return {
    summary: {
      agrees: count('agrees'),
      disagrees: count('disagrees'),
      undecided: count('undecided'),
      'not-comparable': count('not-comparable'),
    },
    comparisons,
  };
}

function compare(
  network: Network,
  path: NetworkInsightsPath | undefined,
  analysis: NetworkInsightsAnalysis,
): AnalysisComparison {
  const { NetworkPathFound: found = null, Status: status, Explanations: explanations = [] } = analysis;
  const question =
    path === undefined
      ? 'describe-network-insights-paths does not tell what was asked'
      : questionOf(network, path);
  const about = {
    analysis: analysis.NetworkInsightsAnalysisId,
    path: analysis.NetworkInsightsPathId ?? null,
    codes: distinct(explanations.flatMap(({ ExplanationCode: code }) => code ?? [])),
  };
  const without = (note: string): AnalysisComparison => ({
    ...about,
    question: typeof question === 'string' ? null : question,
    agreement: 'not-comparable',
    found,
    verdict: null,
    ownCodes: [],
    note,
  });
  if (typeof question === 'string') return without(question);
  if (found === null) return without(`the analysis is ${status ?? 'without an answer'}`);
  const asked = readTarget(network, question);
  if (typeof asked === 'string') return without(asked);
  const answer = answerPath(network, { from: question.from, to: asked.target, traffic: asked.traffic });
  if (answer === null) return without(`${question.from} is not in the input`);
  const isOpen = answer.verdict === 'unknown' || answer.verdict === 'partial';
  const agrees = found === (answer.verdict === 'reachable');
  return {
    ...about,
    question,
    agreement: isOpen ? 'undecided' : agrees ? 'agrees' : 'disagrees',
    found,
    verdict: answer.verdict,
    ownCodes: distinct(blockersOf(answer)),
    note: isOpen ? missingOf(answer) : agrees ? null : explain(found, answer),
  };
}

/** What was asked, or why it cannot be asked here. */
function questionOf(network: Network, path: NetworkInsightsPath): Question | string {
  const {
    Source: from,
    Destination,
    DestinationIp,
    Protocol: protocol = 'tcp',
    FilterAtSource: filter,
  } = path;
  if (from === undefined || !/^(eni|i)-/.test(from)) {
    return `its source is ${from ?? 'not told'}: only interfaces and instances can be asked about`;
  }
  if (protocol !== 'tcp' && protocol !== 'udp') return `its protocol is ${protocol}`;
  const range = filter?.DestinationPortRange;
  const port = path.DestinationPort ?? (range?.FromPort === range?.ToPort ? range?.FromPort : undefined);
  if (port === undefined) return 'it names no destination port';
  const to = filter?.DestinationAddress ?? DestinationIp ?? destinationOf(network, Destination);
  return to === null
    ? `its destination is ${Destination ?? 'not told'}: only endpoints, interfaces, instances and addresses can be asked about`
    : { from, to, protocol, port };
}

/** An endpoint by its id, an interface or instance by its first address. */
function destinationOf(network: Network, id: string | undefined): string | null {
  if (id === undefined) return null;
  if (id.startsWith('vpce-')) return id;
  const [found] = network
    .all('networkInterfaces')
    .filter((each) => each.id === id || each.instanceId === id)
    .flatMap(({ addresses }) => (addresses.known ? addresses.value.ipv4Only().toCidrs() : []));
  return found?.replace(/\/32$/, '') ?? null;
}

function blockersOf({ branches }: PathAnswer): readonly string[] {
  return branches
    .flatMap(({ hops }) => hops)
    .filter(({ decision }) => decision === 'block')
    .map(({ reason }) => reasons[reason] ?? reason);
}

function missingOf({ branches }: PathAnswer): string | null {
  const missing = distinct(
    branches.flatMap((branch) => branch.missing.map(({ family, reason }) => `${family} (${reason})`)),
  );
  return missing.length === 0 ? null : `missing: ${missing.join(', ')}`;
}

/** What Reachability Analyzer is known not to look at (RA2). */
function explain(found: boolean, { branches }: PathAnswer): string | null {
  const blocking = branches.flatMap(({ hops }) => hops).filter(({ decision }) => decision === 'block');
  const isReply = blocking.every(({ reason }) => /^return-|reply/.test(reason));
  return found && blocking.length > 0 && isReply
    ? 'the replies are blocked, which Reachability Analyzer does not check across transit gateways'
    : null;
}

function distinct(texts: readonly string[]): readonly string[] {
  return [...new Set(texts)].sort();
}
