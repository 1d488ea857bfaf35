/** One step of a reference: an attribute, or a key in brackets. */
export type Step = { readonly attribute: string } | { readonly key: string | number };

/** The steps of `module.vpc["a"].private_subnets[0]`; null for a text that is no reference. */
export function parseReference(text: string): readonly Step[] | null {
  const steps: Step[] = [];
  const pattern = /(?:^|\.)([\p{L}_][\p{L}\p{N}_-]*|\d+|\*)|\[(\d+|"(?:[^"\\]|\\.)*"|\*)\]/uy;
  while (pattern.lastIndex < text.length) {
    const found = pattern.exec(text);
    if (!found) return null;
    const [, attribute, key] = found;
    if (attribute !== undefined) steps.push({ attribute });
    else if (key !== undefined && key !== '*') steps.push({ key: keyOf(key) });
  }
  return steps;
}

function keyOf(text: string): string | number {
  if (!text.startsWith('"')) return Number(text);
  try {
    return String(JSON.parse(text));
  } catch {
    return text.slice(1, -1);
  }
}

/** The name of a step that is an attribute. */
export function nameOf(step: Step | undefined): string | null {
  return step && 'attribute' in step ? step.attribute : null;
}

/** References without those that only lead the way to another: of `a.b.id`, `a.b` the first. */
export function withoutParents(references: readonly string[]): readonly string[] {
  return [...new Set(references)].filter(
    (one) =>
      !references.some(
        (other) =>
          other.length > one.length && other.startsWith(one) && /^[.[]/.test(other.slice(one.length)),
      ),
  );
}

/** The module a module instance stands in, and its own name and key; null for the root. */
export function parentModule(
  module: string,
): { readonly parent: string; readonly name: string; readonly key: string | number | null } | null {
  const steps = parseReference(module);
  if (!steps || steps.length < 2) return null;
  const last = steps.at(-1);
  const key = last && 'key' in last ? last.key : null;
  const suffix = key === null ? '' : typeof key === 'number' ? `[${key}]` : `[${JSON.stringify(key)}]`;
  const name = nameOf(steps.at(key === null ? -1 : -2));
  if (name === null) return null;
  const own = `module.${name}${suffix}`;
  const parent = module.slice(0, module.length - own.length).replace(/\.$/, '');
  return { parent, name, key };
}
