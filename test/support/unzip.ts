/** The files of a zip archive that stores them as they are, read from its central directory. */

const END = 0x06054b50;
const ENTRY = 0x02014b50;

/** Contents by path. @throws Error where an entry is compressed, or the archive is damaged */
export function unzipStored(archive: Buffer): Map<string, Buffer> {
  const end = archive.lastIndexOf(Buffer.from(Uint32Array.of(END).buffer));
  if (end < 0) throw new Error('no zip archive');
  const files = new Map<string, Buffer>();
  let at = archive.readUInt32LE(end + 16);
  for (let left = archive.readUInt16LE(end + 10); left > 0; left -= 1) {
    if (archive.readUInt32LE(at) !== ENTRY) throw new Error(`no entry at ${at}`);
    const size = archive.readUInt32LE(at + 20);
    const [name, extra, comment] = [28, 30, 32].map((place) => archive.readUInt16LE(at + place));
    const header = archive.readUInt32LE(at + 42);
    const path = archive.toString('utf8', at + 46, at + 46 + name!);
    if (archive.readUInt16LE(at + 10) !== 0) throw new Error(`${path} is compressed`);
    const start =
      header + 30 + archive.readUInt16LE(header + 26) + archive.readUInt16LE(header + 28);
    files.set(path, archive.subarray(start, start + size));
    at += 46 + name! + extra! + comment!;
  }
  return files;
}
