/** What a fake camera sees: a film of one picture, made within the test. */
import { encode } from 'uqr';

const WIDTH = 640;
const HEIGHT = 480;

/** A code of a text as grey pixels on a wall, turned by `degrees` and noisy, as a camera sees it. */
export function seen(text: string, degrees = 0): Uint8Array {
  const { data, size } = encode(text, { ecc: 'M', border: 4 });
  const side = 400;
  const [sin, cos] = [Math.sin((degrees * Math.PI) / 180), Math.cos((degrees * Math.PI) / 180)];
  let noise = 7;
  const grey = new Uint8Array(WIDTH * HEIGHT);
  for (let y = 0; y < HEIGHT; y += 1) {
    for (let x = 0; x < WIDTH; x += 1) {
      const [dx, dy] = [x - WIDTH / 2, y - HEIGHT / 2];
      const at = (along: number) => Math.floor(((along + side / 2) / side) * size);
      const [column, row] = [at(dx * cos + dy * sin), at(dy * cos - dx * sin)];
      const isOnPaper = column >= 0 && row >= 0 && column < size && row < size;
      noise = (Math.imul(noise, 1_664_525) + 1_013_904_223) >>> 0;
      const light = !isOnPaper ? 110 : data[row]![column] ? 40 : 215;
      grey[y * WIDTH + x] = light + (noise / 2 ** 32 - 0.5) * 40;
    }
  }
  return grey;
}

/** A film of it, as Chromium reads films for its fake camera (YUV4MPEG2). */
export function film(grey: Uint8Array, frames = 5): Buffer {
  const colour = Buffer.alloc((WIDTH * HEIGHT) / 2, 128);
  const frame = Buffer.concat([Buffer.from('FRAME\n'), grey, colour]);
  const head = Buffer.from(`YUV4MPEG2 W${WIDTH} H${HEIGHT} F10:1 Ip A1:1 C420jpeg\n`);
  return Buffer.concat([head, ...Array<Buffer>(frames).fill(frame)]);
}

/** It as a picture file: a bitmap of grey pixels. */
export function bitmap(grey: Uint8Array): Buffer {
  const head = Buffer.alloc(54);
  head.write('BM', 0);
  head.writeUInt32LE(54 + WIDTH * HEIGHT * 3, 2);
  head.writeUInt32LE(54, 10);
  head.writeUInt32LE(40, 14);
  head.writeInt32LE(WIDTH, 18);
  // Negative: the first row is the upper one.
  head.writeInt32LE(-HEIGHT, 22);
  head.writeUInt16LE(1, 26);
  head.writeUInt16LE(24, 28);
  const pixels = Buffer.alloc(WIDTH * HEIGHT * 3);
  grey.forEach((light, at) => pixels.fill(light, at * 3, at * 3 + 3));
  return Buffer.concat([head, pixels]);
}
