import 'i18next';
import type { ProblemCode } from '@fitroom/shared/schemas/problems';
import type en from './locales/en.json';

declare module 'i18next' {
  interface CustomTypeOptions {
    defaultNS: 'translation';
    resources: {
      translation: Omit<typeof en, 'problem'> & {
        problem: typeof en.problem & Record<ProblemCode, string>;
      };
    };
  }
}
