/** What a graph reads: float32 values, row-major, and how many there are on each side. */
export interface GraphTensor {
  readonly data: Float32Array;
  readonly dims: readonly number[];
}

/** Runs the graphs of one model by their names in models/generator-models.json; whatever runtime it has. */
export interface GraphRunner {
  /**
   * Runs a graph, opening it first where it is not open. What it is handed is read until the promise is settled.
   *
   * @returns the values of one output, the caller's own.
   * @throws {Error} when the graph cannot be opened or run.
   */
  run(
    graph: string,
    inputs: Readonly<Record<string, GraphTensor>>,
    output: string,
  ): Promise<Float32Array>;
  /** Closes graphs and gives their memory back; ones that are not open count as closed. */
  release(graphs: readonly string[]): Promise<void>;
}
