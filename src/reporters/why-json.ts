import type { WhyReport } from '../report/why-report.ts';
import type { WhyDocument } from '../report/why-schema.ts';
import { jsonText } from './json-text.ts';
import { pathDocument } from './path-json.ts';

/** The answer as JSON: `vpce-lint/why`, version 1. The order of the keys is part of the contract. */
export function whyJson({ understood, answers }: WhyReport): string {
  const { kind, to, port, dialled, dnsServer, action, resource, principal, policy, isExplicit } = understood;
  const document: WhyDocument = {
    format: 'vpce-lint/why',
    version: 1,
    understood: {
      kind,
      to,
      port,
      dialled: [...dialled],
      dnsServer,
      action,
      resource,
      principal,
      policy,
      isExplicit,
    },
    answers: answers.map(({ from, explains, strangeAddresses, path }) => ({
      from: [...from],
      explains,
      strangeAddresses: [...strangeAddresses],
      path: pathDocument(path),
    })),
  };
  return `${jsonText(document)}\n`;
}
