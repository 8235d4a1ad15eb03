/**
 * Reads a QR code out of a picture, on this device: by the browser's own reader where there is one,
 * else by ZXing as WebAssembly, which this service serves itself.
 */

/** Finds the text of a QR code in a canvas; null when there is none. */
export type Decode = (canvas: HTMLCanvasElement) => Promise<string | null>;

/** Browsers' own reader (Shape Detection, §2.2); not in the types, and not in every browser. */
interface Detector {
  detect(source: HTMLCanvasElement): Promise<{ rawValue: string }[]>;
}
interface Detectors {
  new (options: { formats: string[] }): Detector;
  getSupportedFormats(): Promise<string[]>;
}

let loading: Promise<Decode> | null = null;

/** The best reader at hand, loaded once; after a failure the next call tries again. */
export function loadDecoder(): Promise<Decode> {
  loading ??= native()
    .then((found) => found ?? zxing())
    .catch((thrown: unknown) => {
      loading = null;
      throw thrown;
    });
  return loading;
}

async function native(): Promise<Decode | null> {
  const { BarcodeDetector } = globalThis as { BarcodeDetector?: Detectors };
  if (!BarcodeDetector) return null;
  try {
    if (!(await BarcodeDetector.getSupportedFormats()).includes('qr_code')) return null;
    const detector = new BarcodeDetector({ formats: ['qr_code'] });
    return async (canvas) => (await detector.detect(canvas))[0]?.rawValue ?? null;
  } catch {
    return null;
  }
}

async function zxing(): Promise<Decode> {
  const [{ prepareZXingModule, readBarcodes }, { default: url }] = await Promise.all([
    import('zxing-wasm/reader'),
    import('zxing-wasm/reader/zxing_reader.wasm?url'),
  ]);
  // Left to itself it would fetch its module from somebody else's host.
  await prepareZXingModule({ overrides: { locateFile: () => url }, fireImmediately: true });
  return async (canvas) => {
    const context = canvas.getContext('2d', { willReadFrequently: true })!;
    const picture = context.getImageData(0, 0, canvas.width, canvas.height);
    const [found] = await readBarcodes(picture, { formats: ['QRCode'], maxNumberOfSymbols: 1 });
    return found?.isValid ? found.text : null;
  };
}

/** Pixels of the longer side that are looked at: enough for a code that fills a sixth of a phone's picture. */
export const SIDE_MAX = { camera: 1_080, picture: 2_048 };

/** Draws a picture or a camera's frame into the canvas, made smaller where it is large. */
export function put(
  canvas: HTMLCanvasElement,
  source: CanvasImageSource,
  width: number,
  height: number,
  sideMax: number,
) {
  const scale = Math.min(1, sideMax / Math.max(width, height));
  canvas.width = Math.max(1, Math.round(width * scale));
  canvas.height = Math.max(1, Math.round(height * scale));
  canvas.getContext('2d', { willReadFrequently: true })!.drawImage(source, 0, 0, canvas.width, canvas.height);
}
