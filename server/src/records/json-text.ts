declare const said: unique symbol;

/**
 * A value written as JSON, for those who pass it on and have no need to read it: a poll sends the report of
 * its job as it was stored.
 */
export type JsonText<Value> = string & { readonly [said]: Value };

/** @param value what JSON can say. */
export function writeJson<Value>(value: Value): JsonText<Value> {
  return JSON.stringify(value) as JsonText<Value>;
}

export function readJson<Value>(text: JsonText<Value>): Value {
  return JSON.parse(text) as Value;
}

/** The values of an object's fields, each written already. */
type WrittenFields<Value extends object> = {
  readonly [Name in keyof Value]: JsonText<Value[Name]>;
};

const writeFields = (fields: Readonly<Record<string, string>>) =>
  Object.entries(fields)
    .map(([name, text]) => `${JSON.stringify(name)}:${text}`)
    .join(',');

export function writeJsonFields<Value extends object>(
  fields: WrittenFields<Value>,
): JsonText<Value> {
  return `{${writeFields(fields)}}` as JsonText<Value>;
}

/**
 * An object with more fields behind its own.
 *
 * @param own has one at least.
 */
export function writeJsonWith<Own extends object, More extends object>(
  own: Own,
  more: WrittenFields<More>,
): JsonText<Own & More> {
  return `${JSON.stringify(own).slice(0, -1)},${writeFields(more)}}` as JsonText<Own & More>;
}

export function writeJsonArray<Value>(items: readonly JsonText<Value>[]): JsonText<Value[]> {
  return `[${items.join(',')}]` as JsonText<Value[]>;
}
