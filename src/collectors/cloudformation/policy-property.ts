import { isFields } from '../infrastructure-code/fields.ts';
import { idIn, knownText, type Properties } from './properties.ts';

/** Keys of conditions whose values are ids of endpoints and VPCs. */
const idKeys: ReadonlySet<string> = new Set(['aws:sourcevpce', 'aws:sourcevpc']);

/**
 * The policy in a property, an object or JSON text; null where there is none. @throws OpenValue where something
 * in it is known to AWS alone that is not the id of an endpoint or VPC in a condition.
 */
export function policyIn(properties: Properties, name: string): unknown {
  const value = properties.value(name);
  if (value === null || value === '') return null;
  return settled(typeof value === 'string' ? parsed(value) : value, null);
}

/** The policy in a property that must be given. @throws OpenValue also where it is not. */
export function requiredPolicyIn(properties: Properties, name: string): unknown {
  properties.expect(name);
  return policyIn(properties, name) ?? undefined;
}

/** Text that is no JSON stays, so that what reads policies says what is wrong with it. */
function parsed(text: string): unknown {
  try {
    return JSON.parse(text) as unknown;
  } catch {
    return knownText(text);
  }
}

function settled(value: unknown, key: string | null): unknown {
  if (typeof value === 'string') return key !== null && idKeys.has(key) ? idIn(value) : knownText(value);
  if (Array.isArray(value)) return value.map((each) => settled(each, key));
  if (!isFields(value)) return value;
  return Object.fromEntries(
    Object.entries(value).map(([name, each]) => [knownText(name), settled(each, name.toLowerCase())]),
  );
}
