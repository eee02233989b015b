import { flushCompileCache } from 'node:module';
import { serveTasks } from './serve-tasks.ts';

/** The program of a job thread. */
serveTasks();
// As the process does (run-process.ts), and for threads that are ended in the midst of a job.
flushCompileCache();
