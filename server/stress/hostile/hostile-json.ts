import type { RandomChoices } from '../random-choices.ts';

/** A JSON schema as far as the API's document uses it. */
export interface JsonSchema {
  readonly $ref?: string;
  readonly type?: string | readonly string[];
  readonly const?: unknown;
  readonly enum?: readonly unknown[];
  readonly properties?: Readonly<Record<string, JsonSchema>>;
  readonly required?: readonly string[];
  readonly items?: JsonSchema;
  readonly minItems?: number;
  readonly maxItems?: number;
  readonly minimum?: number;
  readonly maximum?: number;
  readonly anyOf?: readonly JsonSchema[];
  readonly oneOf?: readonly JsonSchema[];
  readonly allOf?: readonly JsonSchema[];
}

type Resolve = (schema: JsonSchema) => JsonSchema;

/**
 * A value that the schema allows, as far as it says so.
 *
 * @param known what to put where the name of a field asks for it: ids that are there.
 */
export function validValue(
  schema: JsonSchema,
  resolve: Resolve,
  random: RandomChoices,
  known: Readonly<Record<string, string>>,
  name = '',
): unknown {
  const { const: constant, enum: words, anyOf, oneOf, allOf, ...plain } = resolve(schema);
  const deeper = (inner: JsonSchema, field = name) =>
    validValue(inner, resolve, random, known, field);
  if (constant !== undefined) return constant;
  if (words) return random.pick(words);
  const choices = anyOf ?? oneOf;
  if (choices) return deeper(random.pick(choices));
  if (allOf) return Object.assign({}, ...allOf.map((inner) => deeper(inner)));
  const type = Array.isArray(plain.type) ? random.pick(plain.type) : plain.type;
  if (type === 'object') {
    const fields = Object.entries(plain.properties ?? {}).filter(
      ([field]) => plain.required?.includes(field) || random.chance(0.3),
    );
    return Object.fromEntries(fields.map(([field, inner]) => [field, deeper(inner, field)]));
  }
  if (type === 'array') {
    const most = Math.min(plain.maxItems ?? 3, (plain.minItems ?? 0) + 2);
    const length = random.whole(plain.minItems ?? 0, most);
    return Array.from({ length }, () => (plain.items ? deeper(plain.items) : null));
  }
  if (type === 'integer' || type === 'number') {
    const least = plain.minimum ?? 0;
    const value = least + random.fraction() * ((plain.maximum ?? least + 100) - least);
    return type === 'integer' ? Math.round(value) : value;
  }
  if (type === 'boolean') return random.chance(0.5);
  return type === 'string' ? (known[name] ?? 'text') : null;
}

/** What stands where something else is expected; each is JSON when written. */
const WRONG_VALUES: readonly unknown[] = [
  null,
  true,
  '',
  ' ',
  0,
  -1,
  1e308,
  -0.5,
  2 ** 53,
  [],
  {},
  [[]],
  [null],
  { length: 1e9 },
  { toString: 'x' },
  '__proto__',
  '\u0000',
  '\ud800',
  '\u202e',
  '../../etc/passwd',
  '<script>alert(1)</script>',
  "' or '1'='1",
  '👕'.repeat(200),
  '2026-11-27T00:00:00Z',
];

/** Bodies that are not JSON, or that parsers do not agree on. */
const WRONG_TEXTS: readonly string[] = [
  '',
  ' ',
  '{',
  '}',
  '[',
  '"',
  'nul',
  'NaN',
  '{"quality":NaN}',
  '{"quality":Infinity}',
  "{'model':'panels'}",
  '{"model":"panels",}',
  '{"model":"panels" "quality":"low"}',
  '{"model":"panels","model":"pifuhd","quality":"low"}',
  '{"quality":"low","quality":"low","model":"panels"}',
  '{"__proto__":{"model":"panels","quality":"low"}}',
  '{"constructor":{"prototype":{"model":"panels"}}}',
  '{"model":"panels","quality":"low","__proto__":{"isAdmin":true}}',
  '\ufeff{"model":"panels","quality":"low"}',
  '{"model":"panels","quality":"low"}{}',
  '/* a */{"model":"panels"}',
  '{"known_width_cm":1e400}',
  '{"known_width_cm":-1e-400}',
  '{"known_width_cm":00012}',
  '{"seed":123456789012345678901234567890}',
  '"\\ud800\\udc00\\ud800"',
  '{"model":"\\u0000"}',
  'true',
  '0',
  '[]',
  'null',
  '"text"',
];

/** One body for a call with this schema; most have a single thing wrong. */
export function hostileJson(
  schema: JsonSchema,
  resolve: Resolve,
  random: RandomChoices,
  known: Readonly<Record<string, string>>,
): { readonly label: string; readonly text: Buffer } {
  const kind = random.weighted({
    mutated: 8,
    text: 4,
    deep: 1,
    long: 1,
    manyKeys: 1,
    binary: 1,
    cut: 1,
    valid: 0.1,
  });
  const value = validValue(schema, resolve, random, known);
  const written = (given: unknown) => Buffer.from(JSON.stringify(given));
  const label = `json: ${kind}`;
  switch (kind) {
    case 'valid':
      return { label, text: written(value) };
    case 'mutated':
      return { label, text: written(mutate(value, random)) };
    case 'text':
      return { label, text: Buffer.from(random.pick(WRONG_TEXTS)) };
    case 'deep': {
      const depth = random.whole(100, 16_000);
      const [open, close] = random.pick([
        ['[', ']'],
        ['{"a":', '}'],
      ] as const);
      return { label, text: Buffer.from(`${open.repeat(depth)}1${close.repeat(depth)}`) };
    }
    case 'long':
      return { label, text: written({ model: 'a'.repeat(random.whole(1000, 200_000)) }) };
    case 'manyKeys': {
      const entries = Array.from({ length: random.whole(100, 5000) }, (_, i) => [`k${i}`, i]);
      return { label, text: written(Object.fromEntries(entries)) };
    }
    case 'binary':
      return { label, text: random.bytes(random.whole(1, 300)) };
    case 'cut': {
      const text = written(value);
      return { label, text: text.subarray(0, random.whole(0, text.length - 1)) };
    }
  }
}

/** The value with one place changed, left out or added. */
function mutate(value: unknown, random: RandomChoices): unknown {
  if (typeof value !== 'object' || value === null || random.chance(0.1)) {
    return random.pick(WRONG_VALUES);
  }
  const copy = structuredClone(value) as Record<string, unknown>;
  const fields = Object.keys(copy);
  const kind = random.weighted({ change: 5, remove: 1, add: 2, wrap: 1 });
  const field = fields.length === 0 ? 'a' : random.pick(fields);
  if (kind === 'remove') delete copy[field];
  else if (kind === 'wrap') copy[field] = [copy[field]];
  else if (kind === 'add') {
    const name = random.pick([
      '__proto__',
      'constructor',
      'id',
      'user_id',
      'tenant_id',
      'статус',
      '',
      'a'.repeat(500),
    ]);
    Object.defineProperty(copy, name, { value: random.pick(WRONG_VALUES), enumerable: true });
  } else copy[field] = mutate(copy[field], random);
  return copy;
}
