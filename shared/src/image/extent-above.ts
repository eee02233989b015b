import type { ComponentBox } from './component-boxes.ts';

/** The box round all values above a limit; empty (`right` below `left`) where there are none. */
export function extentAbove(values: ArrayLike<number>, width: number, limit: number): ComponentBox {
  const extent = { left: width, right: -1, top: values.length, bottom: -1 };
  for (let i = 0; i < values.length; i++) {
    if (values[i]! <= limit) continue;
    const x = i % width;
    const y = (i / width) | 0;
    extent.left = Math.min(extent.left, x);
    extent.right = Math.max(extent.right, x);
    extent.top = Math.min(extent.top, y);
    extent.bottom = Math.max(extent.bottom, y);
  }
  return extent;
}
