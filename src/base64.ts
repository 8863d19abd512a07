/** Bytes as text (RFC 4648, section 4, with padding) and back. */

const DIGITS = 'ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/';
const PADDING = '='.charCodeAt(0);
const CODES = Uint8Array.from(DIGITS, (digit) => digit.charCodeAt(0));
/** Value of each character code; 255 for what is no digit. */
const VALUES = new Uint8Array(256).fill(255);
CODES.forEach((code, value) => {
  VALUES[code] = value;
});
/** Characters that are joined at once: engines limit how many arguments a call takes. */
const PIECE = 8192;

export function encodeBase64(bytes: Uint8Array): string {
  const codes = new Uint8Array(4 * Math.ceil(bytes.length / 3));
  for (let i = 0, at = 0; i < bytes.length; i += 3, at += 4) {
    const left = bytes.length - i;
    const word = (bytes[i]! << 16) | ((bytes[i + 1] ?? 0) << 8) | (bytes[i + 2] ?? 0);
    codes[at] = CODES[word >> 18]!;
    codes[at + 1] = CODES[(word >> 12) & 63]!;
    codes[at + 2] = left > 1 ? CODES[(word >> 6) & 63]! : PADDING;
    codes[at + 3] = left > 2 ? CODES[word & 63]! : PADDING;
  }
  let text = '';
  for (let i = 0; i < codes.length; i += PIECE) {
    // Spreading would walk the piece by an iterator, several times as slow.
    text += String.fromCharCode.apply(null, codes.subarray(i, i + PIECE) as unknown as number[]);
  }
  return text;
}

/** The bytes that a text stands for; null where it is no base64. */
export function decodeBase64(text: string): Uint8Array<ArrayBuffer> | null {
  if (text.length % 4 !== 0) return null;
  const padding = text.endsWith('==') ? 2 : text.endsWith('=') ? 1 : 0;
  const digits = text.length - padding;
  const bytes = new Uint8Array((text.length / 4) * 3 - padding);
  let word = 0;
  for (let i = 0, at = 0; i < text.length; i += 1) {
    const value = i < digits ? (VALUES[text.charCodeAt(i)] ?? 255) : 0;
    if (value === 255) return null;
    word = (word << 6) | value;
    if (i % 4 !== 3) continue;
    // What lies beyond the end of the array is not kept.
    bytes[at] = word >> 16;
    bytes[at + 1] = word >> 8;
    bytes[at + 2] = word;
    at += 3;
    word = 0;
  }
  return bytes;
}
