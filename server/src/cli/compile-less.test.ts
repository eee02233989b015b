import type { JobContext, Stage } from '@fitroom/shared/job/context';
import { expect, test } from 'vitest';
import { compilingLess } from './compile-less.ts';

const PLAIN = { generator: 'panels', method: 'drape', pose: null, animate: null } as const;

function told(choices: Parameters<typeof compilingLess>[1], stages: readonly Stage[]) {
  const flags: string[] = [];
  const passed: Stage[] = [];
  const caller: JobContext = {
    signal: { aborted: false },
    now: () => 0,
    log: () => undefined,
    progress: (stage) => void passed.push(stage),
  };
  const context = compilingLess(caller, choices, (flag) => flags.push(flag));
  for (const stage of stages) context.progress(stage, 0);
  return { flags: flags.filter((flag) => flag.endsWith('turbofan')), passed };
}

test('the optimising compiler is off from the matte on, and at the end as at the start', () => {
  const stages: Stage[] = [
    'decode',
    'matte',
    'outline',
    'pattern',
    'drape',
    'drape',
    'fit',
    'write',
    'render',
    'write',
  ];
  const { flags, passed } = told(PLAIN, stages);
  expect(flags).toEqual(['--no-turbofan', '--turbofan']);
  expect(passed).toEqual(stages);
});

test('poses, motions and networks keep it, whose loops are in other stages', () => {
  const stages: Stage[] = ['outline', 'drape', 'fit'];
  expect(told({ ...PLAIN, pose: 'hips' }, stages).flags).toEqual([]);
  expect(told({ ...PLAIN, animate: 'walk' }, stages).flags).toEqual([]);
  expect(told({ ...PLAIN, generator: 'triposr' }, stages).flags).toEqual([]);
  expect(told({ ...PLAIN, method: 'rigid' }, stages).flags).toEqual([]);
});
