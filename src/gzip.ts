/** Text as gzipped bytes and back, by what browsers and Node have built in. */

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
}

const platform = globalThis as unknown as Platform;

/** UTF-8, gzipped. */
export async function gzip(text: string): Promise<Uint8Array> {
  const { Blob, Response, CompressionStream } = platform;
  const stream = new Blob([text]).stream().pipeThrough(new CompressionStream('gzip'));
  return new Uint8Array(await new Response(stream).arrayBuffer());
}

/**
 * The text in gzipped bytes.
 *
 * @throws Error where they are not gzipped, damaged or cut short
 */
export async function gunzip(bytes: Uint8Array): Promise<string> {
  const { Blob, Response, DecompressionStream } = platform;
  const stream = new Blob([bytes]).stream().pipeThrough(new DecompressionStream('gzip'));
  return new Response(stream).text();
}
