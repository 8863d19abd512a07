import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { decodeBase64, encodeBase64 } from '../src/base64.ts';

describe('base64', () => {
  it("is that of Node's Buffer, both ways, for any length", () => {
    fc.assert(
      fc.property(fc.uint8Array({ maxLength: 100 }), (bytes) => {
        const text = Buffer.from(bytes).toString('base64');
        expect(encodeBase64(bytes)).toBe(text);
        expect(decodeBase64(text)).toEqual(bytes);
      }),
    );
    const long = Uint8Array.from({ length: 100_001 }, (_, i) => (i * 7919) >> 3);
    expect(encodeBase64(long)).toBe(Buffer.from(long).toString('base64'));
    expect(decodeBase64(encodeBase64(long))).toEqual(long);
  });

  it.each(['A', 'AAA', 'AA=A', 'A===', '====', 'AAA!', 'AA A', 'AAA\u0100', 'AAAAé==='])(
    'is not %j',
    (text) => {
      expect(decodeBase64(text)).toBeNull();
    },
  );
});
