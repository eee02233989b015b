import type { KeptState } from './kept-state.ts';

/** Results that a finished row must name; what else it names must be there too. */
const RESULTS: Readonly<Record<string, readonly string[]>> = {
  clothes: ['image_key'],
  clothes3d: ['gltf_key', 'thumb_key', 'pattern_key'],
  fitting_sessions: ['fitted_gltf_key', 'thumb_key'],
  avatar_presets: ['gltf_key', 'thumbnail_key', 'record_key'],
};

export interface RecordFindings {
  readonly rows: number;
  readonly objects: number;
  /** Stored files that no row names: what a process left that ended while it stored them. */
  readonly orphans: readonly string[];
  readonly broken: readonly string[];
}

/** Whether rows, queue and stored files agree, once nothing runs any more. */
export async function checkRecords(state: KeptState): Promise<RecordFindings> {
  const broken = [...(await state.faults())];
  const stored = new Set(await state.keys());
  const named = new Set<string>();
  let rows = 0;
  const openTargets = new Set(
    (await state.rows('jobs')).flatMap((job) => (job.state === 'finished' ? [] : [job.target_id])),
  );
  for (const [table, results] of Object.entries(RESULTS)) {
    for (const row of await state.rows(table)) {
      rows += 1;
      const name = `${table} ${String(row.id)}`;
      if (row.status === 'processing' && !openTargets.has(row.id)) {
        broken.push(`Silent: ${name} is processing without a job.`);
      }
      if (row.status === 'error' && !row.error_code) broken.push(`${name} failed without a code.`);
      const keys = Object.entries(row).filter(([column]) => column.endsWith('_key'));
      for (const [column, key] of keys) {
        if (typeof key !== 'string') {
          const isDue =
            results.includes(column) && ['done', 'uploaded', undefined].includes(statusOf(row));
          if (isDue && !row.expired_at) broken.push(`${name} is finished and has no ${column}.`);
          continue;
        }
        named.add(key);
        if (!stored.has(key) && !row.expired_at) broken.push(`${name}: ${column} is not stored.`);
      }
    }
  }
  const orphans = [...stored].filter((key) => !named.has(key));
  return { rows, objects: stored.size, orphans, broken };
}

const statusOf = (row: Readonly<Record<string, unknown>>) =>
  typeof row.status === 'string' ? row.status : undefined;
