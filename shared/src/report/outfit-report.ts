import type { ReportExtras } from './build-report.ts';
import type { Report } from './report.ts';

/** report.json of an outfit. Each layer is judged by its own gates, what it is worn over as body. */
export interface OutfitReport {
  readonly schema: 1;
  /** Inner to outer, as they were put on. */
  readonly layers: readonly ReportExtras[];
  /** For each two garments: how much of the inner one lies outside of the outer one. Absent in older reports, as are `gates`. */
  readonly peeking?: readonly {
    /** Numbers in `layers`. */
    readonly inner: number;
    readonly outer: number;
    readonly vertices: number;
    readonly deepest_mm: number;
  }[];
  /** What only garments together can fail. `order`: nothing inner looks out through what is over it. */
  readonly gates?: { readonly order: boolean };
  /** Every layer is, and the order holds. */
  readonly valid: boolean;
  readonly timings_ms: Report['timings_ms'];
}
