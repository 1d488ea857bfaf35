import { s3Action } from './denied-request.ts';
import type { Symptom } from './symptom.ts';

/** What a line of a log says in its own form. */
export type LogRecord = Partial<
  Pick<
    Symptom,
    'kind' | 'target' | 'protocol' | 'senderAddress' | 'action' | 'region' | 'senders' | 'endpoints'
  >
>;

const protocols: Readonly<Record<string, Symptom['protocol']>> = { '1': 'icmp', '6': 'tcp', '17': 'udp' };

/**
 * A VPC flow log in its default format: version, account, interface, source, destination, their ports, protocol,
 * packets, bytes, start, end, action, status. Null for another text.
 */
export function flowLogRecord(text: string): LogRecord | null {
  const found =
    /\b2 \d{12} eni-[0-9a-f]+ ([\d.]+) ([\d.]+) \d+ (\d+) (\d+) \d+ \d+ \d+ \d+ (ACCEPT|REJECT) /.exec(
      `${text.trim()} `,
    );
  const [, from, to, port, protocol = '', verdict] = found ?? [];
  if (from === undefined || to === undefined) return null;
  return {
    kind: verdict === 'REJECT' ? 'rejected' : null,
    target: { host: to, port: Number(port) },
    protocol: protocols[protocol] ?? 'tcp',
    senderAddress: from,
  };
}

/** An event of CloudTrail, whole or in part: who called what through which endpoint. Null for another text. */
export function cloudTrailRecord(text: string): LogRecord | null {
  const field = (name: string) => new RegExp(`"${name}"\\s*:\\s*"([^"]*)"`).exec(text)?.[1] ?? null;
  const source = field('eventSource');
  const event = field('eventName');
  if (source === null || event === null) return null;
  const address = field('sourceIPAddress');
  const endpoint = field('vpcEndpointId');
  return {
    kind: field('errorCode') === null ? null : 'denied',
    // The source of an event is no host that anybody asks for.
    target: null,
    action: actionOf(source.split('.')[0] ?? '', event),
    region: field('awsRegion'),
    senderAddress: address !== null && /^[\d.]+$/.test(address) ? address : null,
    endpoints: endpoint === null ? [] : [endpoint],
  };
}

/** Most events are called as their action is. */
function actionOf(service: string, event: string): string {
  return (service === 's3' ? s3Action(event) : null) ?? `${service}:${event}`;
}
