import type { JobStage } from '../schemas/job-state.ts';
import type { Localized } from './language.ts';

/** What a job does in each stage, for whoever waits. */
export const STAGE_TEXTS: Readonly<Record<JobStage, Localized>> = {
  queued: { en: 'Waiting in the queue', ko: '순서를 기다리는 중' },
  waiting: { en: 'Waiting for the garment', ko: '옷이 만들어지기를 기다리는 중' },
  decode: { en: 'Reading the photo', ko: '사진을 읽는 중' },
  matte: { en: 'Cutting the garment out', ko: '배경에서 옷을 떼어 내는 중' },
  views: { en: 'Drawing it from all sides', ko: '여러 방향의 모습을 그리는 중' },
  reconstruct: { en: 'Building the shape', ko: '입체 모양을 만드는 중' },
  outline: { en: 'Reading its outline', ko: '옷의 윤곽을 읽는 중' },
  pattern: { en: 'Drafting the pattern', ko: '옷본을 그리는 중' },
  pose: { en: 'Posing the body', ko: '몸의 자세를 맞추는 중' },
  drape: { en: 'Draping the cloth', ko: '천을 드리우는 중' },
  fit: { en: 'Fitting it to the body', ko: '몸에 맞추는 중' },
  texture: { en: 'Laying the photo on the cloth', ko: '사진을 천에 입히는 중' },
  write: { en: 'Writing and checking the file', ko: '파일을 쓰고 확인하는 중' },
  render: { en: 'Drawing the preview', ko: '미리보기를 그리는 중' },
  store: { en: 'Storing the result', ko: '결과를 저장하는 중' },
  finished: { en: 'Finished', ko: '끝났어요' },
};

/** What a stage is called in the midst of a sentence. */
export const STAGE_NAMES: Readonly<Record<JobStage, Localized>> = {
  queued: { en: 'queued', ko: '대기' },
  waiting: { en: 'waiting', ko: '옷 기다리기' },
  decode: { en: 'decode', ko: '사진 읽기' },
  matte: { en: 'matte', ko: '옷 떼어 내기' },
  views: { en: 'views', ko: '여러 방향 그리기' },
  reconstruct: { en: 'reconstruct', ko: '입체 만들기' },
  outline: { en: 'outline', ko: '윤곽 읽기' },
  pattern: { en: 'pattern', ko: '옷본 그리기' },
  pose: { en: 'pose', ko: '자세 맞추기' },
  drape: { en: 'drape', ko: '천 드리우기' },
  fit: { en: 'fit', ko: '몸에 맞추기' },
  texture: { en: 'texture', ko: '텍스처 입히기' },
  write: { en: 'write', ko: '파일 쓰기' },
  render: { en: 'render', ko: '미리보기 그리기' },
  store: { en: 'store', ko: '저장' },
  finished: { en: 'finished', ko: '마무리' },
};
