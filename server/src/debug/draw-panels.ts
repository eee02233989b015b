import { isInsidePolygon } from '@fitroom/shared/mesh/polygon';
import type { Panel, Pattern } from '@fitroom/shared/pattern/pattern';
import { photoFromFlat } from '@fitroom/shared/pattern/photo-map';
import { outlinedText } from './draw-reading.ts';

/** Panels of one facing after each other. */
const COLOURS: Readonly<Record<Panel['facing'], readonly string[]>> = {
  front: ['#ff4', '#f90', '#fc8'],
  back: ['#4cf', '#48f', '#8df'],
};
/** Distance of the grid's lines on the cloth, metres: squares show where the map stretches. */
const GRID = 0.05;
const STEP = 0.005;

/**
 * SVG elements of one facing's panels as the map from pattern to photo puts them back on the photo:
 * outlines, and a grid of 5 cm squares of flat cloth.
 *
 * @param scale drawn pixels to one of the working image.
 */
export function panelShapes(pattern: Pattern, facing: Panel['facing'], scale: number): string {
  const panels = pattern.panels.filter((panel) => panel.facing === facing);
  return panels
    .map((panel, i) => {
      const colour = COLOURS[facing][i % COLOURS[facing].length]!;
      const outline = [...panel.outline, panel.outline[0]!, panel.outline[1]!];
      return (
        gridLines(panel)
          .map((line) => polyline(panel, line, scale, colour, 0.7))
          .join('') +
        polyline(panel, outline, scale, colour, 2.5) +
        nameOf(panel, scale)
      );
    })
    .join('');
}

function polyline(
  panel: Panel,
  flat: readonly number[],
  scale: number,
  colour: string,
  width: number,
): string {
  const at = [0, 0];
  const points: string[] = [];
  for (let i = 0; i < flat.length; i += 2) {
    photoFromFlat(panel, flat[i]!, flat[i + 1]!, at, 0, 'edge');
    points.push(`${(at[0]! * scale).toFixed(1)},${(at[1]! * scale).toFixed(1)}`);
  }
  return `<polyline points="${points.join(' ')}" fill="none" stroke="${colour}" stroke-width="${width}"/>`;
}

function nameOf(panel: Panel, scale: number): string {
  let x = 0;
  let y = 0;
  for (let i = 0; i < panel.outline.length; i += 2) {
    x += (2 * panel.outline[i]!) / panel.outline.length;
    y += (2 * panel.outline[i + 1]!) / panel.outline.length;
  }
  const at = [0, 0];
  photoFromFlat(panel, x, y, at);
  return outlinedText(at[0]! * scale, at[1]! * scale, panel.name, 14);
}

/** Runs of the grid's lines that lie inside the panel, xy pairs in metres. */
function gridLines({ outline }: Panel): number[][] {
  const xs = outline.filter((_, i) => i % 2 === 0);
  const ys = outline.filter((_, i) => i % 2 === 1);
  const range = { x: [Math.min(...xs), Math.max(...xs)], y: [Math.min(...ys), Math.max(...ys)] };
  const lines: number[][] = [];
  const walk = (along: 'x' | 'y', across: number) => {
    let line: number[] = [];
    const [from, to] = range[along] as [number, number];
    for (let t = from; t <= to; t += STEP) {
      const [x, y] = along === 'x' ? [t, across] : [across, t];
      if (isInsidePolygon(outline, x, y)) line.push(x, y);
      else if (line.length > 0) {
        lines.push(line);
        line = [];
      }
    }
    if (line.length > 0) lines.push(line);
  };
  const [left, right] = range.x as [number, number];
  const [low, high] = range.y as [number, number];
  for (let x = Math.ceil(left / GRID) * GRID; x < right; x += GRID) walk('y', x);
  for (let y = Math.ceil(low / GRID) * GRID; y < high; y += GRID) walk('x', y);
  return lines;
}
