/** Answers as AWS writes them: by the schemas that the SDK carries, in the protocol of each service. */

/** A schema of the SDK: a number for a simple type, a tuple for others, or a pair of a schema and traits. */
type Schema = unknown;
type Traits = Readonly<Record<string, unknown>>;

const listKind = 1;
const mapKind = 2;
const structKinds: readonly unknown[] = [3, 4, -3];

export type Protocol = 'ec2' | 'query' | 'rest-xml' | 'json';

/** The body of a successful answer. */
export function answerBody(protocol: Protocol, operation: string, output: Schema, value: object): string {
  if (protocol === 'json') return JSON.stringify(jsonValue(value));
  const inner = fieldsXml(output, value, protocol);
  if (protocol === 'rest-xml')
    return `<?xml version="1.0"?>\n<${operation}Response>${inner}</${operation}Response>`;
  if (protocol === 'ec2') {
    return `<?xml version="1.0"?>\n<${operation}Response xmlns="http://ec2.amazonaws.com/doc/2016-11-15/"><requestId>r-1</requestId>${inner}</${operation}Response>`;
  }
  return `<?xml version="1.0"?>\n<${operation}Response><${operation}Result>${inner}</${operation}Result><ResponseMetadata><RequestId>r-1</RequestId></ResponseMetadata></${operation}Response>`;
}

/** The body of an error, as the service writes it. */
export function errorBody(protocol: Protocol, code: string): string {
  const error = `<Code>${code}</Code><Message>${code} of the fault server</Message>`;
  switch (protocol) {
    case 'json':
      return JSON.stringify({ __type: code, message: `${code} of the fault server` });
    case 'ec2':
      return `<?xml version="1.0"?>\n<Response><Errors><Error>${error}</Error></Errors><RequestID>r-1</RequestID></Response>`;
    case 'query':
      return `<ErrorResponse><Error><Type>Sender</Type>${error}</Error><RequestId>r-1</RequestId></ErrorResponse>`;
    case 'rest-xml':
      return `<?xml version="1.0"?>\n<ErrorResponse><Error><Type>Sender</Type>${error}</Error><RequestId>r-1</RequestId></ErrorResponse>`;
  }
}

/** Members of a structure, in the order of its schema, as AWS has them too. */
function fieldsXml(schema: Schema, value: object, protocol: Protocol): string {
  const [, , , , names, schemas] = tupleOf(resolve(schema).schema);
  const members = Array.isArray(names) ? names.map(String) : [];
  const types = Array.isArray(schemas) ? (schemas as readonly Schema[]) : [];
  return members
    .map((name, index) => {
      const field: unknown = Reflect.get(value, name);
      return field === undefined || field === null ? '' : fieldXml(name, types[index], field, protocol);
    })
    .join('');
}

function fieldXml(name: string, given: Schema, value: unknown, protocol: Protocol): string {
  const { schema, traits } = resolve(given);
  const tag = typeof traits['xmlName'] === 'string' ? traits['xmlName'] : name;
  const kind = Array.isArray(schema) ? (schema[0] as unknown) : schema;
  if (Array.isArray(value)) {
    const memberSchema = kind === listKind ? tupleOf(schema)[4] : simpleMember(schema);
    const member = resolve(memberSchema);
    const fallback = protocol === 'ec2' ? 'item' : 'member';
    const memberTag = typeof member.traits['xmlName'] === 'string' ? member.traits['xmlName'] : fallback;
    const isFlat = 'xmlFlattened' in traits;
    const items = value
      .map((item) => fieldXml(isFlat ? tag : memberTag, member.schema, item, protocol))
      .join('');
    return isFlat ? items : `<${tag}>${items}</${tag}>`;
  }
  if (kind === mapKind && typeof value === 'object' && value !== null) {
    const entries = Object.entries(value).map(
      ([key, text]) => `<entry><key>${escaped(key)}</key><value>${escaped(String(text))}</value></entry>`,
    );
    return `<${tag}>${entries.join('')}</${tag}>`;
  }
  if (structKinds.includes(kind) && typeof value === 'object' && value !== null) {
    return `<${tag}>${fieldsXml(schema, value, protocol)}</${tag}>`;
  }
  return `<${tag}>${escaped(String(value))}</${tag}>`;
}

/** A list of a simple type is written as 64 and the type. */
function simpleMember(schema: Schema): Schema {
  return typeof schema === 'number' ? schema & ~64 : 0;
}

function resolve(given: Schema): { readonly schema: Schema; readonly traits: Traits } {
  const value: unknown = typeof given === 'function' ? (given as () => unknown)() : given;
  // A pair of a schema and its traits begins with a schema; a tuple with the number of its kind.
  if (Array.isArray(value) && value.length === 2) {
    const inner = resolve(value[0]);
    const traits: unknown = value[1];
    return { schema: inner.schema, traits: isTraits(traits) ? traits : {} };
  }
  return { schema: value, traits: {} };
}

function isTraits(value: unknown): value is Traits {
  return typeof value === 'object' && value !== null;
}

function tupleOf(schema: Schema): readonly unknown[] {
  return Array.isArray(schema) ? schema : [];
}

/** JSON protocols write times as seconds. */
function jsonValue(value: unknown): unknown {
  if (value instanceof Date) return value.getTime() / 1000;
  if (Array.isArray(value)) return value.map(jsonValue);
  if (typeof value !== 'object' || value === null) return value;
  return Object.fromEntries(Object.entries(value).map(([name, field]) => [name, jsonValue(field)]));
}

function escaped(text: string): string {
  return text.replace(/[&<>"]/g, (character) => `&#${character.charCodeAt(0)};`);
}
