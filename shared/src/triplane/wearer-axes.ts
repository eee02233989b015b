/**
 * Turns positions or normals from the generators' axes (x front, y the wearer's left, z up) to the product's (x the
 * wearer's left, y up, z front): (x, y, z) becomes (y, z, x). A rotation, so triangles keep their winding and
 * nothing is mirrored. Unit and place stay the generator's: fitting brings a mesh to size.
 *
 * @param xyz Triples; **changed** in place and returned.
 */
export function toWearerAxes(xyz: Float32Array): Float32Array {
  for (let at = 0; at < xyz.length; at += 3) {
    const front = xyz[at]!;
    xyz[at] = xyz[at + 1]!;
    xyz[at + 1] = xyz[at + 2]!;
    xyz[at + 2] = front;
  }
  return xyz;
}

/** The same turn backwards, of a copy: where a place of the product's axes is in the generators'. */
export function fromWearerAxes(xyz: Float32Array): Float32Array {
  const turned = new Float32Array(xyz.length);
  for (let at = 0; at < xyz.length; at += 3) {
    turned[at] = xyz[at + 2]!;
    turned[at + 1] = xyz[at]!;
    turned[at + 2] = xyz[at + 1]!;
  }
  return turned;
}
