/** A garment of some hundred thousand triangles with its textures is smaller; a phone still reads it. */
export const MESH_LIMIT_BYTES = 50 * 2 ** 20;
