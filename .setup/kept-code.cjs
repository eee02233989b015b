/**
 * Loads the command line's bundle together with the code that V8 made of it in an earlier run. Node's own cache keeps
 * what is compiled as a file is loaded, which is no function's body: those were compiled anew by each run, for a
 * twentieth of its time. A copy of this file lies in each bundle, and each thread has its own.
 */
const { createRequire } = require('node:module');
const { readFileSync, renameSync, rmSync, writeFileSync } = require('node:fs');
const { join, dirname } = require('node:path');
const { Script } = require('node:vm');
const { isMainThread, threadId } = require('node:worker_threads');

/** Threads end with the process, unasked: in their first run their code is kept while they go. */
const KEEP_EVERY_MS = 100;
const KEEP_AT_MOST = 100;

/** What each file of the bundle exports, by its path. */
const modules = new Map();
/** Compiled in this run, by the file that they are of. */
const compiledHere = new Map();
/**
 * V8 takes code only under the flags that it was made with, which its first bytes tell; some change while a photo is
 * dressed.
 */
const HEAD_BYTES = 16;
/** Of the first script compiled in this run, under the flags that the process began with. */
let firstHead = null;

/**
 * Runs a program of the bundle.
 *
 * @param {string} file Its path.
 */
exports.run = (file) => {
  load(file);
  if (isMainThread) process.on('exit', keepCode);
  else keepWhileGoing(KEEP_AT_MOST);
};

/** @param {string} file */
function load(file) {
  const known = modules.get(file);
  if (known) return known.exports;
  const module = { exports: {} };
  modules.set(file, module);
  const cachedData = codeOf(file);
  const source = `(function (exports, require, module, __filename, __dirname) {${readFileSync(file, 'utf8')}\n})`;
  const script = new Script(source, { filename: file, ...(cachedData && { cachedData }) });
  if (!cachedData || script.cachedDataRejected) {
    compiledHere.set(file, script);
    firstHead ??= headOf(script);
  }
  const others = createRequire(file);
  const requireFrom = (name) =>
    name.startsWith('./') ? load(join(dirname(file), name)) : others(name);
  const run = script.runInThisContext();
  try {
    run(module.exports, Object.assign(requireFrom, others), module, file, dirname(file));
  } catch (error) {
    // As Node does: who asks again is told again.
    modules.delete(file);
    throw error;
  }
  return module.exports;
}

/** @param {string} file */
function codeOf(file) {
  try {
    return readFileSync(`${file}.code`);
  } catch {
    return undefined;
  }
}

/** @param {Script} script */
function headOf(script) {
  return script.createCachedData().subarray(0, HEAD_BYTES);
}

/** Without it the next run only takes longer. */
function keepCode() {
  const [first] = compiledHere.values();
  if (first === undefined || !headOf(first).equals(firstHead)) return;
  for (const [file, script] of compiledHere) {
    const aside = `${file}.${process.pid}-${threadId}`;
    try {
      writeFileSync(aside, script.createCachedData());
      // All at once, so that no other process finds half of it.
      renameSync(aside, `${file}.code`);
    } catch {
      rmSync(aside, { force: true });
    }
  }
}

/**
 * By the clock, for nothing tells a thread that it is about to end.
 *
 * @param {number} times
 */
function keepWhileGoing(times) {
  if (compiledHere.size === 0 || times === 0) return;
  setTimeout(() => {
    keepCode();
    keepWhileGoing(times - 1);
  }, KEEP_EVERY_MS).unref();
}
