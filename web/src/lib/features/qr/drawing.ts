/** Draws a QR code as one path of an SVG; nothing is fetched, and nobody is asked. */
import { encode } from 'uqr';

/** Light modules around the code, as the standard asks for (ISO/IEC 18004, 5.3.8). */
const QUIET = 4;

export interface Drawing {
  /** Side of the picture, in modules. */
  size: number;
  /** The dark modules, row by row. */
  path: string;
}

/** The drawing of a text; a quarter of it may be hidden and it can still be read. */
export function draw(text: string): Drawing {
  const { data, size } = encode(text, { ecc: 'Q', border: QUIET });
  let path = '';
  data.forEach((row, y) => {
    for (let x = 0; x < size;) {
      if (!row[x]) {
        x += 1;
        continue;
      }
      const from = x;
      while (x < size && row[x]) x += 1;
      path += `M${from} ${y}h${x - from}v1H${from}z`;
    }
  });
  return { size, path };
}
