import type { Page } from 'playwright-core';

export interface StoredTryOn {
  /** xy pairs, working-image pixels. */
  readonly outline: Float64Array;
  readonly width: number;
  readonly height: number;
  readonly fittedGlb: Uint8Array;
  readonly timingsMs: Readonly<Record<string, number>>;
  readonly tookMs: number;
}

/** Reads the newest result and its garment out of the app's own database. */
export async function newestStored(page: Page): Promise<StoredTryOn> {
  const stored = await page.evaluate(async () => {
    const settled = <T>(request: IDBRequest<T>) =>
      new Promise<T>((resolve, reject) => {
        request.onsuccess = () => resolve(request.result);
        request.onerror = () => reject(request.error);
      });
    const database = await settled(indexedDB.open('fitroom'));
    const tables = database.transaction(['results', 'garments']);
    const newest = await settled(
      tables.objectStore('results').index('createdAt').openCursor(null, 'prev'),
    );
    const result = newest?.value;
    const garment = await settled(tables.objectStore('garments').get(result.garmentId));
    database.close();
    const { outline, width, height } = garment.made.reading;
    const bytes = new Uint8Array(await result.fittedGlb.arrayBuffer());
    let binary = '';
    for (const byte of bytes) binary += String.fromCharCode(byte);
    return {
      outline: [...outline],
      width,
      height,
      glb: btoa(binary),
      timingsMs: result.report.timings_ms,
      tookMs: result.tookMs,
    };
  });
  return {
    outline: Float64Array.from(stored.outline),
    width: stored.width,
    height: stored.height,
    fittedGlb: new Uint8Array(Buffer.from(stored.glb, 'base64')),
    timingsMs: stored.timingsMs,
    tookMs: stored.tookMs,
  };
}
