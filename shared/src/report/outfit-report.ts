import type { ReportExtras } from './build-report.ts';
import type { Report } from './report.ts';

/** report.json of an outfit. Each layer is judged by its own gates, what it is worn over as body. */
export interface OutfitReport {
  readonly schema: 1;
  /** Inner to outer, as they were put on. */
  readonly layers: readonly ReportExtras[];
  /** Every layer is. */
  readonly valid: boolean;
  readonly timings_ms: Report['timings_ms'];
}
