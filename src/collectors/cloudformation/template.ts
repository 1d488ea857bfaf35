import { type Fields, isFields } from '../infrastructure-code/fields.ts';

/** The sections of a template that say what there will be. */
export interface Template {
  readonly parameters: Fields;
  readonly mappings: Fields;
  readonly conditions: Fields;
  readonly resources: Fields;
  readonly outputs: Fields;
  /** `Globals` of the Serverless Application Model. */
  readonly globals: Fields;
  /** Macros that may change all that is written. */
  readonly macros: readonly string[];
}

/** Macros of AWS that change nothing of what is read here. */
const harmlessMacros: ReadonlySet<string> = new Set([
  'AWS::Serverless-2016-10-31',
  'AWS::LanguageExtensions',
  'AWS::CodeDeployBlueGreen',
  'AWS::SecretsManager-2020-07-23',
  'AWS::SecretsManager-2024-09-16',
]);

/** The sections of a template; what is no section where one is expected is left out. */
export function templateOf(value: unknown): Template {
  const root = isFields(value) ? value : {};
  const section = (name: string): Fields => (isFields(root[name]) ? root[name] : {});
  const transforms: readonly unknown[] = Array.isArray(root['Transform'])
    ? root['Transform']
    : [root['Transform'] ?? []].flat();
  const names = transforms.map((each) => (isFields(each) ? String(each['Name']) : String(each)));
  return {
    parameters: section('Parameters'),
    mappings: section('Mappings'),
    conditions: section('Conditions'),
    resources: section('Resources'),
    outputs: section('Outputs'),
    globals: section('Globals'),
    macros: names.filter((name) => !harmlessMacros.has(name)),
  };
}
