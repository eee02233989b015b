import type { ApiClient } from '@fitroom/shared/client/api-client';
import type { ModelInfo } from '@fitroom/shared/schemas/model-info';
import { useQuery } from '@tanstack/react-query';
import { useTranslation } from 'react-i18next';

/** Weights are pulled while a server runs, seldom; a page that stays open learns of them within this time. */
const FRESH_FOR_MS = 5 * 60_000;

/** The generators that the server lists; null until, and unless, one answers. */
export function useServerGenerators(
  client: ApiClient,
  isServerThere: boolean,
): readonly ModelInfo[] | null {
  const { i18n } = useTranslation();
  const { data } = useQuery({
    // Its reasons are in words.
    queryKey: ['models', i18n.language],
    queryFn: ({ signal }) => client.listModels(signal),
    enabled: isServerThere,
    retry: false,
    staleTime: FRESH_FOR_MS,
    refetchInterval: FRESH_FOR_MS,
  });
  return isServerThere ? (data ?? null) : null;
}
