/** The bytes of a text file. */
export const encodeText = (text: string): Uint8Array => new TextEncoder().encode(text);
