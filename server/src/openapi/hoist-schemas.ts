type Json = null | boolean | number | string | Json[] | { [key: string]: Json };
type JsonObject = { [key: string]: Json };

const isObject = (value: Json | undefined): value is JsonObject =>
  typeof value === 'object' && value !== null && !Array.isArray(value);

/**
 * Moves every schema that carries an `id` (from `.meta({ id })`) to `components.schemas` and leaves a
 * `$ref`, so that a document says each thing once. The generator leaves them inline.
 *
 * @param document an OpenAPI document; not changed.
 */
export function hoistSchemas(document: unknown): JsonObject {
  const schemas: JsonObject = {};
  const walk = (value: Json, isSchemaPlace: boolean): Json => {
    if (Array.isArray(value)) return value.map((item) => walk(item, isSchemaPlace));
    if (!isObject(value)) return value;
    const { id, ...rest } = value;
    const isNamed = isSchemaPlace && typeof id === 'string';
    const walked: JsonObject = {};
    for (const [key, child] of Object.entries(isNamed ? rest : value)) {
      // Below `properties` the keys are names of fields, and one may be called id.
      const isFieldMap = key === 'properties' && isSchemaPlace;
      walked[key] =
        isFieldMap && isObject(child)
          ? Object.fromEntries(Object.entries(child).map(([k, v]) => [k, walk(v, true)]))
          : walk(child, isSchemaPlace || key === 'schema');
    }
    if (!isNamed) return walked;
    schemas[id] = walked;
    return { $ref: `#/components/schemas/${id}` };
  };
  // A round trip drops what JSON has no word for.
  const plain = walk(JSON.parse(JSON.stringify(document)), false);
  if (!isObject(plain)) throw new TypeError('An OpenAPI document is an object.');
  const components = isObject(plain.components) ? plain.components : {};
  const sorted = Object.fromEntries(Object.entries(schemas).sort(([a], [b]) => a.localeCompare(b)));
  return { ...plain, components: { ...components, schemas: sorted } };
}
