import { ProblemSchema } from '@fitroom/shared/schemas/problem';
import { isProblemCode, PROBLEMS } from '@fitroom/shared/schemas/problems';
import type { HostileRequest } from './hostile-request.ts';
import type { RawOutcome } from './raw-connection.ts';

/** Faults that a healthy server may tell of: no room in line or in the store, for now. */
const ALLOWED_FAULTS = new Set([503, 507]);
/** What no answer may hold: files from outside, and the inside of a fault. */
const LEAKS = [/root:[x*]?:0:0:/, /SQLite format 3/, /\n {4}at .+:\d+:\d+/, /node_modules/];
/** Looking for leaks in large files is slow, and these are what an attacker may have anyway. */
const MOST_SEARCHED = 64 * 1024;

/** @returns what is wrong with the outcome, or null. */
export function judgeAnswer(request: HostileRequest, outcome: RawOutcome): string | null {
  if (typeof outcome === 'string') {
    return request.expects === 'any' ? null : `no answer (${outcome})`;
  }
  const { status, headers, body } = outcome;
  if (!(status >= 200 && status < 600)) return `a status of ${status}`;
  const searched = body.subarray(0, MOST_SEARCHED).toString('latin1');
  const leak = LEAKS.find((pattern) => pattern.test(searched));
  if (leak) return `${status}: the body shows ${leak.source}`;
  if (headers['x-injected'] !== undefined) return `${status}: a header was injected`;
  if (headers['x-content-type-options'] !== 'nosniff') return `${status} without nosniff`;
  if (status < 400) {
    return request.expects === 'refusal' && status < 300 ? `accepted with ${status}` : null;
  }
  if (request.isHead) return status >= 500 && !ALLOWED_FAULTS.has(status) ? `${status}` : null;
  return judgeProblem(status, headers['content-type'] ?? '', body.toString('utf8'));
}

function judgeProblem(status: number, type: string, text: string): string | null {
  const isReadiness = status === 503 && /^\{"ready":false/.test(text);
  if (isReadiness) return null;
  if (!/^application\/problem\+json\b/.test(type)) {
    return `${status} as ${type || 'nothing'}: ${text.slice(0, 80)}`;
  }
  const problem = ProblemSchema.safeParse(readJson(text));
  if (!problem.success) return `${status}: not a problem: ${text.slice(0, 200)}`;
  const { code, detail } = problem.data;
  if (!isProblemCode(code)) return `${status}: the code ${code} is not in the registry`;
  if (problem.data.status !== status || PROBLEMS[code].status !== status) {
    return `${status}: ${code} has another status`;
  }
  return status >= 500 && !ALLOWED_FAULTS.has(status) ? `${status} ${code}: ${detail}` : null;
}

function readJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return null;
  }
}
