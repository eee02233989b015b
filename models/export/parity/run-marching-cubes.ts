/** Our side of points_and_cameras.py: `node run-marching-cubes.ts FOLDER POINTS` reads density (raw float32) and writes positions. */
import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { writeDensityField } from '@fitroom/shared/isosurface/density-field';
import { marchingCubes } from '@fitroom/shared/isosurface/marching-cubes';
import { findSurfaceCells } from '@fitroom/shared/isosurface/surface-cells';
import { densityAxis, TRIPO_SR_GRID } from '@fitroom/shared/triplane/density-axis';

const [folder, points] = process.argv.slice(2);
if (!folder || !points) throw new Error('Usage: run-marching-cubes.ts FOLDER POINTS');
const bytes = readFileSync(join(folder, 'density'));
const density = new Float32Array(bytes.buffer, bytes.byteOffset, bytes.length / 4);
const field = new Float32Array(density.length);
writeDensityField(density, TRIPO_SR_GRID.threshold, field, 0);
const axis = densityAxis(Number(points), TRIPO_SR_GRID.radius);
const never = { aborted: false };
const surface = findSurfaceCells(field, Number(points) - 1, never);
writeFileSync(join(folder, 'positions'), marchingCubes({ surface, field, axis }, never).positions);
