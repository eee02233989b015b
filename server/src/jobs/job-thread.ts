import { serveTasks } from './serve-tasks.ts';

/** The program of a job thread. */
serveTasks();
