import { isRegionName } from '../../model/scope.ts';
import { deniedRequest } from './denied-request.ts';
import { cloudTrailRecord, flowLogRecord } from './log-records.ts';
import { spokenPlaces } from './spoken-places.ts';
import type { Symptom } from './symptom.ts';
import { denialIn, symptomKind } from './symptom-kind.ts';

/** What a pasted error, URL or line of a log says of a connection. What it does not say is null or empty. */
export function readSymptom(text: string): Symptom {
  const request = deniedRequest(text);
  const places = spokenPlaces(text);
  const session = sessionOf(request.principal);
  const denial = denialIn(text);
  const said: Symptom = {
    kind: denial === null ? symptomKind(text) : 'denied',
    denial,
    ...places,
    protocol: 'tcp',
    ...request,
    region: regionIn(text),
    senders: [...new Set([...idsIn(text, ['i', 'eni', 'subnet']), ...idsIn(session, ['i'])])],
    senderAddress: null,
    vpcs: idsIn(text, ['vpc']),
    endpoints: idsIn(text, ['vpce']),
  };
  const record = flowLogRecord(text) ?? cloudTrailRecord(text);
  // The interface of a flow log may be the one that receives; its addresses say who sends.
  return record === null ? said : { ...said, senders: [], dialled: [], ...record };
}

function idsIn(text: string, prefixes: readonly string[]): readonly string[] {
  const pattern = new RegExp(
    `(?<![\\w-])(?:${prefixes.join('|')})-(?:[0-9a-f]{17}|[0-9a-f]{8})(?![\\w])`,
    'g',
  );
  return [...new Set([...text.matchAll(pattern)].map(([id]) => id))];
}

/** The name of a session; that of an instance's role is the instance. */
function sessionOf(principal: string | null): string {
  return /:assumed-role\/[^/]+\/(.+)$/.exec(principal ?? '')?.[1] ?? '';
}

/** The region in a host name or ARN; null where there are none, or several. */
function regionIn(text: string): string | null {
  const words = text.toLowerCase().split(/[^a-z0-9-]+/);
  const regions = new Set(words.filter(isRegionName));
  const [only] = regions;
  return regions.size === 1 && only !== undefined ? only : null;
}
