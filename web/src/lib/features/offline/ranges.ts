/** Answers to requests for a part of a stored file (RFC 9110, section 14). */

export interface Part {
  status: 200 | 206 | 416;
  /** First byte, and the one after the last. */
  start: number;
  end: number;
}

/**
 * The part of a file of `size` bytes that a `Range` header asks for.
 *
 * What is not understood, several ranges at once among it, is answered whole, as the standard allows.
 */
export function partOf(header: string | null, size: number): Part {
  const whole: Part = { status: 200, start: 0, end: size };
  const match = header?.match(/^bytes=(\d*)-(\d*)$/);
  if (!match) return whole;
  const [, first, last] = match;
  if (first === '' && last === '') return whole;
  if (first === '') {
    const length = Math.min(Number(last), size);
    return length === 0 ? unsatisfiable : { status: 206, start: size - length, end: size };
  }
  const start = Number(first);
  const end = last === '' ? size : Math.min(Number(last) + 1, size);
  if (last !== '' && Number(last) < start) return whole;
  return start >= size ? unsatisfiable : { status: 206, start, end };
}

const unsatisfiable: Part = { status: 416, start: 0, end: 0 };

/** Answers a request from a stored file; the browser reads only what is asked for. */
export function answerPart(header: string | null, file: Blob, type: string): Response {
  const { status, start, end } = partOf(header, file.size);
  const headers = new Headers({
    'Accept-Ranges': 'bytes',
    'Content-Type': type,
    'Content-Length': String(end - start),
  });
  if (status === 416) headers.set('Content-Range', `bytes */${file.size}`);
  if (status === 206) headers.set('Content-Range', `bytes ${start}-${end - 1}/${file.size}`);
  const body = status === 416 ? null : status === 200 ? file : file.slice(start, end, type);
  return new Response(body, { status, headers });
}
