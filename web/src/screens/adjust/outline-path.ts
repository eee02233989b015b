/** SVG path of a polygon, closed or open. @param points xy pairs. */
export function outlinePath(points: ArrayLike<number>, isClosed: boolean): string {
  const parts: string[] = [];
  for (let i = 0; i + 1 < points.length; i += 2) {
    parts.push(`${i === 0 ? 'M' : 'L'}${points[i]!.toFixed(1)} ${points[i + 1]!.toFixed(1)}`);
  }
  return parts.join('') + (isClosed && parts.length > 0 ? 'Z' : '');
}
