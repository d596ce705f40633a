/** The fields of an OpenAPI schema that Vertex AI takes: https://cloud.google.com/vertex-ai/docs/reference/rest/v1/Schema */
const KEYS = new Set(
  (
    'type format title description nullable default items minItems maxItems enum properties propertyOrdering required ' +
    'minProperties maxProperties minimum maximum minLength maxLength pattern example anyOf'
  ).split(' '),
);
const TYPES = new Set(['STRING', 'NUMBER', 'INTEGER', 'BOOLEAN', 'ARRAY', 'OBJECT']);
const NAME = /^[a-zA-Z_][\w.-]{0,63}$/;

/** What is wrong with function declarations, or null. */
export function wrongDeclarations(declarations: unknown): string | null {
  if (!Array.isArray(declarations) || declarations.length === 0)
    return 'tools.function_declarations: required';
  const names = new Set<unknown>();
  for (const { name, parameters, description, ...rest } of declarations) {
    if (typeof name !== 'string' || !NAME.test(name)) return `Invalid function name: ${String(name)}`;
    if (names.has(name)) return `Duplicate function declaration found: ${name}`;
    names.add(name);
    const [unknown] = Object.keys(rest);
    if (unknown !== undefined)
      return `Unknown name "${unknown}" at 'tools[0].function_declarations': Cannot find field.`;
    if (description !== undefined && typeof description !== 'string')
      return `${name}.description must be a string`;
    if (parameters === undefined) continue;
    if (parameters.type !== 'OBJECT') return `${name} parameters schema should be of type OBJECT.`;
    const wrong = wrongSchema(parameters, `${name}.parameters`);
    if (wrong !== null) return wrong;
  }
  return null;
}

function wrongSchema(schema: unknown, at: string): string | null {
  if (typeof schema !== 'object' || schema === null) return `${at} must be a schema`;
  const fields = schema as Record<string, unknown>;
  const unknown = Object.keys(fields).find((key) => !KEYS.has(key));
  if (unknown !== undefined) return `Unknown name "${unknown}" at '${at}': Cannot find field.`;
  if (!TYPES.has(fields.type as string)) return `Invalid value at '${at}.type': "${String(fields.type)}"`;
  if (fields.enum !== undefined) {
    const isRight = fields.type === 'STRING' && Array.isArray(fields.enum) && fields.enum.length > 0;
    if (!isRight || (fields.enum as unknown[]).some((value) => typeof value !== 'string' || value === ''))
      return `${at}.enum: only allowed for STRING type`;
  }
  if (fields.type === 'ARRAY') return wrongSchema(fields.items, `${at}.items`);
  if (fields.type !== 'OBJECT') return null;
  const properties = (fields.properties ?? {}) as Record<string, unknown>;
  for (const [name, property] of Object.entries(properties)) {
    const wrong = wrongSchema(property, `${at}.properties[${name}]`);
    if (wrong !== null) return wrong;
  }
  const stray = ((fields.required as string[] | undefined) ?? []).find(
    (name) => !Object.hasOwn(properties, name),
  );
  return stray === undefined ? null : `${at}.required[0]: property is not defined: ${stray}`;
}
