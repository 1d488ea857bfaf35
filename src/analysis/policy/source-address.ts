/** What tests of `aws:SourceIp` do to requests through endpoints, which never carry that key (9.2). */
import { AddressSet } from '../../model/address-set.ts';
import { parseCidr } from '../../model/cidr.ts';
import { type Fact, isFalse, isTrue, known, type MissingFact, unknown } from '../../model/fact.ts';
import type { PolicyCondition, PolicyStatement } from '../../model/policy-document.ts';
import { evaluateCondition, evaluateConditions } from './condition.ts';
import { overInternet, throughEndpoint } from './request-class.ts';
import type { RequestContext } from './request-context.ts';
import { endpointKeys } from './request-way.ts';
import { conditionsOn, isForServicesOnly } from './statement.ts';

/** A statement and its condition on `aws:SourceIp`. */
export interface SourceAddressTest {
  readonly statement: PolicyStatement;
  readonly condition: PolicyCondition;
  /** Whether the statement's other conditions hold for all requests of the class. */
  readonly otherwiseMet: boolean;
}

const sourceIp = 'aws:sourceip';

/** Keys by which a policy tells its own networks, accounts and organization from others, in lower case. */
const perimeterKeys: ReadonlySet<string> = new Set([
  ...endpointKeys,
  'aws:ec2instancesourcevpc',
  'aws:ec2instancesourceprivateipv4',
  'aws:principalaccount',
  'aws:principalorgid',
  'aws:principalorgpaths',
]);

/** An Allow that matches none of the requests for its test of the address alone; null otherwise. */
export function neverAllows(
  statement: PolicyStatement,
  context: RequestContext,
): Fact<SourceAddressTest | null> {
  const tests = conditionsOn(statement, sourceIp);
  if (statement.effect !== 'Allow' || tests.length === 0) return known(null);
  const others = evaluateConditions(without(statement, tests), context);
  if (isFalse(others)) return known(null);
  const failing = tests.find((test) => isFalse(evaluateCondition(test, context)));
  if (failing) return known({ statement, condition: failing, otherwiseMet: isTrue(others) });
  const missing = missingOf(tests, context);
  return missing.length > 0 ? unknown(...missing) : known(null);
}

/** An Allow whose test of the address holds whatever the address is; null otherwise. */
export function allowsUntested(
  statement: PolicyStatement,
  context: RequestContext,
): SourceAddressTest | null {
  const tests = conditionsOn(statement, sourceIp);
  const [condition] = tests.filter(comparesAddress);
  if (statement.effect !== 'Allow' || condition === undefined) return null;
  if (!isTrue(evaluateConditions(tests, context))) return null;
  const others = evaluateConditions(without(statement, tests), context);
  return isFalse(others) ? null : { statement, condition, otherwiseMet: isTrue(others) };
}

/**
 * A Deny that matches the requests because they carry no address, and that makes no exception for the
 * policy's own networks or accounts; null otherwise.
 */
export function deniesUntested(
  statement: PolicyStatement,
  context: RequestContext,
): Fact<SourceAddressTest | null> {
  const tests = conditionsOn(statement, sourceIp);
  const [condition] = tests;
  if (statement.effect !== 'Deny' || condition === undefined) return known(null);
  // A statement that asks whether the key is there means what it says.
  if (!tests.every(comparesAddress) || isForServicesOnly(statement)) return known(null);
  const rest = without(statement, tests);
  const others = evaluateConditions(rest, context);
  if (isFalse(others) || isFalse(evaluateConditions(tests, context))) return known(null);
  const recognizesOwn = rest.some(
    (other) => perimeterKeys.has(other.key.toLowerCase()) && !isTrue(evaluateCondition(other, context)),
  );
  if (recognizesOwn) return known(null);
  const missing = missingOf(tests, context);
  if (missing.length > 0) return unknown(...missing);
  return known({ statement, condition, otherwiseMet: isTrue(others) });
}

/**
 * Whether the statements of a policy, apart from one of them, favour requests through endpoints: an Allow that
 * only they can meet, or a Deny that spares them.
 */
export function expectsEndpoints(
  statements: readonly PolicyStatement[],
  apartFrom: PolicyStatement,
): boolean {
  return statements.some((statement) => {
    const tests = statement.conditions.filter(({ key }) => endpointKeys.has(key.toLowerCase()));
    if (statement === apartFrom || tests.length === 0) return false;
    const outside = evaluateConditions(tests, overInternet());
    if (statement.effect === 'Allow') return isFalse(outside);
    return isTrue(outside) && !isTrue(evaluateConditions(tests, throughEndpoint(null)));
  });
}

const privateRanges = AddressSet.fromCidrs([
  '10.0.0.0/8',
  '172.16.0.0/12',
  '192.168.0.0/16',
  '100.64.0.0/10',
  'fc00::/7',
]);

/** Whether a test names private addresses, which no request over the internet ever comes from. */
export function namesPrivateAddresses({ values }: PolicyCondition): boolean {
  return values.some(isPrivateBlock);
}

/** Whether a text is an address or a block of private addresses alone. */
export function isPrivateBlock(text: string): boolean {
  const block = parseCidr(text);
  return block !== null && AddressSet.of(block).isSubsetOf(privateRanges);
}

function comparesAddress({ operator }: PolicyCondition): boolean {
  return operator !== 'Null';
}

function without(statement: PolicyStatement, tests: readonly PolicyCondition[]): readonly PolicyCondition[] {
  return statement.conditions.filter((condition) => !tests.includes(condition));
}

function missingOf(tests: readonly PolicyCondition[], context: RequestContext): readonly MissingFact[] {
  const answer = evaluateConditions(tests, context);
  return answer.known ? [] : answer.missing;
}
