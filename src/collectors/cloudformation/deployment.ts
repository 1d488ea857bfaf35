import { basename, extname } from 'node:path';
import { type Fields, isFields } from '../infrastructure-code/fields.ts';
import { OpenValue, valueOrReason } from '../infrastructure-code/open-value.ts';
import type { ParameterValues } from './parameters.ts';
import type { Place } from './pseudo-parameters.ts';
import { type Deployment, Stack, type StackResource } from './stack.ts';

/** A template among the documents of a run. */
export interface ReadTemplate {
  readonly document: number;
  readonly path: string;
  readonly value: unknown;
}

/** Templates that nest each other have no end. */
const deepestNesting = 8;

/**
 * The stacks of templates that are deployed together: one imports what another exports, and a template that
 * another names as that of a nested stack is deployed as often as it is named, and not by itself.
 */
export function stacksOf(
  templates: readonly ReadTemplate[],
  parameters: ParameterValues,
  where: Omit<Place, 'stackName'>,
  physicalId: (name: string) => string | null = () => null,
): readonly Stack[] {
  const nested = new Set(templates.flatMap((template) => nestedIn(template, templates)));
  const roots = templates.filter((template) => !nested.has(template));
  // Of templates that only nest each other, none would be left.
  const top = roots.length > 0 ? roots : templates;
  const holders = new Map<string, number>();
  for (const { value } of top) {
    for (const name of resourceNames(value)) holders.set(name, (holders.get(name) ?? 0) + 1);
  }
  const stacks: Stack[] = [];
  const children = new Map<string, Stack>();
  const exported = new Map<string, () => unknown>();
  const deployment: Deployment = {
    importValue: (name) => {
      const found = exported.get(name);
      if (!found) throw new OpenValue('no template that was given exports it');
      return found();
    },
    outputOf: (stack, resource, output) => {
      const child = children.get(stack.nameOf(resource));
      if (!child) throw new OpenValue(`the template of ${resource} is not among the inputs`);
      return child.output(output);
    },
  };
  const open = (template: ReadTemplate, stack: Stack, depth: number): void => {
    stacks.push(stack);
    for (const resource of stack.resources.filter(isStack)) {
      const child = depth < deepestNesting ? templateOf(resource, template, templates) : null;
      if (!child) continue;
      const id = stack.nameOf(resource.name);
      const nestedStack = new Stack({
        value: child.value,
        document: child.document,
        prefix: `${stack.source.prefix}${resource.name}.`,
        suffix: stack.source.suffix,
        place: { ...where, stackName: id },
        parameters: new Map(),
        given: (name) => givenBy(stack, resource, name),
        isAlone: false,
        deployment,
        physicalId,
      });
      children.set(id, nestedStack);
      open(child, nestedStack, depth + 1);
    }
  };
  for (const template of top) {
    const { value, document, path } = template;
    const isAlike = resourceNames(value).some((name) => (holders.get(name) ?? 0) > 1);
    const stack = new Stack({
      value,
      document,
      prefix: '',
      suffix: isAlike ? ` (${path})` : '',
      place: { ...where, stackName: basename(path, extname(path)) },
      parameters,
      given: () => null,
      isAlone: top.length === 1,
      deployment,
      physicalId,
    });
    open(template, stack, 0);
  }
  for (const stack of stacks) for (const [name, value] of stack.exports) exported.set(name, value);
  return stacks;
}

function resourcesIn(value: unknown): Fields {
  const resources = isFields(value) ? value['Resources'] : null;
  return isFields(resources) ? resources : {};
}

function resourceNames(value: unknown): readonly string[] {
  return Object.keys(resourcesIn(value));
}

function isStack({ type, doubt }: StackResource): boolean {
  return type === 'AWS::CloudFormation::Stack' && doubt === null;
}

function nestedIn(template: ReadTemplate, templates: readonly ReadTemplate[]): readonly ReadTemplate[] {
  return Object.values(resourcesIn(template.value)).flatMap((fields) => {
    if (!isFields(fields) || fields['Type'] !== 'AWS::CloudFormation::Stack') return [];
    return templateAt(urlOf(fields), template, templates) ?? [];
  });
}

function templateOf(
  { fields }: StackResource,
  template: ReadTemplate,
  templates: readonly ReadTemplate[],
): ReadTemplate | null {
  return templateAt(urlOf(fields), template, templates);
}

/** The last part of the address of a template, which may be put together from others. */
function urlOf(fields: Fields): string {
  const properties = isFields(fields['Properties']) ? fields['Properties'] : {};
  const written = properties['TemplateURL'];
  const sub = isFields(written) ? written['Fn::Sub'] : null;
  const text: unknown = Array.isArray(sub) ? sub[0] : (sub ?? written);
  return typeof text === 'string' ? (text.split(/[?#]/)[0] ?? '') : '';
}

/** The one other template whose file is called as the address ends. */
function templateAt(
  url: string,
  template: ReadTemplate,
  templates: readonly ReadTemplate[],
): ReadTemplate | null {
  const name = basename(url);
  const [only, ...others] = templates.filter(
    (each) => each !== template && name !== '' && basename(each.path) === name,
  );
  return only && others.length === 0 ? only : null;
}

/** The value that a parent gives a parameter. @throws OpenValue where it gives one that is not known. */
function givenBy(parent: Stack, { fields }: StackResource, name: string): { readonly value: unknown } | null {
  const properties = isFields(fields['Properties']) ? fields['Properties'] : {};
  const { Parameters: parameters } = properties;
  if (!isFields(parameters) || !Object.hasOwn(parameters, name)) return null;
  const found = valueOrReason(() => parent.evaluate(parameters[name]));
  if ('reason' in found) throw new OpenValue(found.reason);
  return { value: found.value };
}
