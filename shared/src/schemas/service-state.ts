import { z } from 'zod';

/** GET /healthz: the process answers. */
export const HealthSchema = z.object({ status: z.literal('ok') }).meta({ id: 'Health' });

/** GET /readyz: whether each thing that a request needs is there. */
export const ReadinessSchema = z
  .object({ ready: z.boolean(), checks: z.record(z.string(), z.boolean()) })
  .meta({ id: 'Readiness' });

export type Readiness = z.infer<typeof ReadinessSchema>;
