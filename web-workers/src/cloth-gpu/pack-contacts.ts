import { orderedGroups } from '@fitroom/shared/cloth/constraint-groups';
import type { SelfContacts } from '@fitroom/shared/cloth/self-contacts';

/** Words a contact of the kernel. */
export const CONTACT = 5;

/** A cloth's contacts with itself as the kernel reads them, in groups that keep their order. */
export interface PackedContacts {
  readonly groups: number;
  /** Starts of the groups; then four vertices and a side each. */
  readonly words: Uint32Array<ArrayBuffer>;
}

export function packContacts(
  { vertices, sides }: SelfContacts,
  vertexCount: number,
): PackedContacts {
  const { order, starts } = orderedGroups(vertices, 4, vertexCount);
  const words = new Uint32Array(starts.length + CONTACT * order.length);
  const numbers = new Float32Array(words.buffer);
  words.set(starts);
  order.forEach((contact, n) => {
    const at = starts.length + CONTACT * n;
    words.set(vertices.subarray(4 * contact, 4 * contact + 4), at);
    numbers[at + 4] = sides[contact]!;
  });
  return { groups: starts.length - 1, words };
}
