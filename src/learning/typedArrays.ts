/**
 * Typed arrays in JSON, exactly: `{"type":"Float64Array","base64":"..."}`, the base64 of their bytes,
 * least significant first.
 */
import * as z from 'zod/mini';
import { decodeBase64, encodeBase64 } from '../base64.ts';
import { InputError } from '../schema.ts';

/** A typed array as it comes out of JSON. */
export interface TypedArrayData<T extends 'Float64Array' | 'Uint8Array'> {
  readonly type: T;
  readonly base64: string;
}

/** A typed array as it goes into JSON. */
export function typedArrayData(array: Float64Array | Uint8Array) {
  const bytes = new Uint8Array(array.buffer, array.byteOffset, array.byteLength);
  const type = array instanceof Float64Array ? 'Float64Array' : 'Uint8Array';
  return { type, base64: encodeBase64(bytes) };
}

function schemaOf<const T extends string>(type: T) {
  const base64 = z.string({ error: 'text in base64' });
  return z.strictObject(
    { type: z.literal(type, { error: type }), base64 },
    { error: `a ${type} in base64` },
  );
}

/** Fields that hold a typed array. What is in them is read by the functions below. */
export const float64Array = schemaOf('Float64Array');
export const uint8Array = schemaOf('Uint8Array');

/**
 * @param field its path, for messages
 * @param length that it has to have
 * @throws InputError for another length, text that is no base64, and numbers that are not finite
 */
export function readFloat64Array(
  data: TypedArrayData<'Float64Array'>,
  field: string,
  length: number,
): Float64Array {
  const array = readNumbers(data, field, length);
  const wrong = array.findIndex((number) => !Number.isFinite(number));
  if (wrong >= 0) throw new InputError(`${field}[${wrong}]`, array[wrong], 'a finite number');
  return array;
}

/** `readFloat64Array`, where NaN stands for nothing known. */
export function readNumbers(
  data: TypedArrayData<'Float64Array'>,
  field: string,
  length: number,
): Float64Array {
  const bytes = readBytes(data, field, 8 * length, `${length} numbers of 8 bytes`);
  const array = new Float64Array(bytes.buffer);
  const wrong = array.findIndex((number) => Math.abs(number) === Number.POSITIVE_INFINITY);
  if (wrong >= 0) throw new InputError(`${field}[${wrong}]`, array[wrong], 'a finite number');
  return array;
}

/** @throws InputError for another length and text that is no base64 */
export function readUint8Array(
  data: TypedArrayData<'Uint8Array'>,
  field: string,
  length: number,
): Uint8Array {
  return readBytes(data, field, length, `${length} bytes`);
}

function readBytes(
  { base64 }: TypedArrayData<'Float64Array' | 'Uint8Array'>,
  field: string,
  length: number,
  allowed: string,
): Uint8Array<ArrayBuffer> {
  const bytes = decodeBase64(base64);
  if (!bytes) throw new InputError(`${field}.base64`, base64, 'text in base64');
  if (bytes.length === length) return bytes;
  throw new InputError(field, `${bytes.length} bytes`, allowed);
}
