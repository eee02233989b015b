let answer: boolean | null = null;

/** Whether this browser can draw the 3D view (three needs WebGL 2); asked once a visit. */
export function hasWebGl(): boolean {
  answer ??= document.createElement('canvas').getContext('webgl2') !== null;
  return answer;
}
