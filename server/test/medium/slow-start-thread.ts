import { createNodePrior } from '../../src/inference/u2netp-node.ts';
import { serveTasks } from '../../src/jobs/serve-tasks.ts';

const LONG_MS = 600;

/** A job thread whose native code takes long to load, as on a busy machine. */
const start = performance.now();
while (performance.now() - start < LONG_MS) await createNodePrior();
serveTasks();
