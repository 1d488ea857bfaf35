import type { CodeFlow, ThreadFlowLocation } from 'sarif';
import type { TraceStep } from '../../report/report.ts';
import { sarifPlace } from './sarif-location.ts';
import { sentence } from './sarif-message.ts';

/** GitHub shows no more of a flow than it has room for; a way has never nearly as many hops. */
const mostSteps = 200;

/** The way of packets as GitHub's "Show paths": one location for each hop, with the hop that stops them essential. */
export function sarifFlow(trace: readonly TraceStep[]): CodeFlow {
  return { threadFlows: [{ locations: trace.slice(0, mostSteps).map(flowLocation) }] };
}

const importances = { pass: 'important', block: 'essential', unknown: 'essential' } as const;

function flowLocation(
  { plane, decision, message, component, location }: TraceStep,
  index: number,
): ThreadFlowLocation {
  return {
    location: {
      message: { text: sentence(`${plane}: ${message}`) },
      physicalLocation: sarifPlace(location, component),
    },
    importance: importances[decision],
    executionOrder: index + 1,
  };
}
