/**
 * What glibc reads when a process begins: with these it gives back what job threads freed, a tenth of a
 * gigabyte of it (docs/decisions/0215). Image and service unit set them too; other C libraries ignore them.
 */
export const MALLOC = {
  MALLOC_ARENA_MAX: '2',
  MALLOC_MMAP_THRESHOLD_: '1048576',
  MALLOC_TRIM_THRESHOLD_: '1048576',
};

/**
 * Begins this very process anew with them, under its number, unless somebody has set one. Only Linux has glibc,
 * and Node below 22.15 cannot.
 */
export function beginWithMalloc() {
  const isSet = Object.keys(MALLOC).some((name) => name in process.env);
  if (isSet || process.platform !== 'linux' || !process.execve) return;
  const words = [process.execPath, ...process.execArgv, ...process.argv.slice(1)];
  process.execve(process.execPath, words, { ...process.env, ...MALLOC });
}
