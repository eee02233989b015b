import { expect, it } from 'vitest';
import type { JobContext } from '../job/context.ts';
import { JOB_LINES } from '../messages/job-lines.ts';
import { stageClock } from './stage-clock.ts';

it('gives the time between reports to the stage reported last, and passes everything on', () => {
  let now = 100;
  const seen: string[] = [];
  const caller: JobContext = {
    signal: { aborted: false },
    progress: (stage, fraction) => seen.push(`${stage} ${fraction}`),
    log: (line) => seen.push(line.en),
    now: () => now,
  };
  const { context, timings } = stageClock(caller);
  now = 110;
  context.progress('decode', 0);
  now = 125;
  context.progress('matte', 0);
  now = 165;
  context.progress('matte', 1);
  context.log(JOB_LINES.cancelled());
  now = 170;
  context.progress('drape', 0.5);
  now = 300;
  // 10 ms before the first report and 15 after it; 40 + 5 of the matte; 130 of the drape so far.
  expect(timings()).toEqual({ decode: 25, matte: 45, drape: 130, total: 200 });
  expect(seen).toEqual(['decode 0', 'matte 0', 'matte 1', 'The job was cancelled.', 'drape 0.5']);
  expect(context.signal).toBe(caller.signal);
});
