/** Text and bytes, gzipped and back, by what browsers and Node have built in. */

/** The part of the platform that is used here; the core's libraries do not declare it. */
interface Platform {
  readonly Blob: new (parts: readonly (string | Uint8Array)[]) => { stream(): ByteStream };
  readonly Response: new (
    body: ByteStream,
  ) => { arrayBuffer(): Promise<ArrayBuffer>; text(): Promise<string> };
  readonly CompressionStream: new (format: 'gzip') => object;
  readonly DecompressionStream: new (format: 'gzip') => object;
}
interface ByteStream {
  pipeThrough(transform: object): ByteStream;
  getReader(): {
    read(): Promise<{ readonly value?: Uint8Array | undefined }>;
    cancel(): Promise<void>;
  };
}

const platform = globalThis as unknown as Platform;

/** UTF-8, gzipped. */
export function gzip(text: string): Promise<Uint8Array> {
  return gzipParts([text]);
}

/** Text (UTF-8) and bytes one after another, gzipped as one. */
export async function gzipParts(parts: readonly (string | Uint8Array)[]): Promise<Uint8Array> {
  const { Blob, Response, CompressionStream } = platform;
  const stream = new Blob(parts).stream().pipeThrough(new CompressionStream('gzip'));
  return new Uint8Array(await new Response(stream).arrayBuffer());
}

/**
 * The text in gzipped bytes.
 *
 * @throws Error where they are not gzipped, damaged or cut short
 */
export async function gunzip(bytes: Uint8Array): Promise<string> {
  return unpacked(bytes).text();
}

/** The bytes in gzipped bytes. @throws Error as `gunzip` */
export async function gunzipBytes(bytes: Uint8Array): Promise<Uint8Array> {
  return new Uint8Array(await unpacked(bytes).arrayBuffer());
}

/** The first bytes in gzipped bytes, without unpacking the rest. @throws Error as `gunzip` */
export async function gunzipBeginning(bytes: Uint8Array): Promise<Uint8Array> {
  const reader = unpackingStream(bytes).getReader();
  const { value } = await reader.read();
  await reader.cancel();
  return value ?? new Uint8Array();
}

/** The text of UTF-8. */
export function textOf(bytes: Uint8Array): Promise<string> {
  const { Blob, Response } = platform;
  return new Response(new Blob([bytes]).stream()).text();
}

function unpacked(bytes: Uint8Array) {
  return new platform.Response(unpackingStream(bytes));
}

function unpackingStream(bytes: Uint8Array): ByteStream {
  const { Blob, DecompressionStream } = platform;
  return new Blob([bytes]).stream().pipeThrough(new DecompressionStream('gzip'));
}
