import { setFlagsFromString } from 'node:v8';
import type { JobContext, Stage } from '@fitroom/shared/job/context';
import type { TryOnChoices } from './parse-arguments.ts';

/**
 * Whether V8's optimising compiler is on from a stage on. A photo is hundreds of functions that run for some milliseconds
 * each, once: their code comes when they are done, and compiling it takes a core from the side thread and from the main
 * one. What cloth is simulated in is compiled already (docs/decisions/0396-compiled-loops.md).
 */
const OPTIMISES: Partial<Readonly<Record<Stage, boolean>>> = {
  // By when all modules are loaded: V8 takes kept code only under the flags that it was made with.
  matte: false,
  // As the process began: its code is kept under the flags that it ends with.
  render: true,
};

type Brief = Pick<TryOnChoices, 'generator' | 'method' | 'pose' | 'animate'>;

/** Whether nothing else is to be done than to dress the photo once. */
function isBrief({ generator, method, pose, animate }: Brief): boolean {
  return generator === 'panels' && method === 'drape' && pose === null && animate === null;
}

/**
 * A context that has V8 compile less: for a process that dresses one photo and ends, of which compiling takes as
 * much as everything else (docs/decisions/0416-less-for-v8-to-compile.md). The flags are the whole process's.
 *
 * @param choices Of the one photo: with a pose, a motion, a network or fitted rigidly the context comes back as it was.
 */
export function compilingLess(
  context: JobContext,
  choices: Brief,
  setFlag: (flag: string) => void = setFlagsFromString,
): JobContext {
  if (!isBrief(choices)) return context;
  let isOptimising = true;
  return {
    ...context,
    progress(stage, fraction) {
      const optimises = OPTIMISES[stage] ?? isOptimising;
      if (optimises !== isOptimising) {
        setFlag(optimises ? '--turbofan' : '--no-turbofan');
        isOptimising = optimises;
      }
      context.progress(stage, fraction);
    },
  };
}
