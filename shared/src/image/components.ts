export interface Components {
  /** Component number of each pixel, 0 where the mask is clear; numbers start at 1. */
  readonly labels: Int32Array;
  /** Pixels of each component; entry 0 is unused. */
  readonly areas: readonly number[];
  /** Whether the component reaches the image's border; entry 0 is unused. */
  readonly touchesBorder: readonly boolean[];
}

/**
 * Labels the 4-connected components of the set pixels, in the order of their first pixels. Runs of
 * set pixels are joined to the runs that they touch in the row above.
 */
export function labelComponents(mask: Uint8Array, width: number, height: number): Components {
  const labels = new Int32Array(mask.length);
  // By run: its first pixel and the one after its last; the run that it was joined to, at last itself.
  const from: number[] = [];
  const to: number[] = [];
  const joined: number[] = [];
  let above = 0;
  let aboveEnd = 0;
  for (let y = 0; y < height; y++) {
    const first = from.length;
    const end = (y + 1) * width;
    let i = y * width;
    for (;;) {
      const start = nextSet(mask, i, end);
      if (start === end) break;
      i = nextClear(mask, start, end);
      const run = from.length;
      from.push(start);
      to.push(i);
      joined.push(run);
      while (above < aboveEnd && to[above]! + width <= start) above++;
      for (let over = above; over < aboveEnd && from[over]! + width < i; over++) {
        const a = rootOf(joined, over);
        const b = rootOf(joined, run);
        // The root is the earlier run, so that roots come in the order of their first pixels.
        if (a < b) joined[b] = a;
        else joined[a] = b;
      }
    }
    above = first;
    aboveEnd = from.length;
  }
  const areas: number[] = [0];
  const touchesBorder: boolean[] = [false];
  const labelOf = new Int32Array(from.length);
  const lastRow = (height - 1) * width;
  for (let run = 0; run < from.length; run++) {
    const root = rootOf(joined, run);
    if (root === run) {
      labelOf[run] = areas.length;
      areas.push(0);
      touchesBorder.push(false);
    }
    const label = labelOf[root]!;
    labelOf[run] = label;
    const start = from[run]!;
    const end = to[run]!;
    labels.fill(label, start, end);
    areas[label]! += end - start;
    if (start < width || start >= lastRow || start % width === 0 || end % width === 0) {
      touchesBorder[label] = true;
    }
  }
  return { labels, areas, touchesBorder };
}

// Each loop along a row is a function of its own, so that it is compiled once and not in the midst of a picture.

function nextSet(mask: Uint8Array, from: number, end: number): number {
  let i = from;
  while (i < end && !mask[i]) i++;
  return i;
}

function nextClear(mask: Uint8Array, from: number, end: number): number {
  let i = from;
  while (i < end && mask[i]) i++;
  return i;
}

function rootOf(joined: number[], run: number): number {
  let root = run;
  while (joined[root]! !== root) root = joined[root]!;
  while (joined[run]! !== root) {
    const next = joined[run]!;
    joined[run] = root;
    run = next;
  }
  return root;
}

/** Number of the component with the most pixels, 0 when there is none. */
export function largestComponent(components: Components): number {
  let best = 0;
  for (let label = 1; label < components.areas.length; label++) {
    if (best === 0 || components.areas[label]! > components.areas[best]!) best = label;
  }
  return best;
}
