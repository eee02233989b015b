import type { Context, TypedResponse } from 'hono';
import type { JSONParsed } from 'hono/utils/types';
import type { JsonText } from '../records/json-text.ts';

/** `context.json` with 200 for what is JSON already. */
export function answerJson<Value>(context: Context, text: JsonText<Value>) {
  const answer: Response = context.body(text, 200, { 'Content-Type': 'application/json' });
  return answer as Response & TypedResponse<JSONParsed<Value>, 200, 'json'>;
}
