import { describe, expect, it } from 'vitest';
import { exampleBody } from '../../test/shapes/example-body.ts';
import { EXAMPLE_GARMENTS, exampleReading } from '../../test/shapes/example-reading.ts';
import { signedPolygonArea } from '../mesh/polygon.ts';
import { draftPattern } from '../pattern/draft-pattern.ts';
import { layOutPattern } from './lay-out-pattern.ts';
import { patternDxf } from './pattern-dxf.ts';
import { patternSvg } from './pattern-svg.ts';

const patternOf = (garment: (typeof EXAMPLE_GARMENTS)[number]) =>
  draftPattern(exampleReading(garment), exampleBody(), { ease: 'regular', knownWidthCm: null });

describe('a pattern on a sheet', () => {
  it.each(EXAMPLE_GARMENTS)(
    'keeps every piece of a %s at its size, apart from the others',
    (name) => {
      const pattern = patternOf(name);
      const { pieces, width, height } = layOutPattern(pattern);
      expect(pieces.map((piece) => piece.name)).toEqual(pattern.panels.map((panel) => panel.name));
      pieces.forEach((piece, i) => {
        const area = Math.abs(signedPolygonArea(pattern.panels[i]!.outline)) * 10_000;
        expect(Math.abs(signedPolygonArea(piece.outline))).toBeCloseTo(area, 3);
        piece.outline.forEach((value, k) => {
          expect(value).toBeGreaterThan(0);
          expect(value).toBeLessThan(k % 2 === 0 ? width : height);
        });
        for (const other of pieces.slice(i + 1)) {
          const [a, b] = [piece.box, other.box];
          const isApart =
            a.x + a.width < b.x ||
            b.x + b.width < a.x ||
            a.y + a.height < b.y ||
            b.y + b.height < a.y;
          expect(isApart).toBe(true);
        }
      });
    },
  );

  it.each(EXAMPLE_GARMENTS)('names both edges of every seam of a %s alike and as long', (name) => {
    const pattern = patternOf(name);
    const seams = layOutPattern(pattern)
      .pieces.flatMap(({ edges }) => edges)
      .filter(({ kind }) => kind === 'seam');
    for (const seam of pattern.seams) {
      const sides = seams.filter(({ label }) => label === seam.name);
      expect(sides).toHaveLength(2);
      expect(sides[0]!.lengthCm).toBeCloseTo(sides[1]!.lengthCm, 2);
    }
  });

  it('turns a back piece over, so that both lie right side up', () => {
    const { pieces } = layOutPattern(patternOf('tee'));
    const sideOf = (facing: 'front' | 'back') => {
      const piece = pieces.find((one) => one.facing === facing)!;
      const cuff = piece.edges.find(({ label }) => label === 'cuff left')!;
      return cuff.middle[0] - (piece.box.x + piece.box.width / 2);
    };
    expect(sideOf('front')).toBeGreaterThan(0);
    expect(sideOf('back')).toBeLessThan(0);
  });

  it('starts names inside the piece', () => {
    for (const { edges, box } of layOutPattern(patternOf('dress')).pieces) {
      const hem = edges.find(({ label }) => label === 'hem')!;
      expect(hem.middle[1]).toBeGreaterThan(box.y + box.height / 2);
      expect(hem.inwards[1]).toBeLessThan(0);
    }
  });
});

describe('patternSvg', () => {
  it('is drawn in centimetres, so that one unit prints as one centimetre', () => {
    const svg = patternSvg(patternOf('skirt'));
    const size =
      /<svg [^>]*width="([\d.]+)cm" height="([\d.]+)cm" viewBox="0 0 ([\d.]+) ([\d.]+)"/.exec(svg);
    expect(size?.slice(1, 3)).toEqual(size?.slice(3));
    expect(svg).toContain('<g id="front" data-facing="front">');
    expect(svg.match(/data-name="waist"/g)).toHaveLength(2);
  });
});

describe('patternDxf', () => {
  it('says centimetres and draws one closed outline a piece, seams and openings on their layers', () => {
    const pattern = patternOf('trousers');
    const lines = patternDxf(pattern)
      .split('\n')
      .map((line) => line.trim());
    const units = lines.indexOf('$INSUNITS');
    expect(lines.slice(units + 1, units + 3)).toEqual(['70', '5']);
    const layersOf = (entity: string) =>
      lines.flatMap((line, i) =>
        line === entity && lines[i - 1] === '0' ? [lines[lines.indexOf('8', i) + 1]] : [],
      );
    const polylines = layersOf('LWPOLYLINE');
    const edges = pattern.panels.flatMap((panel) => panel.edges);
    expect(polylines.filter((layer) => layer === 'cut')).toHaveLength(pattern.panels.length);
    expect(polylines.filter((layer) => layer === 'seam')).toHaveLength(
      edges.filter(({ kind }) => kind === 'seam').length,
    );
    expect(polylines.filter((layer) => layer === 'opening')).toHaveLength(
      edges.filter(({ kind }) => kind === 'opening').length,
    );
  });

  it('gives the same bytes for the same pattern', () => {
    expect(patternDxf(patternOf('tee'))).toBe(patternDxf(patternOf('tee')));
  });
});
