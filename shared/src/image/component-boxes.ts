/** The pixels that a component spans, all four included. */
export interface ComponentBox {
  left: number;
  right: number;
  top: number;
  bottom: number;
}

/**
 * Boxes round labelled components, by label; the one of label 0 and of labels without pixels is empty
 * (`right` below `left`).
 *
 * @param count Of labels, 0 included.
 */
export function componentBoxes(labels: Int32Array, count: number, width: number): ComponentBox[] {
  const boxes = Array.from({ length: count }, () => ({
    left: width,
    right: -1,
    top: labels.length,
    bottom: -1,
  }));
  for (let i = 0; i < labels.length; i++) {
    if (labels[i] === 0) continue;
    const box = boxes[labels[i]!]!;
    const x = i % width;
    const y = (i / width) | 0;
    box.left = Math.min(box.left, x);
    box.right = Math.max(box.right, x);
    box.top = Math.min(box.top, y);
    box.bottom = Math.max(box.bottom, y);
  }
  return boxes;
}
