import type { ReportExtras } from './build-report.ts';
import type { Report, WornReport } from './report.ts';

/** The report of a garment among others: of a mesh it lacks what only a photo's has. */
export type LayerReport = Omit<ReportExtras, 'photo' | 'generator'> &
  Pick<WornReport, 'photo' | 'generator'> & {
    /** Of somebody's mesh; see wear-mesh.ts. */
    readonly mesh?: { readonly file: string } | undefined;
  };

/** report.json of an outfit. Each layer is judged by its own gates, what it is worn over as body. */
export interface OutfitReport {
  readonly schema: 1;
  /** Inner to outer, as they were put on. */
  readonly layers: readonly LayerReport[];
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
