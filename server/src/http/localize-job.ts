import type { Language } from '@fitroom/shared/messages/language';
import type { JobError } from '@fitroom/shared/schemas/job-state';
import { detailOf } from '../problems/problem-error.ts';

/** A job's state with the reason of its failure in the client's language; its log stays English. */
export function localizeJob<State extends { readonly error: JobError | null }>(
  state: State,
  language: Language,
): State {
  const { error } = state;
  if (!error) return state;
  return {
    ...state,
    error: { ...error, detail: detailOf(error.code, error.detail, language) },
  };
}
