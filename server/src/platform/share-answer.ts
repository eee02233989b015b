/**
 * Asks once for all who come within a while, so that a question that costs something costs it once. A
 * failure is shared as well.
 *
 * @param now milliseconds.
 */
export function shareAnswer<Answer>(
  ask: () => Promise<Answer>,
  forMs: number,
  now: () => number,
): () => Promise<Answer> {
  let asked: { readonly at: number; readonly answer: Promise<Answer> } | null = null;
  return () => {
    const at = now();
    // A clock that was set back must not keep an old answer alive.
    if (!asked || at - asked.at >= forMs || at < asked.at) asked = { at, answer: ask() };
    return asked.answer;
  };
}
