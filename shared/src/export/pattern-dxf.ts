import { Colors, DxfWriter, LWPolylineFlags, point2d, point3d, Units } from '@tarikjabiri/dxf';
import type { Pattern } from '../pattern/pattern.ts';
import { layOutPattern, type SheetPiece } from './lay-out-pattern.ts';

const LAYERS = {
  /** Closed outline of each piece. */
  cut: Colors.White,
  seam: Colors.Blue,
  opening: Colors.Red,
  grain: Colors.Green,
  text: Colors.White,
} as const;
const TEXT_HEIGHT = 0.8;
/** How far inside an edge its name stands, centimetres. */
const LABEL_INSET = 1.1;

/**
 * A pattern as a DXF drawing (AutoCAD 2007, readable by pattern and cutter programs): centimetres, y
 * up, one closed polyline a piece on layer `cut`, its edges as open polylines on `seam` and
 * `opening` with their names and lengths beside them on `text`, the grain line on `grain`.
 */
export function patternDxf(pattern: Pattern): string {
  const sheet = layOutPattern(pattern);
  const dxf = new DxfWriter();
  dxf.setUnits(Units.Centimeters);
  for (const [name, color] of Object.entries(LAYERS)) dxf.addLayer(name, color, 'Continuous');
  const up = (y: number) => sheet.height - y;
  const text = (x: number, y: number, words: string) =>
    dxf.addText(point3d(x, up(y)), TEXT_HEIGHT, words, { layerName: 'text' });
  const { x, y, length } = sheet.scaleBar;
  text(x, y - 1, sheet.title);
  dxf.addLine(point3d(x, up(y)), point3d(x + length, up(y)), { layerName: 'text' });
  text(x + length + 0.5, y, `${length} cm`);
  for (const piece of sheet.pieces) drawPiece(dxf, piece, up, text);
  return dxf.stringify();
}

function drawPiece(
  dxf: DxfWriter,
  { name, outline, edges, grain, box }: SheetPiece,
  up: (y: number) => number,
  text: (x: number, y: number, words: string) => unknown,
): void {
  const vertices = (points: readonly number[]) =>
    Array.from({ length: points.length / 2 }, (_, i) => ({
      point: point2d(points[2 * i]!, up(points[2 * i + 1]!)),
    }));
  dxf.addLWPolyline(vertices(outline), { flags: LWPolylineFlags.Closed, layerName: 'cut' });
  for (const { kind, label, points, lengthCm, middle, inwards } of edges) {
    dxf.addLWPolyline(vertices(points), { layerName: kind });
    text(
      middle[0] + LABEL_INSET * inwards[0],
      middle[1] + LABEL_INSET * inwards[1],
      `${label} ${lengthCm.toFixed(1)}`,
    );
  }
  const [x, top, , bottom] = grain;
  dxf.addLine(point3d(x, up(top)), point3d(x, up(bottom)), { layerName: 'grain' });
  const size = `${box.width.toFixed(1)} x ${box.height.toFixed(1)} cm`;
  text(x + 0.5, (top + bottom) / 2, `${name}, ${size}`);
}
