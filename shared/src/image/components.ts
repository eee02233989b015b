export interface Components {
  /** Component number of each pixel, 0 where the mask is clear; numbers start at 1. */
  readonly labels: Int32Array;
  /** Pixels of each component; entry 0 is unused. */
  readonly areas: readonly number[];
  /** Whether the component reaches the image's border; entry 0 is unused. */
  readonly touchesBorder: readonly boolean[];
}

/** Labels the 4-connected components of the set pixels. */
export function labelComponents(mask: Uint8Array, width: number, height: number): Components {
  const labels = new Int32Array(mask.length);
  const areas: number[] = [0];
  const touchesBorder: boolean[] = [false];
  const stack = new Int32Array(mask.length);
  for (let seed = 0; seed < mask.length; seed++) {
    if (!mask[seed] || labels[seed]) continue;
    const label = areas.length;
    let area = 0;
    let touches = false;
    let top = 0;
    stack[top++] = seed;
    labels[seed] = label;
    while (top > 0) {
      const i = stack[--top]!;
      area++;
      const x = i % width;
      const y = (i - x) / width;
      if (x === 0 || y === 0 || x === width - 1 || y === height - 1) touches = true;
      if (x > 0 && mask[i - 1] && !labels[i - 1]) {
        labels[i - 1] = label;
        stack[top++] = i - 1;
      }
      if (x < width - 1 && mask[i + 1] && !labels[i + 1]) {
        labels[i + 1] = label;
        stack[top++] = i + 1;
      }
      if (y > 0 && mask[i - width] && !labels[i - width]) {
        labels[i - width] = label;
        stack[top++] = i - width;
      }
      if (y < height - 1 && mask[i + width] && !labels[i + width]) {
        labels[i + width] = label;
        stack[top++] = i + width;
      }
    }
    areas.push(area);
    touchesBorder.push(touches);
  }
  return { labels, areas, touchesBorder };
}

/** Number of the component with the most pixels, 0 when there is none. */
export function largestComponent(components: Components): number {
  let best = 0;
  for (let label = 1; label < components.areas.length; label++) {
    if (best === 0 || components.areas[label]! > components.areas[best]!) best = label;
  }
  return best;
}
