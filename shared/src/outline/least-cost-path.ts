/** A binary heap of grid cells by cost, smallest first. */
class CellHeap {
  private readonly costs: number[] = [];
  private readonly cells: number[] = [];

  get size(): number {
    return this.cells.length;
  }

  push(cell: number, cost: number): void {
    let i = this.cells.length;
    this.cells.push(cell);
    this.costs.push(cost);
    while (i > 0) {
      const parent = (i - 1) >> 1;
      if (this.costs[parent]! <= cost) break;
      this.cells[i] = this.cells[parent]!;
      this.costs[i] = this.costs[parent]!;
      i = parent;
    }
    this.cells[i] = cell;
    this.costs[i] = cost;
  }

  pop(): { cell: number; cost: number } {
    const top = { cell: this.cells[0]!, cost: this.costs[0]! };
    const cell = this.cells.pop()!;
    const cost = this.costs.pop()!;
    const n = this.cells.length;
    if (n > 0) {
      let i = 0;
      for (;;) {
        let child = 2 * i + 1;
        if (child >= n) break;
        if (child + 1 < n && this.costs[child + 1]! < this.costs[child]!) child++;
        if (this.costs[child]! >= cost) break;
        this.cells[i] = this.cells[child]!;
        this.costs[i] = this.costs[child]!;
        i = child;
      }
      this.cells[i] = cell;
      this.costs[i] = cost;
    }
    return top;
  }
}

/**
 * Cheapest 8-connected path over a grid from any source to any target.
 * Source: Dijkstra 1959; a step costs its length times the mean of the two cells' costs.
 *
 * @param costs One value a cell, row-major; Infinity is a wall.
 * @param sources Start costs by cell; Infinity where a path may not start.
 * @param targets End costs by cell; Infinity where a path may not end.
 * @param sideways What a step into the column beside costs on top, by the cell it leads to.
 * @returns Cells from source to target, or null when none can be reached.
 */
export function leastCostPath(
  costs: Float32Array,
  sources: Float32Array,
  targets: Float32Array,
  width: number,
  height: number,
  sideways?: Float32Array,
): { readonly cells: number[]; readonly cost: number } | null {
  const distance = new Float64Array(costs.length).fill(Infinity);
  const before = new Int32Array(costs.length).fill(-1);
  const heap = new CellHeap();
  for (let i = 0; i < costs.length; i++) {
    if (sources[i]! < Infinity && costs[i]! < Infinity) {
      distance[i] = sources[i]!;
      heap.push(i, sources[i]!);
    }
  }
  let end = -1;
  let least = Infinity;
  while (heap.size > 0) {
    const { cell, cost } = heap.pop();
    if (cost > distance[cell]!) continue;
    if (cost >= least) break;
    const finish = cost + targets[cell]!;
    if (finish < least) {
      least = finish;
      end = cell;
    }
    const x = cell % width;
    const y = (cell - x) / width;
    for (let dy = -1; dy <= 1; dy++) {
      for (let dx = -1; dx <= 1; dx++) {
        const nx = x + dx;
        const ny = y + dy;
        if ((dx === 0 && dy === 0) || nx < 0 || ny < 0 || nx >= width || ny >= height) continue;
        const next = ny * width + nx;
        const length = dx !== 0 && dy !== 0 ? Math.SQRT2 : 1;
        const aside = dx !== 0 && sideways ? sideways[next]! : 0;
        const total = cost + (length * (costs[cell]! + costs[next]!)) / 2 + aside;
        if (total < distance[next]!) {
          distance[next] = total;
          before[next] = cell;
          heap.push(next, total);
        }
      }
    }
  }
  if (end < 0) return null;
  const cells: number[] = [];
  for (let cell = end; cell >= 0; cell = before[cell]!) cells.push(cell);
  cells.reverse();
  return { cells, cost: least };
}
