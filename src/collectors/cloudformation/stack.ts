import { type Fields, isFields } from '../infrastructure-code/fields.ts';
import { OpenValue } from '../infrastructure-code/open-value.ts';
import { attributeOf, type DescribedResource, referenceOf } from './attributes-of-resources.ts';
import { type ExpandedSection, expandLoops } from './expand-loops.ts';
import { applyFunction, type Evaluation, functionIn, noValue } from './functions.ts';
import type { ParameterValues } from './parameters.ts';
import { isPseudoParameter, type Place, pseudoParameter } from './pseudo-parameters.ts';
import { referenceTo, replaceReferences, withoutReferences } from './references.ts';
import { type Template, templateOf } from './template.ts';

/** A part of a template that was not evaluated yet. */
export interface Located {
  readonly raw: unknown;
  readonly pointer: string;
}

/** A resource of a template. */
export interface StackResource extends DescribedResource {
  /** JSON pointer of the resource. */
  readonly pointer: string;
  /** Why it is not known whether there is such a resource; null where there is. */
  readonly doubt: string | null;
}

/** What a stack knows of the deployment it is in. */
export interface Deployment {
  /** The value of an export. @throws OpenValue where no stack has it. */
  readonly importValue: (name: string) => unknown;
  /** The output of a nested stack. @throws OpenValue where its template is not among the inputs. */
  readonly outputOf: (stack: Stack, resource: string, output: string) => unknown;
}

export interface StackSource {
  readonly value: unknown;
  /** The number of its document. */
  readonly document: number;
  /** What the ids of its resources begin with. */
  readonly prefix: string;
  readonly suffix: string;
  readonly place: Place;
  readonly parameters: ParameterValues;
  /** Values that another stack gives; they come before all others. */
  readonly given: (name: string) => { readonly value: unknown } | null;
  /** Whether a parameter that names one thing outside may go by its own name: nothing else can mean the same. */
  readonly isAlone: boolean;
  readonly deployment: Deployment;
  /** The id of what exists already under a name; null where nothing does. */
  readonly physicalId: (name: string) => string | null;
}

/** Evaluations within evaluations; a circle has no end. */
const deepest = 64;

/** One stack: a template with values for its parameters. */
export class Stack implements Evaluation {
  readonly template: Template;
  readonly source: StackSource;
  readonly #section: ExpandedSection;
  readonly #byName = new Map<string, StackResource>();
  readonly #conditions = new Map<string, boolean | OpenValue>();
  #depth = 0;

  constructor(source: StackSource) {
    this.source = source;
    this.template = templateOf(source.value);
    this.#section = expandLoops(this.template.resources, (list) => this.#loopList(list));
    for (const { name, value, pointer } of this.#section.members) {
      const fields = isFields(value) ? value : {};
      const resource = {
        name,
        type: typeof fields['Type'] === 'string' ? fields['Type'] : '',
        fields,
        pointer: `/Resources${pointer}`,
        doubt: null,
      };
      this.#byName.set(name, resource);
    }
    for (const [name, resource] of this.#byName) {
      const exists = this.#exists(resource);
      if (exists === false) this.#byName.delete(name);
      else if (exists !== true) this.#byName.set(name, { ...resource, doubt: exists });
    }
  }

  get resources(): readonly StackResource[] {
    return [...this.#byName.values()];
  }

  resource(name: string): StackResource | null {
    return this.#byName.get(name) ?? null;
  }

  /** Says that it is not known what a resource is of what exists. */
  leaveInDoubt(name: string, doubt: string): void {
    const resource = this.#byName.get(name);
    if (resource) this.#byName.set(name, { ...resource, doubt });
  }

  /** Why there may be more than is written; null where there is not. */
  get doubt(): string | null {
    const [macro] = this.template.macros;
    if (macro !== undefined) return `the macro ${macro} may change it`;
    const [unknownLoop] = this.#section.unknownLoops;
    if (unknownLoop !== undefined) return `the list of ${unknownLoop} is not known`;
    const module = this.resources.find(({ type }) => type.endsWith('::MODULE'));
    return module ? `what is in the module ${module.name} is not known` : null;
  }

  /** What a resource goes by that has no id yet. */
  nameOf(resource: string): string {
    return `${this.source.prefix}${resource}${this.source.suffix}`;
  }

  idOf(resource: string): string {
    const name = this.nameOf(resource);
    return this.source.physicalId(name) ?? name;
  }

  /** The id that an attribute of a resource holds. */
  idAt(resource: string, attribute: string): string {
    const name = `${this.idOf(resource)}.${attribute}`;
    return this.source.physicalId(name) ?? name;
  }

  /** The value with all functions applied. @throws OpenValue where it is not known. */
  evaluate(raw: unknown): unknown {
    if (typeof raw === 'string') return withoutReferences(raw);
    if (typeof raw === 'number' || typeof raw === 'boolean') return String(raw);
    if (Array.isArray(raw)) {
      return raw.map((each) => this.evaluate(each)).filter((each) => each !== noValue);
    }
    if (!isFields(raw)) return '';
    const call = functionIn(raw);
    if (call) return this.#guarded(() => applyFunction(call, this));
    const fields = Object.entries(raw).map(([name, each]): [string, unknown] => [name, this.evaluate(each)]);
    return Object.fromEntries(fields.filter(([, each]) => each !== noValue));
  }

  /** The outermost functions applied, so that what they lead to keeps its place; null where there is no value. */
  head({ raw, pointer }: Located): Located | null {
    if (!isFields(raw)) return { raw, pointer };
    const call = functionIn(raw);
    if (!call) return { raw, pointer };
    if (call.name === 'Fn::If' && Array.isArray(call.argument)) {
      const index = this.condition(String(call.argument[0])) ? 1 : 2;
      const branch: unknown = call.argument[index];
      return this.#guarded(() => this.head({ raw: branch, pointer: `${pointer}/Fn::If/${index}` }));
    }
    const value = this.evaluate(raw);
    return value === noValue ? null : { raw: new Evaluated(value), pointer };
  }

  /** Whether a condition holds. @throws OpenValue where that is not known. */
  condition(name: string): boolean {
    let known = this.#conditions.get(name);
    if (known === undefined) this.#conditions.set(name, (known = this.#condition(name)));
    if (known instanceof OpenValue) throw known;
    return known;
  }

  ref(name: string): unknown {
    if (isPseudoParameter(name)) return pseudoParameter(name, this.source.place);
    if (Object.hasOwn(this.template.parameters, name)) return this.#parameter(name);
    const resource = this.#byName.get(name);
    if (!resource) throw new OpenValue(`the template has no ${name}`);
    return referenceOf(this, resource);
  }

  attribute(name: string, attribute: string): unknown {
    const resource = this.#byName.get(name);
    if (!resource) throw new OpenValue(`the template has no ${name}`);
    if (resource.type === 'AWS::CloudFormation::Stack' && attribute.startsWith('Outputs.')) {
      return this.source.deployment.outputOf(this, name, attribute.slice('Outputs.'.length));
    }
    return attributeOf(this, resource, attribute);
  }

  mapping(map: string, first: string, second: string): unknown {
    const { mappings } = this.template;
    const top = mappings[map];
    const row = isFields(top) ? top[first] : null;
    const cell = isFields(row) ? row[second] : undefined;
    return cell === undefined ? undefined : this.evaluate(cell);
  }

  importValue(name: string): unknown {
    return this.source.deployment.importValue(
      replaceReferences(name, (id) => (id === 'AWS::StackName' ? this.source.place.stackName : null)),
    );
  }

  /** The names and values of what the stack exports. */
  get exports(): ReadonlyMap<string, () => unknown> {
    const found = new Map<string, () => unknown>();
    for (const output of Object.values(this.template.outputs)) {
      if (!isFields(output) || !isFields(output['Export'])) continue;
      const { Name: raw } = output['Export'];
      try {
        const name = replaceReferences(String(this.evaluate(raw)), (id) =>
          id === 'AWS::StackName' ? this.source.place.stackName : null,
        );
        found.set(name, () => this.#output(output));
      } catch (error) {
        if (!(error instanceof OpenValue)) throw error;
      }
    }
    return found;
  }

  output(name: string): unknown {
    const output = this.template.outputs[name];
    if (!isFields(output)) throw new OpenValue(`the nested stack has no output ${name}`);
    return this.#output(output);
  }

  #output(output: Fields): unknown {
    const { Condition: condition } = output;
    if (typeof condition === 'string' && !this.condition(condition)) {
      throw new OpenValue(`an output has no value, because ${condition} does not hold`);
    }
    return this.evaluate(output['Value']);
  }

  #parameter(name: string): unknown {
    const { given, parameters, isAlone } = this.source;
    const declared = this.template.parameters[name];
    const { Type: type, Default: byDefault } = isFields(declared) ? declared : {};
    const kind = typeof type === 'string' ? type : 'String';
    if (kind.startsWith('AWS::SSM::Parameter::Value')) {
      throw new OpenValue(`${name} stands in the Parameter Store`);
    }
    const isList = kind === 'CommaDelimitedList' || kind.startsWith('List<');
    const fromStack = given(name);
    const text = fromStack ? fromStack.value : (parameters.get(name) ?? this.#default(name, byDefault));
    if (text === undefined) {
      const named = /^AWS::EC2::(VPC|Subnet|SecurityGroup)::Id$/.exec(kind);
      if (isAlone && named && this.#isOnlyOfItsType(kind)) return referenceTo(this.idOf(name));
      throw new OpenValue(`the parameter ${name} has no value`);
    }
    if (!isList || Array.isArray(text)) return text;
    return scalarText(text)
      .split(',')
      .map((each) => each.trim());
  }

  #default(name: string, byDefault: unknown): string | undefined {
    // One that stays as it was before need not have its default.
    if (byDefault === undefined || this.source.parameters.get(name) === null) return undefined;
    return withoutReferences(
      Array.isArray(byDefault) ? byDefault.map(scalarText).join(',') : scalarText(byDefault),
    );
  }

  /** Two parameters may be given one id, so a name is one only where nothing else may be given the same. */
  #isOnlyOfItsType(kind: string): boolean {
    const same = Object.values(this.template.parameters).filter(
      (each) => isFields(each) && typeof each['Type'] === 'string' && each['Type'].includes(kind),
    );
    return same.length === 1;
  }

  #loopList(list: unknown): readonly string[] | null {
    try {
      const items = this.evaluate(list);
      return Array.isArray(items) && items.every((item) => typeof item === 'string') ? items : null;
    } catch (error) {
      if (error instanceof OpenValue) return null;
      throw error;
    }
  }

  #exists({ fields }: StackResource): boolean | string {
    const { Condition: condition } = fields;
    if (typeof condition !== 'string') return true;
    try {
      return this.condition(condition);
    } catch (error) {
      if (error instanceof OpenValue) return error.reason;
      throw error;
    }
  }

  #condition(name: string): boolean | OpenValue {
    if (!Object.hasOwn(this.template.conditions, name)) return new OpenValue(`there is no condition ${name}`);
    try {
      return this.#guarded(() => this.evaluate(this.template.conditions[name])) === 'true';
    } catch (error) {
      if (error instanceof OpenValue) return error;
      throw error;
    }
  }

  #guarded<T>(compute: () => T): T {
    if (this.#depth >= deepest) throw new OpenValue('it refers to itself');
    this.#depth += 1;
    try {
      return compute();
    } finally {
      this.#depth -= 1;
    }
  }
}

function scalarText(value: unknown): string {
  return typeof value === 'string' ? value : JSON.stringify(value);
}

/** A value that holds no functions any more. */
export class Evaluated {
  readonly value: unknown;

  constructor(value: unknown) {
    this.value = value;
  }
}
