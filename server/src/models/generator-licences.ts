import type { Generator } from '@fitroom/shared/garment/vocabulary';

/** What an operator may use each generator for: the licences of its code and published weights. */
export const LICENCES: Readonly<Record<Generator, string>> = {
  panels: 'MIT',
  'zero123+instantmesh': 'CC-BY-NC 4.0 (weights of Zero123++ v1.2): non-commercial',
  'zero123-original+instantmesh': 'CC-BY-NC 4.0 (UNet of InstantMesh): non-commercial',
  triposr: 'MIT',
  'shap-e': 'MIT',
  pifuhd: 'CC-BY-NC 4.0: non-commercial',
};
