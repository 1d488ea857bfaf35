import { readFileSync } from 'node:fs';
import {
  type ParameterValues,
  parameterValues,
  parseParameter,
} from '../collectors/cloudformation/parameters.ts';
import { systemProblem } from '../collectors/find-files.ts';
import { textOf } from '../collectors/input-text.ts';
import { isAccountId, isRegionName } from '../model/scope.ts';
import type { CodeChoice } from './code-choice.ts';
import { UsageError } from './usage-error.ts';

/** The values of parameters that the command line gives. @throws UsageError for what is none, and files that have none. */
export function loadParameters({
  parameters = [],
  parameterFiles = [],
}: Pick<CodeChoice, 'parameters' | 'parameterFiles'>): ParameterValues {
  const values = new Map(parameterFiles.flatMap((path) => [...readFile(path)]));
  for (const text of parameters) {
    const parameter = parseParameter(text);
    if (!parameter) throw new UsageError(`--parameter takes NAME=VALUE, not "${text}".`);
    values.set(...parameter);
  }
  const [account, region] = [values.get('AWS::AccountId'), values.get('AWS::Region')];
  if (account && !isAccountId(account)) throw new UsageError(`"${account}" is no account: it has 12 digits.`);
  if (region && !isRegionName(region)) throw new UsageError(`"${region}" is no region like eu-west-1.`);
  return values;
}

function readFile(path: string): ParameterValues {
  const forms =
    'a list of {"ParameterKey", "ParameterValue"}, of "NAME=VALUE", or an object of names and values';
  let value: unknown;
  try {
    value = JSON.parse(textOf(readFileSync(path)).replace(/^\uFEFF/, ''));
  } catch (error) {
    const problem = error instanceof SyntaxError ? `it is no JSON; expected ${forms}` : systemProblem(error);
    throw new UsageError(`Cannot read the parameters in ${path}: ${problem}.`);
  }
  const values = parameterValues(value);
  if (!values) throw new UsageError(`${path} holds no parameters: expected ${forms}.`);
  return values;
}
