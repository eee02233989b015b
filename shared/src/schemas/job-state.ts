import { z } from 'zod';
import { STAGES } from '../job/context.ts';

/** `queued`: behind other jobs; `waiting`: for the 3D garment it needs; `store`: files being kept. */
export const JOB_STAGES = ['queued', 'waiting', ...STAGES, 'store', 'finished'] as const;
export type JobStage = (typeof JOB_STAGES)[number];

export const JOB_STATUSES = ['processing', 'done', 'error'] as const;
export type JobStatus = (typeof JOB_STATUSES)[number];

export const JobStatusSchema = z.enum(JOB_STATUSES).meta({ id: 'JobStatus' });
export const JobStageSchema = z.enum(JOB_STAGES).meta({ id: 'JobStage' });

/** Why a job ended in `error`; the code is one of problems.ts or a finer one of the pipeline. */
export const JobErrorSchema = z
  .object({ code: z.string(), detail: z.string() })
  .meta({ id: 'JobError' });
export type JobError = z.infer<typeof JobErrorSchema>;

/** The fields that both kinds of jobs show while they run and after. */
export const jobStateFields = {
  status: JobStatusSchema,
  stage: JobStageSchema,
  stage_text: z
    .string()
    .optional()
    .describe('The stage in words, in the language of Accept-Language'),
  progress: z.number().min(0).max(1),
  eta_s: z
    .union([z.number().min(0), z.null()])
    .describe('Seconds until the end, as jobs like it took lately; null when unknown or over'),
  log: z.string().describe('Lines for people, oldest first, in the language of Accept-Language'),
  error: z.union([JobErrorSchema, z.null()]),
} as const;
