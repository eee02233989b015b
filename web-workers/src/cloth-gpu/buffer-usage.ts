/** Bits of `GPUBufferUsage` and `GPUMapMode` (WebGPU specification, 5.1 and 5.2), which TypeScript's library leaves out. */
export const USAGE = {
  mapRead: 0x1,
  copySource: 0x4,
  copyTarget: 0x8,
  uniform: 0x40,
  storage: 0x80,
} as const;
export const MAP_TO_READ = 0x1;
