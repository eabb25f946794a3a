// Texts as bytes in the encodings of offices, for tests: no library writes these, so the tables stand here.

export const bytesOf = (text: string, encoding: 'utf-8' | 'utf-16le' | 'utf-16be'): Uint8Array => {
  if (encoding === 'utf-8') return new TextEncoder().encode(text);
  const bytes = new Uint8Array(Buffer.from(text, 'utf16le'));
  if (encoding === 'utf-16be') for (let i = 0; i < bytes.length; i += 2) bytes.subarray(i, i + 2).reverse();
  return bytes;
};

/** Every byte by the sign it stands for; a sign without one becomes a question mark, as programs do it. */
const encoder = (label: string) => {
  const decoder = new TextDecoder(label);
  const byteOf = new Map(Array.from({ length: 256 }, (_, byte) => [decoder.decode(Uint8Array.of(byte)), byte]));
  return (text: string): Uint8Array => Uint8Array.from([...text].map((sign) => byteOf.get(sign) ?? 0x3f));
};

export const cp1251 = encoder('windows-1251');
export const cp866 = encoder('ibm866');
export const koi8r = encoder('koi8-r');
