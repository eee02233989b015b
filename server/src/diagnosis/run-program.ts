import { execFile } from 'node:child_process';
import type { RunProgram } from './finding.ts';

/** The first CUDA session of a host may compile kernels for minutes. */
const LIMIT_MS = 300_000;
const MOST_OUTPUT_BYTES = 1024 * 1024;

/** Runs a program without a shell and takes what it writes to stdout and stderr together. */
export const runProgram: RunProgram = (program, words) =>
  new Promise((resolve) => {
    const options = { timeout: LIMIT_MS, maxBuffer: MOST_OUTPUT_BYTES, encoding: 'utf8' } as const;
    execFile(program, [...words], options, (error, stdout, stderr) => {
      // A program that is not there has a word for a code, one that was ended none.
      const code = error ? error.code : 0;
      resolve({ status: typeof code === 'number' ? code : null, output: stdout + stderr });
    });
  });
