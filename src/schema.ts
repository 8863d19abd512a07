/**
 * Fields of every configuration: one declaration gives the check, the default, the message and
 * what a control needs to draw itself. Checking is Zod's; this module adds the meta data and the
 * form of the message (field, value, allowed range).
 */
import * as z from 'zod/mini';

/** When a change of the field takes effect in a running session. */
export type Applies = 'now' | 'nextSlot' | 'restart';

/** What a control has to know about a field. Labels live in the app's catalogue, by field path. */
export interface FieldMeta {
  readonly kind: 'number' | 'integer' | 'choice' | 'structure';
  readonly group: string;
  readonly applies: Applies;
  /** Unit as shown behind the number, e.g. `m`, `s`, `MHz`. Absent for a pure number. */
  readonly unit?: string;
  readonly minimum?: number;
  readonly maximum?: number;
  /** Step of a slider or number field. */
  readonly step?: number;
  readonly choices?: readonly string[];
  /** What is allowed, in words, as it stands in an error message. */
  readonly allowed: string;
}

const registry = z.registry<FieldMeta>();

/** A value that was refused. One line: the field, the value and what is allowed. */
export class InputError extends Error {
  override readonly name = 'InputError';
  readonly field: string;
  readonly value: unknown;
  readonly allowed: string;

  /** @param problem what stands behind the field in the message, where the usual words do not fit */
  constructor(field: string, value: unknown, allowed: string, problem?: string) {
    super(`${field}: ${problem ?? `${describe(value)}; allowed: ${allowed}`}`);
    this.field = field;
    this.value = value;
    this.allowed = allowed;
  }
}

function describe(value: unknown): string {
  return value === undefined ? 'missing' : `${shortText(value)} is not allowed`;
}

function shortText(value: unknown): string {
  if (typeof value === 'number') return String(value);
  const text = JSON.stringify(value) ?? String(value);
  return text.length > 60 ? `${text.slice(0, 57)}...` : text;
}

/** A name that nobody knows: an option, a field, an experiment (the `noun`). */
export function unknownName(
  field: string,
  noun: string,
  known: readonly string[],
  value?: unknown,
): InputError {
  const allowed = known.join(' | ');
  const given = value === undefined ? '' : ` (given ${shortText(value)})`;
  return new InputError(field, value, allowed, `no such ${noun}${given}; allowed: ${allowed}`);
}

interface FieldOptions {
  readonly group: string;
  readonly applies: Applies;
  readonly unit?: string;
  readonly step?: number;
}
interface NumberOptions extends FieldOptions {
  readonly minimum: number;
  readonly maximum: number;
}

function numeric(kind: 'number' | 'integer', options: NumberOptions, initial: number) {
  const { minimum, maximum, unit } = options;
  const noun = kind === 'integer' ? 'a whole number' : 'a number';
  const allowed = `${noun} from ${minimum} to ${maximum}${unit ? ` ${unit}` : ''}`;
  const checks = [z.minimum(minimum, { error: allowed }), z.maximum(maximum, { error: allowed })];
  const base = kind === 'integer' ? z.int({ error: allowed }) : z.number({ error: allowed });
  const schema = z._default(base.check(...checks), initial);
  registry.add(schema, { kind, allowed, ...options });
  return schema;
}

/** A real number in a closed range, with its default. */
export function numberField(initial: number, options: NumberOptions) {
  return numeric('number', options, initial);
}

/** A whole number in a closed range, with its default. */
export function integerField(initial: number, options: NumberOptions) {
  return numeric('integer', options, initial);
}

/** One of a few words, with its default. */
export function choiceField<const T extends readonly [string, ...string[]]>(
  values: T,
  initial: T[number],
  options: FieldOptions,
) {
  const allowed = values.join(' | ');
  const schema = z._default(z.enum([...values] as [...T], { error: allowed }), initial);
  registry.add(schema, { kind: 'choice', choices: values, allowed, ...options });
  return schema;
}

/** Anything richer (a list, a table), with its default and what is allowed in words. */
export function structureField<T>(
  schema: z.ZodMiniType<T>,
  initial: NoInfer<T>,
  options: FieldOptions & { readonly allowed: string },
) {
  // Zod wants the default as an immutable value; ours are plain data that nobody writes to.
  const field = z._default(schema, initial as z.core.util.NoUndefined<T>);
  registry.add(field, { ...options, kind: 'structure' });
  return field;
}

/** The meta data of every field of an object schema, in the order of declaration. */
export function fieldsOf(schema: z.ZodMiniObject): ReadonlyMap<string, FieldMeta> {
  const fields = new Map<string, FieldMeta>();
  for (const [key, field] of Object.entries(schema.shape)) {
    const meta = registry.get(field as z.ZodMiniType);
    if (meta) fields.set(key, meta);
  }
  return fields;
}

/**
 * Checks a value against a schema and fills in the defaults.
 *
 * @param root name of the whole in messages, e.g. `scenario`
 * @throws InputError for the first thing that is wrong: a field out of range, malformed or unknown
 */
export function parse<T>(schema: z.ZodMiniType<T>, value: unknown, root: string): T {
  const result = z.safeParse(schema, value);
  if (result.success) return result.data;
  const issue = result.error.issues[0]!;
  const [field, found] = follow(value, root, issue.path);
  if (issue.code === 'unrecognized_keys') {
    const key = issue.keys[0]!;
    const given = isRecord(found) ? found[key] : undefined;
    throw unknownName(`${field}.${key}`, 'field', fieldNames(schema, issue.path), given);
  }
  const allowed = structureAt(schema, issue.path[0])?.allowed ?? issue.message;
  throw new InputError(field, found, allowed);
}

/** Meta data of a structure field: its words cover whatever is wrong inside. */
function structureAt(schema: z.ZodMiniType, key: PropertyKey | undefined): FieldMeta | undefined {
  if (key === undefined || !(schema instanceof z.ZodMiniObject)) return undefined;
  const field: unknown = schema.shape[String(key)];
  const meta = field ? registry.get(field as z.ZodMiniType) : undefined;
  return meta?.kind === 'structure' ? meta : undefined;
}

/** Names of the fields that an object has at a path inside a schema. */
function fieldNames(schema: z.ZodMiniType, path: readonly PropertyKey[]): string[] {
  let at: unknown = schema;
  for (const key of path) {
    while (at instanceof z.ZodMiniOptional || at instanceof z.ZodMiniDefault) at = at.def.innerType;
    if (at instanceof z.ZodMiniArray) at = at.def.element;
    else if (at instanceof z.ZodMiniObject) at = at.shape[String(key)];
  }
  return at instanceof z.ZodMiniObject ? Object.keys(at.shape) : [];
}

/** The name of what stands at a path inside a value, and what stands there. */
function follow(value: unknown, root: string, path: readonly PropertyKey[]): [string, unknown] {
  let found = value;
  let field = root;
  for (const key of path) {
    field += typeof key === 'number' ? `[${key}]` : `.${String(key)}`;
    found = isRecord(found) ? found[String(key)] : undefined;
  }
  return [field, found];
}

function isRecord(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null;
}
