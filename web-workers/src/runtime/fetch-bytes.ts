/** @throws when the file cannot be had, with its status. */
export async function fetchBytes(url: string): Promise<ArrayBuffer> {
  const response = await fetch(url);
  if (!response.ok) {
    throw new Error(`A file of the app could not be loaded (${response.status} ${url}).`);
  }
  return response.arrayBuffer();
}
